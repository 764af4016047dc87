package dev.ringfence.fingerprints.token;

import java.util.Arrays;

/// Where a normaliser writes tokens, used again for the next text: the array lengths say nothing,
/// `size` does.
final class TokenBuffer {
  int size;
  int errors;
  int[] symbols = new int[1024];
  int[] spellings = new int[1024];
  int[] starts = new int[1024];
  int[] ends = new int[1024];

  void ensureCapacity(int tokens) {
    if (tokens > symbols.length) {
      int grown = Math.max(tokens, symbols.length * 2);
      symbols = Arrays.copyOf(symbols, grown);
      spellings = Arrays.copyOf(spellings, grown);
      starts = Arrays.copyOf(starts, grown);
      ends = Arrays.copyOf(ends, grown);
    }
  }

  /// What was written, in places of the text that was read.
  Tokens toTokens(TextUnits units) {
    units.toSource(starts, size);
    units.toSource(ends, size);
    return Tokens.of(this);
  }
}
