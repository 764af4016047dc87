package dev.ringfence.scanner.match.region;

import java.util.Arrays;

/// The k-grams of a window by hash: an open-addressing table with a chain of positions a hash.
final class GramTable {
  private static final int MAX_REPEATS = 8;
  private static final int FILTER_WORDS = 1024;

  private final long[] hashes;
  private final double[] weights;
  private final int[] next;
  private final int[] slots;
  private final int mask;

  /// One bit a hash: nearly all k-grams of a text are in no window, and end here, in the first
  /// cache.
  private final long[] filter = new long[FILTER_WORDS];

  GramTable(long[] all, int count) {
    hashes = Arrays.copyOf(all, count);
    weights = new double[count];
    next = new int[count];
    int capacity = Integer.highestOneBit(Math.max(8, count * 3)) << 1;
    slots = new int[capacity];
    mask = capacity - 1;
    Arrays.fill(slots, -1);
    int[] repeats = new int[capacity];
    for (int i = count - 1; i >= 0; i--) {
      filter[word(hashes[i])] |= 1L << hashes[i];
      int slot = slot(hashes[i]);
      next[i] = slots[slot];
      // A gram that repeats often is a table or a ladder; a few of its places are enough.
      if (repeats[slot]++ < MAX_REPEATS) {
        slots[slot] = i;
      }
    }
  }

  private int slot(long hash) {
    int slot = (int) (hash >>> 20) & mask;
    while (slots[slot] >= 0 && hashes[slots[slot]] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// Gives each entry its weight: that of its hash, but no more than its tokens carry where it
  /// stands.
  void setWeights(long[] distinct, double[] weightOf, float[] information) {
    for (int d = 0; d < distinct.length; d++) {
      for (int i = find(distinct[d]); i >= 0; i = next(i)) {
        weights[i] = Math.min(weightOf[d], information[i]);
      }
    }
  }

  private static int word(long hash) {
    return (int) (hash >>> 6) & (FILTER_WORDS - 1);
  }

  /// The first entry with a hash, or -1.
  int find(long hash) {
    if (((filter[word(hash)] >>> hash) & 1) == 0) {
      return -1;
    }
    return slots[slot(hash)];
  }

  /// The next entry with the same hash, or -1.
  int next(int entry) {
    return next[entry];
  }

  /// The token at which an entry's k-gram begins.
  int position(int entry) {
    return entry;
  }

  double weight(int entry) {
    return weights[entry];
  }
}
