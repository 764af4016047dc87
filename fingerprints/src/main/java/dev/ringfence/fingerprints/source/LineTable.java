package dev.ringfence.fingerprints.source;

import java.util.Arrays;

/// The lines of a text, as git, compilers' messages and every part of a report count them: a line
/// ends at LF, whether or not a CR stands before it, and at nothing else. A lone CR, NEL or U+2028
/// is a part of its line, so that a file without any LF is one line. Immutable.
public final class LineTable {
  private final int[] starts;

  private LineTable(int[] starts) {
    this.starts = starts;
  }

  /// The table of a text, in one pass.
  public static LineTable of(CharSequence text) {
    int[] starts = new int[Math.max(16, text.length() / 24)];
    int count = 1;
    // The search of a string is done by the machine's own instructions.
    String string = text.toString();
    for (int i = string.indexOf('\n'); i >= 0; i = string.indexOf('\n', i + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = i + 1;
    }
    return new LineTable(Arrays.copyOf(starts, count));
  }

  /// The line, counted from 1, that holds the unit at an offset, counted from 0.
  public int lineAt(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /// The number of lines; a text that ends with a line break has an empty last line.
  public int lineCount() {
    return starts.length;
  }

  /// The offset of the first unit of a line, counted from 1.
  public int startOffset(int line) {
    return starts[line - 1];
  }
}
