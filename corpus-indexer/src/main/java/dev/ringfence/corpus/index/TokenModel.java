package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.shingle.Mix;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// How often each symbol follows the two before it, over all texts of the index: what is common
/// carries few bits. Counts add up, so the order of texts does not matter. Reading is safe for
/// several threads once nothing is added.
public final class TokenModel {
  /*
   * One open-addressing table of counts. A key packs language and three symbols, 11 bits each; ANY
   * stands for "no symbol here": before the first token of a text and, in a model with contexts, in
   * the keys of shorter contexts and, as the last symbol, of the contexts themselves. One addition a
   * token is what counting costs.
   *
   * The probability blends orders 0 to 2, each pulled towards the lower one as if STRENGTH
   * observations had followed it (Dirichlet smoothing).
   */
  private static final int BITS = 11;
  private static final int ANY = (1 << BITS) - 1;
  private static final int ORDERS = 3;
  private static final int MIN_TOKENS = 100_000;
  private static final double BASE_PROBABILITY = 1.0 / 400;
  private static final double[] STRENGTH = {1, 6, 6};

  private long[] keys;
  private int[] counts;
  private int used;

  /// An empty model.
  public TokenModel() {
    this(1 << 12);
  }

  private TokenModel(int capacity) {
    keys = new long[capacity];
    counts = new int[capacity];
  }

  /// Counts the tokens of a text.
  ///
  /// @param sign 1 to add the text, -1 to take it away again
  public void count(int language, Tokens tokens, int sign) {
    for (int i = 0; i < tokens.size(); i++) {
      int first = i >= 2 ? tokens.symbol(i - 2) : ANY;
      int second = i >= 1 ? tokens.symbol(i - 1) : ANY;
      add(key(language, first, second, tokens.symbol(i)), sign);
    }
  }

  /// Adds the counts of another model, which must be without contexts, as this one is.
  public void add(TokenModel other) {
    for (int i = 0; i < other.keys.length; i++) {
      if (other.keys[i] != 0) {
        add(other.keys[i], other.counts[i]);
      }
    }
  }

  /// The model with the counts of all shorter contexts, which follow from those of the longest:
  /// what [#bits] and [#languageFor] read. Nothing may be counted in it.
  public TokenModel withContexts() {
    TokenModel all = new TokenModel(keys.length);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == 0 || counts[i] == 0) {
        continue;
      }
      int language = (int) (keys[i] >>> (3 * BITS)) - 1;
      int a = (int) (keys[i] >>> (2 * BITS)) & ANY;
      int b = (int) (keys[i] >>> BITS) & ANY;
      int c = (int) keys[i] & ANY;
      if (a != ANY) {
        all.add(keys[i], counts[i]);
        all.add(key(language, a, b, ANY), counts[i]);
      }
      if (b != ANY) {
        all.add(key(language, ANY, b, c), counts[i]);
        all.add(key(language, ANY, b, ANY), counts[i]);
      }
      all.add(key(language, ANY, ANY, c), counts[i]);
      all.add(key(language, ANY, ANY, ANY), counts[i]);
    }
    return all;
  }

  /// The information of `symbol` after two others, in bits; pass -1 for a symbol that is not there.
  public double bits(int language, int first, int second, int symbol) {
    double probability = BASE_PROBABILITY;
    int orders = second < 0 ? 1 : first < 0 ? 2 : ORDERS;
    for (int order = 0; order < orders; order++) {
      int a = order >= 2 ? first : ANY;
      int b = order >= 1 ? second : ANY;
      double total = count(key(language, a, b, ANY));
      double seen = count(key(language, a, b, symbol));
      probability = (seen + STRENGTH[order] * probability) / (total + STRENGTH[order]);
    }
    return -StrictMath.log(probability) / StrictMath.log(2);
  }

  /// The language to judge texts of `language` by: its kin, or, where the model has seen too little
  /// of that, the language that it has seen most of. Of a language it knows nothing about it would
  /// find everything surprising.
  public int languageFor(Language language) {
    int own = language.kin().number();
    if (count(key(own, ANY, ANY, ANY)) >= MIN_TOKENS) {
      return own;
    }
    int best = own;
    for (Language other : Language.values()) {
      if (count(key(other.number(), ANY, ANY, ANY)) > count(key(best, ANY, ANY, ANY))) {
        best = other.number();
      }
    }
    return best;
  }

  private static long key(int language, int a, int b, int c) {
    return ((((long) (language + 1) << BITS | a) << BITS | b) << BITS) | c;
  }

  private int count(long key) {
    int slot = slot(key);
    return keys[slot] == key ? counts[slot] : 0;
  }

  private void add(long key, int amount) {
    int slot = slot(key);
    if (keys[slot] != key) {
      if (2 * (used + 1) > keys.length) {
        grow();
        slot = slot(key);
      }
      keys[slot] = key;
      used++;
    }
    counts[slot] = Math.max(0, counts[slot] + amount);
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) Mix.mix(key) & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// Takes over the counts of another model, which is not used any more.
  void become(TokenModel other) {
    keys = other.keys;
    counts = other.counts;
    used = other.used;
  }

  private void grow() {
    TokenModel bigger = new TokenModel(keys.length * 2);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        bigger.add(keys[i], counts[i]);
      }
    }
    keys = bigger.keys;
    counts = bigger.counts;
  }

  /// The model as bytes: entries in the order of their keys, so that equal models are equal bytes.
  byte[] encode() {
    long[] sorted = new long[used];
    int n = 0;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0 && counts[i] > 0) {
        sorted[n++] = keys[i];
      }
    }
    sorted = Arrays.copyOf(sorted, n);
    Arrays.sort(sorted);
    ByteArrayOutputStream out = new ByteArrayOutputStream(n * 4);
    StoredTokens.writeInt(out, n);
    long previous = 0;
    for (long key : sorted) {
      long delta = key - previous;
      StoredTokens.writeInt(out, (int) (delta >>> 28));
      StoredTokens.writeInt(out, (int) (delta & 0xfffffff));
      StoredTokens.writeInt(out, count(key));
      previous = key;
    }
    return StoredTokens.deflate(out.toByteArray());
  }

  static TokenModel decode(byte[] stored) throws IOException {
    try {
      byte[] body = StoredTokens.inflate(stored, 0, stored.length);
      int[] at = {0};
      int n = StoredTokens.readInt(body, at);
      TokenModel model =
          new TokenModel(Math.max(1 << 12, Integer.highestOneBit(Math.max(1, n)) * 4));
      long key = 0;
      for (int i = 0; i < n; i++) {
        long high = StoredTokens.readInt(body, at);
        long low = StoredTokens.readInt(body, at);
        key += high << 28 | low;
        model.add(key, StoredTokens.readInt(body, at));
      }
      return model;
    } catch (ArrayIndexOutOfBoundsException | java.io.UncheckedIOException e) {
      throw new IOException("token model is damaged", e);
    }
  }
}
