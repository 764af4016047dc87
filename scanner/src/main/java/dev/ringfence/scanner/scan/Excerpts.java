package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.result.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Cuts the lines out of a text that a report shows.
final class Excerpts {
  /// Lines around those that match.
  private static final int AROUND = 2;

  /// Lines of a side that are shown: a match may go over a whole file.
  private static final int MAX_LINES = 200;

  /// Characters of a line that are shown.
  private static final int MAX_CHARACTERS = 400;

  private Excerpts() {}

  /// The lines of some ranges, with a few around them.
  ///
  /// @param first the first line that there is
  /// @param last the last line that there is
  /// @param line a line by its number
  static List<Excerpt> of(List<LineRange> ranges, int first, int last, IntFunction<String> line) {
    List<Excerpt> excerpts = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    int begin = 0;
    int next = first;
    int room = MAX_LINES;
    for (LineRange range : ranges) {
      int from = Math.max(next, range.firstLine() - AROUND);
      int to = Math.min(last, range.lastLine() + AROUND);
      if (!lines.isEmpty() && from > next) {
        excerpts.add(new Excerpt(begin, lines));
        lines.clear();
      }
      for (int number = from; number <= to && room > 0; number++, room--) {
        begin = lines.isEmpty() ? number : begin;
        lines.add(cut(line.apply(number)));
      }
      next = Math.max(next, to + 1);
    }
    if (!lines.isEmpty()) {
      excerpts.add(new Excerpt(begin, lines));
    }
    return excerpts;
  }

  private static String cut(String line) {
    if (line.length() <= MAX_CHARACTERS) {
      return line;
    }
    // Not between the two halves of a character.
    int end = MAX_CHARACTERS - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
