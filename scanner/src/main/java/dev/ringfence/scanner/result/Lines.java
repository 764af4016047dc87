package dev.ringfence.scanner.result;

import java.util.List;
import java.util.stream.Collectors;

/// A range of lines, both ends included, from 1.
///
/// @param first the first line
/// @param last the last line, at least the first
public record Lines(int first, int last) {
  public Lines {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("invalid lines: " + first + " to " + last);
    }
  }

  /// Whether a line is among them.
  public boolean contains(int line) {
    return first <= line && line <= last;
  }

  /// Ranges for a reader: `12-40,58-60`.
  public static String text(List<Lines> ranges) {
    return ranges.stream()
        .map(range -> range.first + "-" + range.last)
        .collect(Collectors.joining(","));
  }
}
