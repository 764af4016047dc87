package org.example.loom;

/// Winnowing [1]: of every window of w hashes at least one is kept, so that any shared run of w + k
/// - 1 tokens shares a fingerprint.
///
/// [1] Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for document fingerprinting",
/// SIGMOD 2003, section 4.1 (robust winnowing), with the author's errata.
public final class Winnower {
  private Winnower() {}

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

  /// The hashes that [#select] picks, each run of equal ones once, in order, without their places:
  /// the minima of all windows. Takes no branch on the hashes.
  ///
  /// @param minima receives them; must hold `count`
  /// @param scratch must hold `count`
  /// @return how many there are
  public static int minima(long[] hashes, int count, int w, long[] minima, long[] scratch) {
    if (w < 1) {
      throw new IllegalArgumentException("w must be positive: " + w);
    }
    if (count == 0) {
      return 0;
    }
    int width = Math.min(w, count);
    int windows = count - width + 1;
    // Signed order of the flipped values is unsigned order.
    for (int i = 0; i < count; i++) {
      scratch[i] = hashes[i] ^ Long.MIN_VALUE;
    }
    // Minima over 2, 4, 8 ... hashes, as long as they fit; two that overlap cover the window.
    int span = 1;
    while (2 * span <= width) {
      for (int i = 0; i + 2 * span <= count; i++) {
        scratch[i] = Math.min(scratch[i], scratch[i + span]);
      }
      span *= 2;
    }
    int rest = width - span;
    int last = 0;
    long previous = Math.min(scratch[0], scratch[rest]);
    minima[0] = previous ^ Long.MIN_VALUE;
    for (int i = 1; i < windows; i++) {
      long minimum = Math.min(scratch[i], scratch[i + rest]);
      last += minimum != previous ? 1 : 0;
      minima[last] = minimum ^ Long.MIN_VALUE;
      previous = minimum;
    }
    return last + 1;
  }
}
