package dev.ringfence.fingerprints.token;

import java.util.Arrays;

/// The tokens of a lexer before normalisation, reused from text to text. Gaps between tokens hold
/// white space and comments.
public final class RawTokens {
  private int size;
  private TokenClass[] classes = new TokenClass[1024];
  private int[] startOffsets = new int[1024];
  private int[] endOffsets = new int[1024];

  /// Forgets all tokens.
  public void clear() {
    size = 0;
  }

  /// Adds a token after the last one.
  public void add(TokenClass tokenClass, int startOffset, int endOffset) {
    if (size == classes.length) {
      int grown = size * 2;
      classes = Arrays.copyOf(classes, grown);
      startOffsets = Arrays.copyOf(startOffsets, grown);
      endOffsets = Arrays.copyOf(endOffsets, grown);
    }
    classes[size] = tokenClass;
    startOffsets[size] = startOffset;
    endOffsets[size] = endOffset;
    size++;
  }

  /// The number of tokens.
  public int size() {
    return size;
  }

  /// The class of a token.
  public TokenClass tokenClass(int token) {
    return classes[token];
  }

  /// The first UTF-16 unit of a token.
  public int startOffset(int token) {
    return startOffsets[token];
  }

  /// One past the last UTF-16 unit of a token.
  public int endOffset(int token) {
    return endOffsets[token];
  }
}
