package dev.ringfence.corpus.license;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.RawTokens;
import dev.ringfence.fingerprints.token.TokenClass;
import dev.ringfence.fingerprints.token.Tokenizer;
import dev.ringfence.fingerprints.token.Tokenizers;
import java.util.Optional;

/// What a source file says outside its code: its text with names, literals and operators blanked. A
/// license that a string or an identifier names is not the file's own.
final class Commentary {
  /// A text longer than this is read as it is.
  private static final int MAX_LENGTH = 2 << 20;

  private static final ThreadLocal<Tokenizer> TOKENIZER =
      ThreadLocal.withInitial(Tokenizers::create);

  private Commentary() {}

  /// The comments and documentation strings of a text, each in its place; the text itself where its
  /// language has no lexer.
  ///
  /// @param opening how far the text is known to be comment
  static String of(String path, String text, int opening) {
    Optional<Language> language =
        text.length() > MAX_LENGTH ? Optional.empty() : LanguageDetector.detect(path, text);
    return language.isEmpty() || language.get() == Language.GENERIC
        ? text
        : of(language.get(), text, opening);
  }

  private static String of(Language language, String text, int opening) {
    // A text may be cut in a comment.
    boolean cut = text.lastIndexOf("/*") > text.lastIndexOf("*/");
    RawTokens tokens =
        TOKENIZER.get().lex(new SourceText(cut ? text + "*/" : text, language, "license"));
    if (isProse(text, tokens)) {
      return text;
    }
    char[] units = text.toCharArray();
    boolean directives = language.profile().statements().has(StatementTrait.DIRECTIVES);
    for (int i = 0; i < tokens.size(); i++) {
      int start = tokens.startOffset(i);
      int end = Math.min(tokens.endOffset(i), units.length);
      if (tokens.tokenClass(i) == TokenClass.STRING && isDocumentation(text, start)) {
        continue;
      }
      if (start < opening && !(directives && isDirective(text, start))) {
        continue;
      }
      for (int at = start; at < end; at++) {
        if (units[at] != '\n' && units[at] != '\r') {
          units[at] = ' ';
        }
      }
    }
    return new String(units);
  }

  /// Whether what no comment holds is prose: a notice in a file by the name of code, such as a
  /// template that a program wraps in comments later.
  private static boolean isProse(String text, RawTokens tokens) {
    int words = 0;
    int signs = 0;
    for (int i = 0; i < tokens.size(); i++) {
      int start = tokens.startOffset(i);
      switch (tokens.tokenClass(i)) {
        case IDENTIFIER -> words++;
        case OPERATOR ->
            signs += start < text.length() && "{}=;[]<>".indexOf(text.charAt(start)) >= 0 ? 1 : 0;
        default -> {}
      }
    }
    return words >= MIN_WORDS && signs * MAX_WORDS_A_SIGN < words;
  }

  private static final int MIN_WORDS = 20;

  /// Code has one of the signs that build statements for each few words.
  private static final int MAX_WORDS_A_SIGN = 30;

  private static boolean isDirective(String text, int offset) {
    int at = text.lastIndexOf('\n', offset) + 1;
    while (at < offset && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) == '#';
  }

  /// Whether a string stands first on its line in triple quotes, as documentation does.
  private static boolean isDocumentation(String text, int start) {
    int quote = start;
    while (quote < text.length() && quote - start < 3 && Character.isLetter(text.charAt(quote))) {
      quote++;
    }
    if (!text.startsWith("\"\"\"", quote) && !text.startsWith("'''", quote)) {
      return false;
    }
    int before = start - 1;
    while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
      before--;
    }
    return before < 0 || text.charAt(before) == '\n' || text.charAt(before) == '\r';
  }
}
