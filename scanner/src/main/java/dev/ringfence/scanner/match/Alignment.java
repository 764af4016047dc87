package dev.ringfence.scanner.match;

/// A banded local alignment of a window with a blob: pairs of equal or exchanged tokens, ascending
/// on both sides.
final class Alignment {
  final int blob;
  final int[] hunkTokens;
  final int[] corpusTokens;

  /// What the gaps cost, in bits.
  final double gapCost;

  /// Bits of the tokens less tolls, mismatches and gaps.
  double structure;

  /// Bits of distinct equal names and literals, before the cap.
  double spelling;

  /// Distinct equal names and literals, rare or not.
  int equalSpellings;

  /// Bits of consistent renaming, before the cap.
  double rename;

  /// The tokens of the hunk that are equal or synonyms, ascending.
  int[] matched = {};

  int equalNames;
  int names;

  /// Structure and capped spelling and rename.
  double total;

  Alignment(int blob, int[] hunkTokens, int[] corpusTokens, double gapCost) {
    this.blob = blob;
    this.hunkTokens = hunkTokens;
    this.corpusTokens = corpusTokens;
    this.gapCost = gapCost;
  }

  int firstHunkToken() {
    return hunkTokens[0];
  }

  int lastHunkToken() {
    return hunkTokens[hunkTokens.length - 1];
  }

  int firstCorpusToken() {
    return corpusTokens[0];
  }

  int lastCorpusToken() {
    return corpusTokens[corpusTokens.length - 1];
  }

  /// Whether both go over some of the same tokens of the hunk.
  boolean overlaps(Alignment other) {
    return firstHunkToken() <= other.lastHunkToken() && lastHunkToken() >= other.firstHunkToken();
  }
}
