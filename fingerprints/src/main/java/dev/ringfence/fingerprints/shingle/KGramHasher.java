package dev.ringfence.fingerprints.shingle;

import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.Tokens;

/// Hashes of all k-grams of a token run, in one pass. Keeps a window: one a thread.
public final class KGramHasher {
  /* A polynomial over random token values, mod 2^64, rolled token by token, then mixed: streams of few
   * symbols would otherwise give minima that sit together. The values of the two channels differ, so
   * that a run without names does not give one hash in both. */
  private static final long BASE = 0x9e3779b97f4a7c15L | 1;
  private static final long SPELLING_FACTOR = 0xd6e8feb86659fd93L;
  private static final long EXACT_SALT = 0x2545f4914f6cdd1dL;
  private static final long RENAMED_SALT = 0x632be59bd9b4e019L;

  private final int k;
  private final Channel channel;
  private final long basePower;
  private final long[] symbolValues;
  private final long[] values;

  /// A hasher of k-grams in a channel.
  public KGramHasher(int k, Channel channel) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be positive: " + k);
    }
    this.k = k;
    this.channel = channel;
    long power = 1;
    for (int i = 0; i < k - 1; i++) {
      power *= BASE;
    }
    this.basePower = power;
    this.values = new long[Integer.highestOneBit(Math.max(2, k) * 2 - 1)];
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

  /// Hashes the k-grams of tokens into `hashes`, which must hold as many as there are, less `k -
  /// 1`.
  ///
  /// @return the number of hashes, 0 where there are fewer than k tokens
  public int hash(Tokens tokens, long[] hashes) {
    int size = tokens.size();
    int[] symbols = tokens.symbolArray();
    int[] spellings = tokens.spellingArray();
    if (size < k) {
      return 0;
    }
    long[] window = values;
    int mask = window.length - 1;
    boolean exact = channel == Channel.EXACT;
    long rolling = 0;
    for (int i = 0; i < k - 1; i++) {
      long value = value(symbols[i], spellings[i], exact);
      window[i & mask] = value;
      rolling = rolling * BASE + value;
    }
    for (int i = k - 1; i < size; i++) {
      long value = value(symbols[i], spellings[i], exact);
      rolling = rolling * BASE + value;
      hashes[i - k + 1] = Mix.mix(rolling);
      // Takes out the first of the k tokens before the next one comes in.
      window[i & mask] = value;
      rolling -= basePower * window[(i - k + 1) & mask];
    }
    return size - k + 1;
  }

  private long value(int symbol, int spelling, boolean exact) {
    long value = symbolValues[symbol];
    // Spellings are hashes already; the final mix does the rest.
    return exact && Alphabet.isOpen(symbol) ? value ^ spelling * SPELLING_FACTOR : value;
  }
}
