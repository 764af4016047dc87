package dev.ringfence.scanner.match;

/// A range of lines, both ends included, from 1: as reports show lines.
///
/// @param firstLine the first line
/// @param lastLine the last line, at least the first
public record LineRange(int firstLine, int lastLine) {
  public LineRange {
    if (firstLine < 1 || lastLine < firstLine) {
      throw new IllegalArgumentException("invalid lines: " + firstLine + " to " + lastLine);
    }
  }
}
