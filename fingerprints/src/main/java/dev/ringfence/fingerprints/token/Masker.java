package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.Mask;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Masks what no regular lexer can read, before any lexer sees the text: here-documents, which end
/// with a word that their first line names; columns and continued lines of Fortran and MATLAB; the
/// text around PHP; documentation between lines. What of it a language has says its profile. Every
/// unit stays in its place: comments become blanks, here-documents a run of U+0001, which is a
/// string to the grammars, and their spelling is still that of the source.
public final class Masker {
  private final TextUnits text;
  private final boolean php;
  private @Nullable MaskedLines lines;

  private Masker(TextUnits text, boolean php) {
    this.text = text;
    this.php = php;
  }

  /// Masks a text in place.
  public static void mask(Language language, TextUnits text) {
    List<Mask> masks = language.profile().masks();
    if (masks.isEmpty()) {
      return;
    }
    Masker masker = new Masker(text, masks.contains(Mask.PHP_HEREDOCS));
    for (Mask mask : masks) {
      masker.mask(mask);
    }
  }

  /// The lines as they stood before the first mask that needed them.
  private MaskedLines lines() {
    MaskedLines split = lines;
    if (split == null) {
      split = new MaskedLines(text, php);
      lines = split;
    }
    return split;
  }

  /// Most texts hold nothing to mask: what shows that is looked for first.
  private void mask(Mask mask) {
    switch (mask) {
      case LETTER_CASE -> text.lowerCase();
      case DISABLED_PROSE -> {
        if (DisabledProse.isIn(text)) {
          DisabledProse.mask(lines());
        }
      }
      case DELIMITED_STRINGS -> {
        if (text.contains("R\"")) {
          DelimitedStrings.maskRawStrings(text);
        }
      }
      case ELEMENT_TEXT -> {
        if (text.contains("</")) {
          ElementText.maskElementText(text);
        }
      }
      case CALLED_REGEXES -> {
        if (text.contains(".test") || text.contains(".exec")) {
          ElementText.maskCalledRegexes(text);
        }
      }
      case BEGIN_END -> {
        if (text.contains("=begin")) {
          CommentBlocks.maskBetween(lines(), "=begin", "=end", false);
        }
      }
      case POD -> CommentBlocks.maskBetween(lines(), "=", "=cut", true);
      case AFTER_END -> {
        if (text.contains("__END__")) {
          CommentBlocks.maskAfter(lines(), "__END__");
        }
      }
      case AFTER_DATA -> {
        if (text.contains("__DATA__")) {
          CommentBlocks.maskAfter(lines(), "__DATA__");
        }
      }
      case FORMATS -> {
        if (text.contains("format")) {
          Heredocs.maskFormats(lines());
        }
      }
      case RUBY_HEREDOCS -> maskHeredocs("<<", Heredocs.RUBY);
      case PERL_HEREDOCS -> maskHeredocs("<<", Heredocs.PERL);
      case SHELL_HEREDOCS -> maskHeredocs("<<", Heredocs.SHELL);
      case PHP_HEREDOCS -> maskHeredocs("<<<", Heredocs.PHP);
      case PAGES -> PhpPages.mask(text);
      case DASHED_STRINGS -> {
        if (text.contains("-(") || text.contains("-[") || text.contains("-{")) {
          DelimitedStrings.maskDashedStrings(text);
        }
      }
      case AMPERSANDS -> {
        if (text.contains("&")) {
          JoinedLines.joinAmpersands(lines());
        }
      }
      case COLUMNS -> JoinedLines.readColumns(lines());
      case NESTED_BLOCKS -> CommentBlocks.maskNestedBlocks(lines());
      case ELLIPSES -> {
        if (text.contains("...")) {
          JoinedLines.joinEllipses(lines());
        }
      }
    }
  }

  private void maskHeredocs(String mark, Pattern opening) {
    if (text.contains(mark)) {
      Heredocs.mask(lines(), opening);
    }
  }
}
