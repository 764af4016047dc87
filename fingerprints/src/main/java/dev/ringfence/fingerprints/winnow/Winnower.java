package dev.ringfence.fingerprints.winnow;

/// Winnowing [1]: of every window of w hashes at least one is kept, so that any shared run of w + k
/// - 1 tokens shares a fingerprint.
///
/// [1] Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for document fingerprinting",
/// SIGMOD 2003, section 4.1 (robust winnowing), with the author's errata.
public final class Winnower {
  private Winnower() {}

  /// The hashes of the picks, each run of equal ones once, in order, without their places: the
  /// minima of all windows, in unsigned order. Fewer than w hashes are one window, so that a short
  /// text keeps one. Takes no branch on the hashes.
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
