package dev.ringfence.fingerprints;

/// The parameters of winnowing in one channel.
///
/// @param k the tokens of a k-gram, the noise threshold: nothing shorter can match
/// @param w the hashes of a window
public record WinnowingParameters(int k, int w) {
  public WinnowingParameters {
    if (k < 1) {
      throw new IllegalArgumentException("k must be positive: " + k);
    }
    if (w < 1) {
      throw new IllegalArgumentException("w must be positive: " + w);
    }
  }

  /// The guarantee threshold t, in tokens: any shared run of at least t tokens shares a
  /// fingerprint.
  public int guaranteeThreshold() {
    return w + k - 1;
  }

  /// The share of k-grams kept on random input.
  public double density() {
    return 2.0 / (w + 1);
  }
}
