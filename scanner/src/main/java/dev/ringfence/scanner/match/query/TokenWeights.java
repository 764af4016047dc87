package dev.ringfence.scanner.match.query;

import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Weighs the tokens of hunks by what the index knows: how surprising each is in its place, and how
/// rare its spelling. One a thread.
public final class TokenWeights {
  private static final int MIN_TEXTS = 200;

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final TokenModel model;
  private final OriginSession session;

  /// What was asked for last: each step that a hunk goes through asks anew.
  private @Nullable HunkTokens informed;

  private @Nullable TokenInformation information;
  private @Nullable Query query;

  public TokenWeights(Candidates candidates, MatchParameters parameters) throws IOException {
    this.candidates = candidates;
    this.parameters = parameters;
    this.model = candidates.index().model();
    this.session = candidates.index().session();
  }

  /// How surprising each token of a hunk is.
  @SuppressWarnings("ReferenceEquality") // comparing two hunks costs more than it saves
  public TokenInformation information(HunkTokens hunk) {
    TokenInformation known = information;
    if (known == null || informed != hunk) {
      known =
          TokenInformation.of(
              hunk, model, parameters.idioms, parameters.selfWeight, parameters.maxTokenBits);
      informed = hunk;
      information = known;
      query = null;
    }
    return known;
  }

  /// A hunk with the weights of its tokens.
  public Query query(HunkTokens hunk) throws IOException {
    TokenInformation known = information(hunk);
    Query weighed = query;
    if (weighed == null) {
      weighed = weighed(hunk, known);
      query = weighed;
    }
    return weighed;
  }

  private Query weighed(HunkTokens hunk, TokenInformation information) throws IOException {
    float[] spellingBits = new float[hunk.size()];
    int[] distinct =
        Arrays.stream(hunk.tokens().spellingArray())
            .filter(spelling -> spelling < 0)
            .distinct()
            .toArray();
    int[] frequencies = session.spellingFrequencies(distinct);
    Map<Integer, Float> bitsOf = new HashMap<>();
    // Among texts of the hunk's language: a name that all Python files use is common in Python,
    // however few they are among C files. A language that the index hardly holds tells little.
    double blobCount = Math.max(MIN_TEXTS, candidates.index().blobCount(hunk.language()));
    for (int i = 0; i < distinct.length; i++) {
      double rarity = StrictMath.log(blobCount / Math.max(2, frequencies[i])) / StrictMath.log(2);
      bitsOf.put(
          distinct[i],
          (float)
              Math.min(
                  parameters.spellingMax,
                  Math.max(0, (rarity - parameters.spellingCut) * parameters.spellingFactor)));
    }
    for (int i = 0; i < hunk.size(); i++) {
      if (Alphabet.isOpen(hunk.symbol(i))) {
        spellingBits[i] = bitsOf.getOrDefault(hunk.spelling(i), 0f);
      }
    }
    return new Query(hunk, 0, information.bits(), information.idiomBits(), spellingBits);
  }
}
