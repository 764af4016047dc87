package dev.ringfence.fingerprints.token;

import java.util.Arrays;

/// The normalised tokens of a text, in source order, as parallel arrays. Treat as immutable; the
/// arrays are not copied, because loops run over them.
public final class TokenStream {
  private final int size;
  private final int[] symbols;
  private final int[] spellings;
  private final int[] startOffsets;
  private final int[] endOffsets;
  private final int errors;

  TokenStream(
      int size, int[] symbols, int[] spellings, int[] startOffsets, int[] endOffsets, int errors) {
    this.size = size;
    this.symbols = Arrays.copyOf(symbols, size);
    this.spellings = Arrays.copyOf(spellings, size);
    this.startOffsets = Arrays.copyOf(startOffsets, size);
    this.endOffsets = Arrays.copyOf(endOffsets, size);
    this.errors = errors;
  }

  /// The number of tokens.
  public int size() {
    return size;
  }

  /// The symbol of each token in [Alphabet], the same in every language.
  public int[] symbols() {
    return symbols;
  }

  /// The 32-bit hash of each token's spelling; of a keyword or operator, of its symbol.
  public int[] spellings() {
    return spellings;
  }

  /// The first UTF-16 unit of each token.
  public int[] startOffsets() {
    return startOffsets;
  }

  /// One past the last UTF-16 unit of each token.
  public int[] endOffsets() {
    return endOffsets;
  }

  /// How many tokens the lexer could not read: unknown characters and literals without an end.
  public int errors() {
    return errors;
  }
}
