package dev.ringfence.scanner.match.alignment;

/// A banded local alignment of a window with a blob: pairs of equal or exchanged tokens, ascending
/// on both sides.
public final class Alignment {
  public final int blob;
  public final int[] hunkTokens;
  public final int[] corpusTokens;

  /// What the gaps cost, in bits.
  public final double gapCost;

  /// Bits of the tokens less tolls, mismatches and gaps.
  public double structure;

  /// Bits of distinct equal names and literals, before the cap.
  double spelling;

  /// Distinct equal names and literals, rare or not.
  int equalSpellings;

  /// Bits of consistent renaming, before the cap.
  double rename;

  /// The tokens of the hunk that are equal or synonyms, ascending.
  public int[] matched = {};

  public int equalNames;
  public int names;

  /// Structure and capped spelling and rename.
  public double total;

  public Alignment(int blob, int[] hunkTokens, int[] corpusTokens, double gapCost) {
    this.blob = blob;
    this.hunkTokens = hunkTokens;
    this.corpusTokens = corpusTokens;
    this.gapCost = gapCost;
  }

  public int firstHunkToken() {
    return hunkTokens[0];
  }

  public int lastHunkToken() {
    return hunkTokens[hunkTokens.length - 1];
  }

  public int firstCorpusToken() {
    return corpusTokens[0];
  }

  public int lastCorpusToken() {
    return corpusTokens[corpusTokens.length - 1];
  }

  /// Whether both go over some of the same tokens of the hunk.
  public boolean overlaps(Alignment other) {
    return firstHunkToken() <= other.lastHunkToken() && lastHunkToken() >= other.firstHunkToken();
  }
}
