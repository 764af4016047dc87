package dev.ringfence.scanner.match;

import java.util.List;

/// How the score of a match came about, step by step.
///
/// @param seeds what was looked up, a channel each
/// @param steps the alignment token by token, in the order of the hunk
/// @param gapCost what the gaps of the alignment cost, in bits
/// @param joinCost what joining pieces cost, in bits
/// @param terms the terms of the score; their values add up to it
/// @param score the score, in bits
public record Explanation(
    List<Seeds> seeds,
    List<Step> steps,
    double gapCost,
    double joinCost,
    List<Term> terms,
    double score) {
  public Explanation {
    seeds = List.copyOf(seeds);
    steps = List.copyOf(steps);
    terms = List.copyOf(terms);
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
  /// @param hunkToken the first token in the hunk
  /// @param originToken the first token in the origin
  /// @param length how many tokens
  public record Run(int hunkToken, int originToken, int length) {}

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

  /// One column of the alignment.
  ///
  /// @param kind what it is
  /// @param hunkToken the token in the hunk, or -1
  /// @param originToken the token in the origin, or -1
  /// @param bits what it adds to the structure; gaps are priced as a whole
  /// @param spellingBits the rarity of the spelling, where both sides share it
  public record Step(Kind kind, int hunkToken, int originToken, double bits, double spellingBits) {}

  /// One term of the score.
  ///
  /// @param name its name in JSON reports
  /// @param bits what it adds, negative for a toll
  /// @param detail how it was computed
  public record Term(String name, double bits, String detail) {}
}
