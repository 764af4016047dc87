package dev.ringfence.scanner.report;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.TokenStream;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.structure.Function;
import dev.ringfence.scanner.structure.FunctionFinder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The origin of a finding with its text, where the index keeps texts.
///
/// @param lineOfToken the line of each token of the origin
/// @param lines the origin's lines; empty without text
/// @param renames the rename map; empty without text
/// @param function the origin's function around the match; empty without text
/// @param hunkFunction the function that the match lands in, as far as the hunk or file shows one
public record OriginView(
    int[] lineOfToken,
    String[] lines,
    Optional<RenameMap> renames,
    Optional<Function> function,
    Optional<Function> hunkFunction) {
  /// The view of a finding's origin.
  public static OriginView of(CorpusIndex index, Finding finding) throws IOException {
    StoredTokens stored = index.tokens(finding.match().blob());
    Optional<Words> words = Words.of(index, finding.match());
    Optional<Function> landing = hunkFunction(finding);
    return words
        .map(origin ->
            new OriginView(
                stored.lines(),
                origin.text().split("\r?\n", -1),
                Optional.of(
                    RenameMap.of(
                        finding.hunk(), origin.text(), origin.tokens(), finding.match().pairs())),
                around(
                    FunctionFinder.find(finding.match().origin().language(), origin.text()),
                    finding.match().originLines()),
                landing))
        .orElseGet(() ->
            new OriginView(
                stored.lines(), new String[0], Optional.empty(), Optional.empty(), landing));
  }

  private static Optional<Function> around(List<Function> functions, List<LineRange> lines) {
    return FunctionFinder.around(
        functions, lines.getFirst().firstLine(), lines.getLast().lastLine());
  }

  /// In lines of the file: the text that was read may begin further down.
  private static Optional<Function> hunkFunction(Finding finding) {
    HunkTokens hunk = finding.hunk();
    int token = finding.match().pairs().getFirst()[0];
    int shift = hunk.lines()[token] - LineTable.of(hunk.text()).lineAt(hunk.starts()[token]);
    List<Function> functions =
        FunctionFinder.find(hunk.language(), hunk.text()).stream()
            .map(f -> new Function(f.name(), f.firstLine() + shift, f.lastLine() + shift))
            .filter(f -> f.firstLine() >= 1)
            .toList();
    return around(functions, finding.match().hunkLines());
  }

  /// An origin's text with its tokens.
  ///
  /// @param text the text
  /// @param tokens its tokens, as numbered in a match
  record Words(String text, TokenStream tokens) {
    /// Those of a match's origin; empty where the index keeps no text.
    static Optional<Words> of(CorpusIndex index, Match match) throws IOException {
      CorpusFile origin = match.origin();
      return index
          .text(match.blob())
          .map(text ->
              new Words(
                  text,
                  Tokenizers.create()
                      .tokenize(new SourceText(text, origin.language(), origin.path()))
                      .toStream()));
    }

    /// A token as it is written.
    String word(int token) {
      return text.substring(tokens.startOffsets()[token], tokens.endOffsets()[token]);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "OriginView[" + lines.length + " lines]";
  }
}
