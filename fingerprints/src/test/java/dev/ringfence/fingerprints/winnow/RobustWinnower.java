package dev.ringfence.fingerprints.winnow;

/// Robust winnowing as the paper has it, with the places of the picks: the reference for
/// [Winnower].
final class RobustWinnower {
  private RobustWinnower() {}

  /// Selects positions of `count` hashes: in each window the smallest hash (unsigned), rightmost on
  /// ties, unless the pick of the window before is in this window and as small. Fewer than w hashes
  /// are one window, so that a short text keeps one.
  ///
  /// @param positions receives the picks, ascending; must hold `count`
  /// @return the number of picks
  public static int select(long[] hashes, int count, int w, int[] positions) {
    if (w < 1) {
      throw new IllegalArgumentException("w must be positive: " + w);
    }
    if (count == 0) {
      return 0;
    }
    int picks = 0;
    int pick = -1;
    int windows = Math.max(1, count - w + 1);
    for (int start = 0; start < windows; start++) {
      int last = Math.min(start + w, count) - 1;
      if (pick < start) {
        pick = rightmostMinimum(hashes, start, last);
      } else if (Long.compareUnsigned(hashes[last], hashes[pick]) < 0) {
        pick = last;
      } else {
        continue;
      }
      positions[picks++] = pick;
    }
    return picks;
  }

  private static int rightmostMinimum(long[] hashes, int start, int last) {
    int minimum = start;
    for (int i = start + 1; i <= last; i++) {
      if (Long.compareUnsigned(hashes[i], hashes[minimum]) <= 0) {
        minimum = i;
      }
    }
    return minimum;
  }
}
