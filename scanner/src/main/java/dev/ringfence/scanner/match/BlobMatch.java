package dev.ringfence.scanner.match;

import java.util.ArrayList;
import java.util.List;

/// All stretches of one blob that match, joined.
final class BlobMatch {
  private static final double NEAR_EQUAL = 0.97;

  final int blob;
  final List<Alignment> pieces = new ArrayList<>();

  /// What joining the pieces costs, in bits.
  double joinCost;

  double structure;
  double spelling;
  double rename;
  int equalSpellings;
  double total;
  int firstToken;
  int lastToken;

  BlobMatch(int blob) {
    this.blob = blob;
  }

  int length() {
    return lastToken - firstToken + 1;
  }

  int overlap(BlobMatch other) {
    return Math.min(lastToken, other.lastToken) - Math.max(firstToken, other.firstToken) + 1;
  }

  /// Whether both match some of the same stretch: code of another origin may stand between the
  /// pieces of a match.
  boolean intersects(BlobMatch other) {
    for (Alignment piece : pieces) {
      for (Alignment theirs : other.pieces) {
        if (piece.overlaps(theirs)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether another one matches the same stretch as well: not a part of it, nor more than it.
  boolean isNearEqual(BlobMatch other) {
    return other.total >= NEAR_EQUAL * total
        && overlap(other) * 10 >= Math.max(length(), other.length()) * 9;
  }
}
