package dev.ringfence.fingerprints.token.antlr;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/// A text as ANTLR reads it, one UTF-16 unit a symbol, so that its offsets are those of the text.
final class Utf16CharStream implements CharStream {
  private final String text;
  private final int length;
  private int index;

  Utf16CharStream(String text) {
    this.text = text;
    this.length = text.length();
  }

  @Override
  public void consume() {
    index++;
  }

  @Override
  @SuppressWarnings("MethodName") // ANTLR's own name
  public int LA(int offset) {
    int at = offset > 0 ? index + offset - 1 : index + offset;
    return at >= 0 && at < length ? text.charAt(at) : IntStream.EOF;
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return index;
  }

  @Override
  public void seek(int index) {
    this.index = index;
  }

  @Override
  public int size() {
    return length;
  }

  @Override
  public String getSourceName() {
    return IntStream.UNKNOWN_SOURCE_NAME;
  }

  @Override
  public String getText(Interval interval) {
    int start = Math.min(interval.a, length);
    return text.substring(start, Math.max(start, Math.min(interval.b + 1, length)));
  }
}
