package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Turns a match of a hunk with a blob into the terms of its score. What other works hold in the
/// same place counts against it: that is common knowledge.
final class EvidenceWeigher {
  /// Tokens of the index that the threshold was fitted with.
  private static final double FITTED_TOKENS = 22e6;

  /// Below this an index is not taken to be smaller: a few works say little about chance.
  private static final double MIN_INDEX_TOKENS = 5e6;

  /// Tokens of a hunk from which on its length counts.
  private static final double FITTED_HUNK = 400;

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final AlignmentScorer scorer;
  private final double indexTokens;

  EvidenceWeigher(
      Candidates candidates,
      MatchParameters parameters,
      AlignmentScorer scorer,
      double indexTokens) {
    this.candidates = candidates;
    this.parameters = parameters;
    this.scorer = scorer;
    this.indexTokens = indexTokens;
  }

  /// The evidence of a match, given all matches of the hunk.
  Evidence weigh(Query query, BlobMatch match, List<BlobMatch> all) throws IOException {
    StoredTokens corpus = candidates.tokens(match.blob);
    boolean otherLanguage = !query.tokens().language().isKin(Language.ofNumber(corpus.language()));
    double information = 0;
    for (int i = match.firstToken; i <= match.lastToken; i++) {
      information += query.bits()[i];
    }
    double missed = Math.max(0, information - Math.max(0, match.structure));
    double base = Math.max(0, match.structure);
    double spelling = scorer.cappedSpelling(base, match.spelling);
    double rename = scorer.cappedRename(base, match.rename);
    Set<String> own = candidates.blob(match.blob).workNames();
    // One work counts once, with its best file.
    Map<String, Double> bestOfWork = new HashMap<>();
    for (BlobMatch other : all) {
      TreeSet<String> works = candidates.blob(other.blob).workNames();
      int overlap = match.overlap(other);
      if (overlap * 2 < match.length() || works.stream().anyMatch(own::contains)) {
        continue;
      }
      double clipped = other.total * Math.min(1, overlap / (double) other.length());
      bestOfWork.merge(works.first(), clipped, Math::max);
    }
    double[] others =
        bestOfWork.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double first = others.length > 0 ? others[others.length - 1] : 0;
    double third = others.length > 2 ? others[others.length - 3] : 0;
    // A larger index and a longer hunk both hold more that fits by chance.
    double sizeToll =
        (StrictMath.log(Math.max(MIN_INDEX_TOKENS, indexTokens) / FITTED_TOKENS)
                + StrictMath.log(Math.max(FITTED_HUNK, query.size()) / FITTED_HUNK))
            / StrictMath.log(2);
    double score =
        match.structure
            + spelling
            + rename
            - parameters.weightMissed * missed
            - parameters.weightOther * first
            - parameters.weightThirdOther * third
            - (otherLanguage ? parameters.otherLanguageToll : 0)
            - sizeToll;
    return new Evidence(
        score,
        match.structure,
        spelling,
        rename,
        missed,
        first,
        third,
        sizeToll,
        StrictMath.log(Math.max(1, query.size()) * indexTokens) / StrictMath.log(2),
        match.pieces.size(),
        otherLanguage);
  }
}
