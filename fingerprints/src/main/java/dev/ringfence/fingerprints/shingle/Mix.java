package dev.ringfence.fingerprints.shingle;

/// Mixing of 64-bit values.
public final class Mix {
  private Mix() {}

  /// Stafford's variant 13 of the MurmurHash3 finaliser [1], a bijection.
  ///
  /// [1] Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, as in
  /// `java.util.SplittableRandom`.
  public static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
