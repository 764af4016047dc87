package dev.ringfence.fingerprints.token;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/// The lines of a text while it is masked, as they are by then.
final class MaskedLines {
  private static final NavigableSet<Integer> NONE = Collections.emptyNavigableSet();

  private final TextUnits text;
  private final boolean php;
  private final List<int[]> bounds = new ArrayList<>();
  private final Map<String, NavigableSet<Integer>> closings = new HashMap<>();

  /// @param php whether what follows the word that ends a here-document goes on with code
  MaskedLines(TextUnits text, boolean php) {
    this.text = text;
    this.php = php;
    char[] units = text.units();
    int length = text.length();
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || units[i] == '\n' || units[i] == '\r') {
        bounds.add(new int[] {start, i});
        if (i + 1 < length && units[i] == '\r' && units[i + 1] == '\n') {
          i++;
        }
        start = i + 1;
      }
    }
  }

  TextUnits text() {
    return text;
  }

  int size() {
    return bounds.size();
  }

  /// A line without its end.
  String line(int number) {
    return text.text(start(number), end(number));
  }

  int start(int number) {
    return bounds.get(number)[0];
  }

  /// Where a line ends, its line end left out.
  int end(int number) {
    return bounds.get(number)[1];
  }

  /// Where the line behind a line starts.
  int next(int number) {
    return number + 1 < bounds.size() ? bounds.get(number + 1)[0] : text.length();
  }

  /// Puts blanks in the place of a line.
  void blank(int number) {
    text.blank(start(number), end(number));
  }

  /// The line that a here-document's word ends it on, or -1. Lines are looked up, not searched: a
  /// text may open a great many here-documents that never end.
  int closing(String word, int from) {
    if (closings.isEmpty()) {
      for (int n = 0; n < bounds.size(); n++) {
        String line = line(n).strip();
        closings.computeIfAbsent(line, _ -> new TreeSet<>()).add(n);
        int end = 0;
        while (end < line.length() && !goesOn(line.charAt(end))) {
          end++;
        }
        if (end < line.length()) {
          closings.computeIfAbsent(line.substring(0, end), _ -> new TreeSet<>()).add(n);
        }
      }
    }
    Integer line = closings.getOrDefault(word, NONE).ceiling(from);
    return line == null ? -1 : line;
  }

  /// Whether what stands there belongs no more to the word that ends a here-document: PHP goes on
  /// with the expression, a command that holds one is closed.
  private boolean goesOn(char c) {
    return php ? c != '_' && !Character.isLetterOrDigit(c) : ";,)]".indexOf(c) >= 0;
  }
}
