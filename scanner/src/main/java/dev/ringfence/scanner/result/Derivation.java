package dev.ringfence.scanner.result;

import java.util.List;

/// How a match came about: what was looked up, how it was chained, and the alignment token by
/// token.
///
/// @param seeds what was looked up, a channel each
/// @param pieces the stretches that the match falls into, in the order of the hunk
/// @param joinCost what joining them costs, in bits
/// @param steps the alignment
public record Derivation(List<Seeds> seeds, List<Piece> pieces, double joinCost, List<Step> steps) {
  public Derivation {
    seeds = List.copyOf(seeds);
    pieces = List.copyOf(pieces);
    steps = List.copyOf(steps);
  }

  /// The lookup of a hunk's k-grams in one channel.
  ///
  /// @param channel `exact` or `renamed`
  /// @param k the tokens of a k-gram
  /// @param grams distinct k-grams of the hunk
  /// @param indexed those of them that the index holds as fingerprints
  /// @param tooFrequent those that too many indexed contents hold to be followed
  /// @param shared those that the origin holds as fingerprints
  /// @param runs where the origin's k-grams and the hunk's go in step
  public record Seeds(
      String channel, int k, int grams, int indexed, int tooFrequent, int shared, List<Run> runs) {
    public Seeds {
      runs = List.copyOf(runs);
    }
  }

  /// Tokens that follow each other on both sides and are equal in a channel.
  ///
  /// @param hunkLine the line of the first in the hunk's file
  /// @param originLine its line in the origin
  /// @param tokens how many tokens
  public record Run(int hunkLine, int originLine, int tokens) {}

  /// A stretch without a jump on either side.
  ///
  /// @param hunk its lines in the hunk's file
  /// @param origin its lines in the origin
  /// @param pairs how many tokens are matched
  /// @param structure bits of its tokens less tolls, mismatches and gaps
  /// @param gapCost what its gaps cost, in bits
  public record Piece(Lines hunk, Lines origin, int pairs, double structure, double gapCost) {}

  /// One column of the alignment. A side that is not there has the line 0 and no word.
  ///
  /// @param kind what it is
  /// @param hunkLine the token's line in the hunk's file
  /// @param hunkWord the token in the hunk
  /// @param originLine the token's line in the origin
  /// @param originWord the token in the origin
  /// @param bits what it adds to the structure; gaps are priced as a whole
  /// @param spellingBits the rarity of the spelling, where both sides share it
  public record Step(
      Kind kind,
      int hunkLine,
      String hunkWord,
      int originLine,
      String originWord,
      double bits,
      double spellingBits) {}

  /// What an alignment does with a token.
  public enum Kind {
    /// Equal, with the same spelling.
    EQUAL,
    /// A name or literal with another spelling.
    RENAMED,
    /// Another word for the same.
    SYNONYM,
    /// Different tokens in the same place.
    MISMATCH,
    /// No partner in the origin.
    HUNK_ONLY,
    /// No partner in the hunk.
    ORIGIN_ONLY
  }
}
