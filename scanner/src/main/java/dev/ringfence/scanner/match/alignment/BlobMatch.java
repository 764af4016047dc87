package dev.ringfence.scanner.match.alignment;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// All stretches of one blob that match, joined. What of a hunk belongs to a match is told by its
/// matched tokens, never by its span: code of another origin may stand between them.
public final class BlobMatch {
  private static final double NEAR_EQUAL = 0.97;

  public final int blob;

  /// The stretches in the order of the hunk, where they do not overlap.
  public final List<Alignment> pieces;

  /// The matched tokens of the hunk, ascending.
  public final int[] tokens;

  /// What joining the pieces costs, in bits.
  public final double joinCost;

  public final double structure;
  public final double spelling;
  public final double rename;
  public final int equalSpellings;
  public final double total;

  /// A match of stretches in the order of the hunk.
  public BlobMatch(int blob, List<Alignment> pieces, double joinToll, AlignmentScorer scorer) {
    this.blob = blob;
    this.pieces = List.copyOf(pieces);
    this.tokens = pieces.stream().flatMapToInt(piece -> Arrays.stream(piece.matched)).toArray();
    this.joinCost = (pieces.size() - 1) * joinToll;
    double ofStructure = -joinCost;
    double ofSpelling = 0;
    double ofRename = 0;
    int equal = 0;
    for (Alignment piece : pieces) {
      ofStructure += piece.structure;
      ofSpelling += piece.spelling;
      ofRename += piece.rename;
      equal += piece.equalSpellings;
    }
    this.structure = ofStructure;
    this.spelling = ofSpelling;
    this.rename = ofRename;
    this.equalSpellings = equal;
    this.total = scorer.total(structure, spelling, rename);
  }

  public int firstToken() {
    return pieces.getFirst().firstHunkToken();
  }

  public int lastToken() {
    return pieces.getLast().lastHunkToken();
  }

  public int span() {
    return lastToken() - firstToken() + 1;
  }

  /// How many tokens of the hunk both match.
  public int overlap(BlobMatch other) {
    int common = 0;
    int a = 0;
    int b = 0;
    while (a < tokens.length && b < other.tokens.length) {
      int difference = Integer.compare(tokens[a], other.tokens[b]);
      common += difference == 0 ? 1 : 0;
      a += difference <= 0 ? 1 : 0;
      b += difference >= 0 ? 1 : 0;
    }
    return common;
  }

  /// How many of its tokens are among these.
  public int countIn(BitSet some) {
    int count = 0;
    for (int token : tokens) {
      count += some.get(token) ? 1 : 0;
    }
    return count;
  }

  /// Whether another one matches the same tokens as well: not a part of them, nor more than them.
  public boolean isNearEqual(BlobMatch other) {
    return other.total >= NEAR_EQUAL * total
        && overlap(other) * 10 >= Math.max(tokens.length, other.tokens.length) * 9;
  }
}
