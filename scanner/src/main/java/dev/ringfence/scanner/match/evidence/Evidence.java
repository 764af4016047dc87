package dev.ringfence.scanner.match.evidence;

import dev.ringfence.scanner.match.parameters.MatchParameters;

/// The terms of a score, in bits unless said otherwise, before they are weighted.
///
/// @param score what is compared with the threshold
/// @param structure information of the matched tokens less tolls, mismatches and gaps
/// @param ownSpelling rarity of the distinct equal names and literals that no other work has
/// @param sharedSpelling the same of those that other works have too, and of names that no work
///   defines
/// @param rename from names that map one to one
/// @param unlikeNames distinct pairs of names whose case says that they are no renaming of each
///   other
/// @param missed information of the hunk's tokens from the first to the last match, less structure
/// @param longestRun information less tolls of the longest run of equal tokens without a gap
/// @param idiom what of the matched tokens' information code in general foretells
/// @param commentWords distinct words in passages that hunk and the origin's comments share
/// @param coverage the share of the hunk's tokens that match, 0 to 1
/// @param density structure a matched token: little in tables, whose shape says nothing
/// @param named the share of the matched tokens that are names, 0 to 1: next to none in data
/// @param other what the matched tokens score in the best other works: what is common knowledge
/// @param sizeToll what a large index and a long hunk cost; negative for a small index
/// @param searchSpace log2 of hunk tokens times indexed tokens
/// @param pieces into how many stretches the match falls
/// @param otherLanguage whether the origin is in another language
public record Evidence(
    double score,
    double structure,
    double ownSpelling,
    double sharedSpelling,
    double rename,
    int unlikeNames,
    double missed,
    double longestRun,
    double idiom,
    int commentWords,
    double coverage,
    double density,
    double named,
    double other,
    double sizeToll,
    double searchSpace,
    int pieces,
    boolean otherLanguage) {
  /// That of a rewrite, whose terms are not those of tokens.
  public static Evidence ofRewrite(double score) {
    return new Evidence(score, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, false);
  }

  public Evidence withScore(double newScore) {
    return with(newScore, commentWords, coverage, other);
  }

  Evidence withCommentWords(int words) {
    return with(score, words, coverage, other);
  }

  Evidence withCoverage(double newCoverage) {
    return with(score, commentWords, newCoverage, other);
  }

  Evidence withOther(double newOther) {
    return with(score, commentWords, coverage, newOther);
  }

  private Evidence with(double newScore, int newCommentWords, double newCoverage, double newOther) {
    return new Evidence(
        newScore,
        structure,
        ownSpelling,
        sharedSpelling,
        rename,
        unlikeNames,
        missed,
        longestRun,
        idiom,
        newCommentWords,
        newCoverage,
        density,
        named,
        newOther,
        sizeToll,
        searchSpace,
        pieces,
        otherLanguage);
  }

  /// How much length counts, 0 to 1: where tokens carry next to nothing, or few of them are names,
  /// as in data, many of them carry no more.
  double weightOfLength(MatchParameters parameters) {
    return Math.min(1, Math.max(0, density) / parameters.decideDensity)
        * Math.min(1, named / parameters.decideNamed);
  }

  /// How much a covered hunk counts, 0 to 1: a few lines of next to no information are somewhere,
  /// whole.
  double weightOfCoverage(MatchParameters parameters) {
    return Math.min(1, Math.max(0, structure) / parameters.decideCoverageStructure);
  }
}
