package dev.ringfence.scanner.match.parameters;

import dev.ringfence.fingerprints.shingle.Mix;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Tokens;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What code in general goes on with: an n-gram model of symbols over longer contexts than an
/// index's own token model has, learnt from permissive works and shipped. A model of the index
/// would know every copy by heart; this one knows what everybody writes. Safe for several threads.
public final class IdiomModel {
  /*
   * An entry says how many bits a symbol carries after a context of MIN_ORDER to MAX_ORDER symbols; the
   * entry with the longest context counts. Those that say about what the next shorter context says are
   * left out. Contexts of MIN_NAMED_ORDER to MAX_NAMED_ORDER tokens hold names and literals as they
   * are spelled, where several works use them: what follows `getopt.getopt(sys.` is a matter of the
   * library, and says next to nothing. A renamed copy has no such names; what calls a library does. The
   * names themselves are entries too, by themselves.
   *
   * One open-addressing table: per slot a tag of 16 bits out of the hash and the bits in
   * sixteenths. One lookup in some 25 000 meets another's tag.
   *
   * Keys are made of spellings, not of numbers of symbols, so that an alphabet that grows does not make
   * the model void.
   */
  public static final int MIN_ORDER = 3;
  public static final int MAX_ORDER = 7;
  public static final int MIN_NAMED_ORDER = 2;
  public static final int MAX_NAMED_ORDER = 6;
  private static final int MAGIC = 0x52464931;
  private static final int SLOT_BYTES = 3;
  private static final double UNITS = 16;

  private static final long[] SYMBOLS = symbolHashes();

  /// Knows nothing.
  public static final IdiomModel EMPTY = new IdiomModel(new byte[SLOT_BYTES]);

  private final byte[] slots;
  private final int capacity;

  private IdiomModel(byte[] slots) {
    this.slots = slots;
    this.capacity = slots.length / SLOT_BYTES;
  }

  /// A model from its bytes.
  public static IdiomModel read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    if (data.readInt() != MAGIC) {
      throw new IOException("no idiom model");
    }
    byte[] slots = new byte[data.readInt()];
    data.readFully(slots);
    return new IdiomModel(slots);
  }

  /// The bytes of a model with these entries, each key once, in an order that always is the same.
  public static byte[] encode(long[] keys, double[] bits) {
    int capacity = Math.max(16, keys.length + keys.length / 4);
    IdiomModel model = new IdiomModel(new byte[capacity * SLOT_BYTES]);
    for (int i = 0; i < keys.length; i++) {
      int slot = model.home(keys[i]);
      while (model.tagAt(slot) != 0) {
        slot = slot + 1 == capacity ? 0 : slot + 1;
      }
      int tag = tag(keys[i]);
      model.slots[slot * SLOT_BYTES] = (byte) (tag >>> 8);
      model.slots[slot * SLOT_BYTES + 1] = (byte) tag;
      model.slots[slot * SLOT_BYTES + 2] =
          (byte) Math.max(0, Math.min(255, Math.round(bits[i] * UNITS)));
    }
    ByteBuffer out = ByteBuffer.allocate(8 + model.slots.length);
    return out.putInt(MAGIC).putInt(model.slots.length).put(model.slots).array();
  }

  /// The bits of `symbols[at]` by the longest context that the model knows, or by the longest one
  /// with names in it where that foretells more; `general` where it knows none.
  public double bits(Language language, int[] symbols, int[] lexical, int at, double general) {
    double bits = general;
    for (int order = MIN_ORDER; order <= Math.min(MAX_ORDER, at); order++) {
      int value = find(key(language, symbols, at - order, at + 1));
      if (value >= 0) {
        bits = value / UNITS;
      }
    }
    double named = Double.MAX_VALUE;
    boolean names = false;
    for (int order = 1; order <= Math.min(MAX_NAMED_ORDER, at); order++) {
      names |= lexical[at - order] < 0;
      if (names && order >= MIN_NAMED_ORDER) {
        int value = find(namedKey(language, lexical, symbols, at - order, at));
        if (value >= 0) {
          named = value / UNITS;
        }
      }
    }
    return Math.min(bits, named);
  }

  /// Symbols, but for names and literals that the model knows: those are spellings, below zero.
  public int[] lexical(Language language, Tokens tokens) {
    int[] lexical = tokens.symbolArray().clone();
    int[] spellings = tokens.spellingArray();
    for (int i = 0; i < lexical.length; i++) {
      if (spellings[i] < 0 && find(key(language, spellings, i, i + 1)) >= 0) {
        lexical[i] = spellings[i];
      }
    }
    return lexical;
  }

  /// The hash of `symbols[at]` after `lexical[from..at)`.
  public static long namedKey(Language language, int[] lexical, int[] symbols, int from, int at) {
    return Mix.mix(key(language, lexical, from, at) * 31 + SYMBOLS[symbols[at]]);
  }

  /// The hash of `symbols[from..to)` in a language; what is below zero is a spelling.
  public static long key(Language language, int[] symbols, int from, int to) {
    long key = language.kin().number() + 1L;
    for (int i = from; i < to; i++) {
      key = Mix.mix(key * 31 + (symbols[i] < 0 ? symbols[i] : SYMBOLS[symbols[i]]));
    }
    return key;
  }

  private static long[] symbolHashes() {
    long[] hashes = new long[Alphabet.size()];
    for (int symbol = 0; symbol < hashes.length; symbol++) {
      long hash = 0;
      for (byte each : Alphabet.spelling(symbol).getBytes(StandardCharsets.UTF_8)) {
        hash = Mix.mix(hash * 31 + each + 1);
      }
      hashes[symbol] = hash;
    }
    return hashes;
  }

  private int find(long key) {
    int tag = tag(key);
    int slot = home(key);
    for (int seen = tagAt(slot); seen != 0; seen = tagAt(slot)) {
      if (seen == tag) {
        return slots[slot * SLOT_BYTES + 2] & 0xff;
      }
      slot = slot + 1 == capacity ? 0 : slot + 1;
    }
    return -1;
  }

  private int tagAt(int slot) {
    return (slots[slot * SLOT_BYTES] & 0xff) << 8 | (slots[slot * SLOT_BYTES + 1] & 0xff);
  }

  /// Never 0: that is an empty slot.
  private static int tag(long key) {
    return Math.max(1, (int) key & 0xffff);
  }

  private int home(long key) {
    return (int) (((key >>> 32) * capacity) >>> 32);
  }
}
