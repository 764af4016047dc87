package dev.ringfence.corpus.index;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.BytesRef;

/// Hashes as terms of a Lucene field.
final class HashTerms extends TokenStream {
  private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
  private final long[] hashes;
  private final int width;
  private int next;

  /// @param width how many of the upper bytes make the term
  HashTerms(long[] hashes, int width) {
    this.hashes = hashes;
    this.width = width;
  }

  @Override
  public boolean incrementToken() {
    if (next == hashes.length) {
      return false;
    }
    clearAttributes();
    byte[] bytes = new byte[width];
    long hash = hashes[next++];
    for (int i = 0; i < width; i++) {
      bytes[i] = (byte) (hash >>> (56 - 8 * i));
    }
    term.setBytesRef(new BytesRef(bytes));
    return true;
  }

  @Override
  public void reset() {
    next = 0;
  }
}
