package dev.ringfence.scanner.match;

import java.util.ArrayList;
import java.util.List;

/// All stretches of one blob that match, joined.
final class BlobMatch {
  final int blob;
  final List<Alignment> pieces = new ArrayList<>();

  /// What joining the pieces costs, in bits.
  double joinCost;

  double structure;
  double spelling;
  double rename;
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
}
