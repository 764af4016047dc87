package dev.ringfence.scanner.match.region;

/// The hits of a blob on and about one diagonal.
final class Bucket {
  /// Base-2 logarithm of the tokens of a segment.
  static final int SEGMENT_SHIFT = 6;

  final int blob;
  final double[] bySegment;

  /// The hunk's tokens that k-grams took in, by channel, a word of bits for each segment.
  final long[][] covered;

  double weight;
  int minDiagonal = Integer.MAX_VALUE;
  int maxDiagonal = Integer.MIN_VALUE;
  int firstRow = Integer.MAX_VALUE;
  int endRow;

  Bucket(int blob, int segments) {
    this.blob = blob;
    this.bySegment = new double[segments];
    this.covered = new long[2][segments];
  }

  /// Takes in a stretch of tokens; how many are new.
  int cover(int channel, int start, int end) {
    int fresh = 0;
    for (int i = start; i < end; i++) {
      long bit = 1L << i;
      long word = covered[channel][i >> SEGMENT_SHIFT];
      if ((word & bit) == 0) {
        covered[channel][i >> SEGMENT_SHIFT] = word | bit;
        fresh++;
      }
    }
    return fresh;
  }

  double part(int part) {
    return bySegment[part] + bySegment[part + 1];
  }

  int diagonal() {
    return (minDiagonal + maxDiagonal) / 2;
  }
}
