package dev.ringfence.scanner.result;

import java.util.List;
import java.util.Optional;

/// Lines of a text that follow each other. A very long line is cut at its end.
///
/// @param firstLine the number of the first, from 1
/// @param lines the lines, without their ends
public record Excerpt(int firstLine, List<String> lines) {
  public Excerpt {
    lines = List.copyOf(lines);
  }

  /// A line by its number; empty where none of the excerpts has it.
  public static Optional<String> line(List<Excerpt> excerpts, int number) {
    for (Excerpt excerpt : excerpts) {
      int at = number - excerpt.firstLine;
      if (at >= 0 && at < excerpt.lines.size()) {
        return Optional.of(excerpt.lines.get(at));
      }
    }
    return Optional.empty();
  }
}
