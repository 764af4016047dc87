package dev.ringfence.corpus.license;

import java.util.Arrays;

/// The length of the longest common subsequence of two lists of words, 64 words of one a step. One
/// a thread and search.
final class CommonWords {
  /*
   * Bit-parallel, after Crochemore, Iliopoulos, Pinzon and Reid (2001) and Hyyro (2004): bit i of the
   * vector is 0 where the row of the table rises between words i and i + 1 of the pattern.
   */
  private static final int BITS = Long.SIZE;

  /// By word: 1 plus its number among the distinct words of the pattern; 0 outside of a call.
  private final int[] localOf;

  /// By distinct word: the places where it stands in the pattern, `blocks` longs each.
  private long[] places = new long[64];

  private long[] vector = new long[4];

  /// For words below a number.
  CommonWords(int words) {
    localOf = new int[words];
  }

  /// The length for a pattern, all of whose words have numbers, and a stretch of a text.
  int length(int[] pattern, int[] text, int from, int to) {
    int blocks = (pattern.length + BITS - 1) / BITS;
    int distinct = 0;
    if (places.length < pattern.length * blocks) {
      places = new long[pattern.length * blocks];
    }
    for (int i = 0; i < pattern.length; i++) {
      int local = localOf[pattern[i]];
      if (local == 0) {
        local = ++distinct;
        localOf[pattern[i]] = local;
        Arrays.fill(places, (local - 1) * blocks, local * blocks, 0);
      }
      places[(local - 1) * blocks + i / BITS] |= 1L << i;
    }
    if (vector.length < blocks) {
      vector = new long[blocks];
    }
    Arrays.fill(vector, 0, blocks, -1L);
    for (int j = from; j < to; j++) {
      int local = text[j] < 0 ? 0 : localOf[text[j]];
      if (local != 0) {
        step((local - 1) * blocks, blocks);
      }
    }
    for (int word : pattern) {
      localOf[word] = 0;
    }
    int length = 0;
    for (int b = 0; b < blocks; b++) {
      int used = Math.min(BITS, pattern.length - b * BITS);
      length += Long.bitCount(~vector[b] & (-1L >>> (BITS - used)));
    }
    return length;
  }

  private void step(int at, int blocks) {
    long carry = 0;
    for (int b = 0; b < blocks; b++) {
      long v = vector[b];
      long u = v & places[at + b];
      long sum = v + u;
      long over = Long.compareUnsigned(sum, v) < 0 ? 1 : 0;
      long total = sum + carry;
      over |= Long.compareUnsigned(total, sum) < 0 ? 1 : 0;
      vector[b] = total | (v - u);
      carry = over;
    }
  }
}
