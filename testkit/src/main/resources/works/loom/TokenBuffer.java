package org.example.loom;

import java.util.Arrays;

/// Normalised tokens in arrays that are used again for the next text: the array lengths say
/// nothing, [#size] does. Keep a [TokenStream] of what is needed later.
public final class TokenBuffer {
  int size;
  int errors;
  int[] symbols = new int[1024];
  int[] spellings = new int[1024];
  int[] starts = new int[1024];
  int[] ends = new int[1024];

  TokenBuffer() {}

  void ensureCapacity(int tokens) {
    if (tokens > symbols.length) {
      int grown = Math.max(tokens, symbols.length * 2);
      symbols = Arrays.copyOf(symbols, grown);
      spellings = Arrays.copyOf(spellings, grown);
      starts = Arrays.copyOf(starts, grown);
      ends = Arrays.copyOf(ends, grown);
    }
  }

  /// Turns places among units into places in the text that was read.
  public void toSource(TextUnits units) {
    units.toSource(starts, size);
    units.toSource(ends, size);
  }

  /// The number of tokens.
  public int size() {
    return size;
  }

  /// The symbol of each token in [Alphabet].
  public int[] symbols() {
    return symbols;
  }

  /// The 32-bit hash of each token's spelling; of a keyword or operator, of its symbol.
  public int[] spellings() {
    return spellings;
  }

  /// The first UTF-16 unit of each token.
  public int[] startOffsets() {
    return starts;
  }

  /// One past the last UTF-16 unit of each token.
  public int[] endOffsets() {
    return ends;
  }

  /// A copy that stays.
  public TokenStream toStream() {
    return new TokenStream(size, symbols, spellings, starts, ends, errors);
  }
}
