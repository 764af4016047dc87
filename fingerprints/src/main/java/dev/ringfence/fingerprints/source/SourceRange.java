package dev.ringfence.fingerprints.source;

/// A half-open range of UTF-16 units, counted from 0.
///
/// @param startOffset the first unit
/// @param endOffset one past the last unit, at least `startOffset`
public record SourceRange(int startOffset, int endOffset) {
  public SourceRange {
    if (startOffset < 0 || endOffset < startOffset) {
      throw new IllegalArgumentException(
          "invalid range: start " + startOffset + ", end " + endOffset);
    }
  }

  /// The number of UTF-16 units.
  public int length() {
    return endOffset - startOffset;
  }
}
