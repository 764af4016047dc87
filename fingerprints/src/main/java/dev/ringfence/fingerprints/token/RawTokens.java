package dev.ringfence.fingerprints.token;

import java.util.Arrays;

/// The tokens of a lexer before normalisation, reused from text to text. Gaps between tokens hold
/// white space and comments.
public final class RawTokens {
  private int size;
  private byte[] codes = new byte[1024];
  private int[] startOffsets = new int[1024];
  private int[] endOffsets = new int[1024];

  /// No tokens.
  public RawTokens() {}

  /// Forgets all tokens.
  public void clear() {
    size = 0;
  }

  /// Makes room for so many tokens.
  public void ensureCapacity(int tokens) {
    if (tokens > codes.length) {
      int grown = Math.max(tokens, codes.length * 2);
      codes = Arrays.copyOf(codes, grown);
      startOffsets = Arrays.copyOf(startOffsets, grown);
      endOffsets = Arrays.copyOf(endOffsets, grown);
    }
  }

  /// Adds a token after the last one.
  public void add(TokenClass tokenClass, int startOffset, int endOffset) {
    ensureCapacity(size + 1);
    codes[size] = tokenClass.code();
    startOffsets[size] = startOffset;
    endOffsets[size] = endOffset;
    size++;
  }

  /// Sets the number of tokens after the arrays were filled directly.
  public void setSize(int size) {
    this.size = size;
  }

  /// Turns places among units into places in the text that was read.
  public void toSource(TextUnits units) {
    units.toSource(startOffsets, size);
    units.toSource(endOffsets, size);
  }

  /// The number of tokens.
  public int size() {
    return size;
  }

  /// The class of a token.
  public TokenClass tokenClass(int token) {
    return TokenClass.ofCode(codes[token]);
  }

  /// The first UTF-16 unit of a token.
  public int startOffset(int token) {
    return startOffsets[token];
  }

  /// One past the last UTF-16 unit of a token.
  public int endOffset(int token) {
    return endOffsets[token];
  }

  /// The number of each token's class: the array itself, for loops.
  public byte[] codes() {
    return codes;
  }

  /// The first unit of each token: the array itself, for loops.
  public int[] startOffsets() {
    return startOffsets;
  }

  /// One past the last unit of each token: the array itself, for loops.
  public int[] endOffsets() {
    return endOffsets;
  }
}
