package dev.ringfence.scanner.result;

import java.util.Optional;

/// The figures of a match.
///
/// @param tokens matched tokens
/// @param spanTokens tokens of the hunk from the first to the last matched one
/// @param containment matched tokens over tokens of the hunk
/// @param names matched names
/// @param equalNames matched names with the same spelling
/// @param unlikeNames distinct pairs of matched names that case tells apart
/// @param commentWords distinct words of comments on both sides
/// @param bits the parts of the score
/// @param pieces into how many stretches the match falls
/// @param otherLanguage whether the origin is in another language
/// @param rewrite where statements match and not tokens, how
public record MatchFigures(
    int tokens,
    int spanTokens,
    double containment,
    int names,
    int equalNames,
    int unlikeNames,
    int commentWords,
    Bits bits,
    int pieces,
    boolean otherLanguage,
    Optional<RewriteFigures> rewrite) {
  /// The parts of a score, in bits, before they are weighted; `score` is what comes of them.
  ///
  /// @param score what is compared with the threshold
  /// @param structure information of the matched tokens less tolls, mismatches and gaps
  /// @param longestRun the same of the longest run without a gap
  /// @param ownSpelling rarity of equal names and literals that no other work has
  /// @param sharedSpelling the same of those that other works have too
  /// @param rename from names that map one to one
  /// @param missed information of what lies between matched tokens
  /// @param idiom what code in general foretells of the matched tokens
  /// @param bestOtherWork what the same lines score in the best other work
  /// @param sizeToll what a large index and a long hunk cost
  /// @param searchSpace log2 of hunk tokens times indexed tokens
  public record Bits(
      double score,
      double structure,
      double longestRun,
      double ownSpelling,
      double sharedSpelling,
      double rename,
      double missed,
      double idiom,
      double bestOtherWork,
      double sizeToll,
      double searchSpace) {}
}
