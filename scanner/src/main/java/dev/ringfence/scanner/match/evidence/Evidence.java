package dev.ringfence.scanner.match.evidence;

import dev.ringfence.scanner.match.parameters.MatchParameters;

/// The terms of a score, before they are weighted.
///
/// @param score what is compared with the threshold, in bits
/// @param sequence what the matched tokens say in their order
/// @param names what they are called
/// @param coverage how much of the hunk they are
/// @param commentWords distinct words in passages that hunk and the origin's comments share
/// @param other what the matched tokens score in the best other works, in bits: what is common
///   knowledge
/// @param chance how much there is that could match by chance
/// @param otherLanguage whether the origin is in another language
public record Evidence(
    double score,
    Sequence sequence,
    Names names,
    Coverage coverage,
    int commentWords,
    double other,
    Chance chance,
    boolean otherLanguage) {
  /// What the matched tokens say in their order, in bits.
  ///
  /// @param structure information of the matched tokens less tolls, mismatches and gaps
  /// @param longestRun information less tolls of the longest run of equal tokens without a gap
  /// @param missed information of the hunk's tokens from the first to the last match, less
  ///   structure
  /// @param idiom what of the matched tokens' information code in general foretells
  /// @param pieces into how many stretches the match falls
  public record Sequence(
      double structure, double longestRun, double missed, double idiom, int pieces) {}

  /// What the matched tokens are called.
  ///
  /// @param ownSpelling rarity of the distinct equal names and literals that no other work has, in
  ///   bits
  /// @param sharedSpelling the same of those that other works have too, and of names that no work
  ///   defines
  /// @param rename bits from names that map one to one
  /// @param unlike distinct pairs of names whose case says that they are no renaming of each other
  public record Names(double ownSpelling, double sharedSpelling, double rename, int unlike) {}

  /// How much of a hunk matches, and how much of that says something.
  ///
  /// @param share the share of the hunk's tokens that match, 0 to 1
  /// @param density structure a matched token: little in tables, whose shape says nothing
  /// @param named the share of the matched tokens that are names, 0 to 1: next to none in data
  public record Coverage(double share, double density, double named) {}

  /// How much there is that could match by chance.
  ///
  /// @param sizeToll what a large index and a long hunk cost, in bits; negative for a small index
  /// @param searchSpace log2 of hunk tokens times indexed tokens
  public record Chance(double sizeToll, double searchSpace) {}

  /// That of a rewrite, whose terms are not those of tokens.
  public static Evidence ofRewrite(double score) {
    return new Evidence(
        score,
        new Sequence(0, 0, 0, 0, 1),
        new Names(0, 0, 0, 0),
        new Coverage(0, 0, 0),
        0,
        0,
        new Chance(0, 0),
        false);
  }

  public Evidence withScore(double newScore) {
    return with(newScore, coverage, commentWords, other);
  }

  Evidence withCommentWords(int words) {
    return with(score, coverage, words, other);
  }

  Evidence withCoverage(double share) {
    return with(
        score, new Coverage(share, coverage.density(), coverage.named()), commentWords, other);
  }

  Evidence withOther(double newOther) {
    return with(score, coverage, commentWords, newOther);
  }

  private Evidence with(double newScore, Coverage newCoverage, int words, double newOther) {
    return new Evidence(
        newScore, sequence, names, newCoverage, words, newOther, chance, otherLanguage);
  }

  /// How much length counts, 0 to 1: where tokens carry next to nothing, or few of them are names,
  /// as in data, many of them carry no more.
  double weightOfLength(MatchParameters parameters) {
    return Math.min(1, Math.max(0, coverage.density()) / parameters.decideDensity)
        * Math.min(1, coverage.named() / parameters.decideNamed);
  }

  /// How much a covered hunk counts, 0 to 1: a few lines of next to no information are somewhere,
  /// whole.
  double weightOfCoverage(MatchParameters parameters) {
    return Math.min(1, Math.max(0, sequence.structure()) / parameters.decideCoverageStructure);
  }
}
