package dev.ringfence.fingerprints.shingle;

import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Channel;

/// Hashes of all k-grams of a token run, in one pass.
public final class KGramHasher {
  /* A polynomial over random token values, mod 2^64, rolled token by token, then mixed: streams of few
   * symbols would otherwise give minima that sit together. The values of the two channels differ, so
   * that a run without names does not give one hash in both. */
  private static final long BASE = 0x9e3779b97f4a7c15L | 1;
  private static final long EXACT_SALT = 0x2545f4914f6cdd1dL;
  private static final long RENAMED_SALT = 0x632be59bd9b4e019L;

  private final int k;
  private final Channel channel;
  private final long basePowerK;
  private final long[] symbolValues;

  /// A hasher of k-grams in a channel.
  public KGramHasher(int k, Channel channel) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be positive: " + k);
    }
    this.k = k;
    this.channel = channel;
    long power = 1;
    for (int i = 0; i < k; i++) {
      power *= BASE;
    }
    this.basePowerK = power;
    this.symbolValues = new long[Alphabet.size()];
    for (int symbol = 0; symbol < symbolValues.length; symbol++) {
      symbolValues[symbol] =
          Mix.mix((channel == Channel.EXACT ? EXACT_SALT : RENAMED_SALT) + symbol);
    }
  }

  /// The number of tokens of a k-gram.
  public int k() {
    return k;
  }

  /// Hashes the k-grams of `size` tokens into `hashes`, which must hold `size - k + 1`.
  ///
  /// @return the number of hashes, 0 where there are fewer than k tokens
  public int hash(int[] symbols, int[] spellings, int size, long[] hashes) {
    if (size < k) {
      return 0;
    }
    boolean exact = channel == Channel.EXACT;
    long rolling = 0;
    for (int i = 0; i < size; i++) {
      rolling = rolling * BASE + value(symbols[i], spellings[i], exact);
      if (i >= k) {
        rolling -= basePowerK * value(symbols[i - k], spellings[i - k], exact);
      }
      if (i >= k - 1) {
        hashes[i - k + 1] = Mix.mix(rolling);
      }
    }
    return size - k + 1;
  }

  private long value(int symbol, int spelling, boolean exact) {
    long value = symbolValues[symbol];
    return exact && Alphabet.isOpen(symbol) ? Mix.mix(value ^ spelling) : value;
  }
}
