package dev.ringfence.fingerprints.statement;

import java.util.Arrays;

/// What tells a function from others: its distinct features by hash, ascending without a sign, and
/// its statements.
public final class FunctionFeatures {
  private final long[] hashes;
  private final byte[] kinds;

  FunctionFeatures(long[] hashes, byte[] kinds) {
    this.hashes = hashes;
    this.kinds = kinds;
  }

  /// How many distinct features there are.
  public int size() {
    return hashes.length;
  }

  /// The hash of a feature.
  public long hash(int feature) {
    return hashes[feature];
  }

  /// The hashes.
  public long[] hashes() {
    return hashes.clone();
  }

  /// What a feature is.
  public Feature kind(int feature) {
    return Feature.of(kinds[feature]);
  }

  /// What all of them weigh, whatever their rarity.
  public double weight() {
    double sum = 0;
    for (byte kind : kinds) {
      sum += Feature.of(kind).weight();
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FunctionFeatures features && Arrays.equals(hashes, features.hashes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return "FunctionFeatures[" + hashes.length + "]";
  }
}
