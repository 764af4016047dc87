package dev.ringfence.scanner.report;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.TokenStream;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.scanner.policy.Finding;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The origin of a finding with its text, where the index keeps texts.
///
/// @param lineOfToken the line of each token of the origin
/// @param lines the origin's lines; empty without text
/// @param renames the rename map; empty without text
public record OriginView(int[] lineOfToken, String[] lines, Optional<RenameMap> renames) {
  /// The view of a finding's origin.
  public static OriginView of(CorpusIndex index, Finding finding) throws IOException {
    StoredTokens stored = index.tokens(finding.match().blob());
    Optional<String> text = index.text(finding.match().blob());
    if (text.isEmpty()) {
      return new OriginView(stored.lines(), new String[0], Optional.empty());
    }
    TokenStream tokens =
        Tokenizers.create()
            .tokenize(
                new SourceText(
                    text.get(),
                    finding.match().origin().language(),
                    finding.match().origin().path()))
            .toStream();
    return new OriginView(
        stored.lines(),
        text.get().split("\r\n|\r|\n", -1),
        Optional.of(RenameMap.of(finding.hunk(), text.get(), tokens, finding.match().pairs())));
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
