package dev.ringfence.scanner.change.document;

import java.util.ArrayList;
import java.util.List;

/// Reads the strings of JSON, and of what writes strings in its way: in a whole file or in some of
/// its lines. Total: what is no JSON gives the strings that stand in it.
final class EscapedStrings {
  /// What is told of a text from its beginning to its end.
  interface Listener {
    /// An object or array begins.
    void begin(boolean object);

    /// An object or array ends; it may have begun before the text.
    void end();

    /// A key of an object.
    void key(String name);

    /// A string that is no key.
    ///
    /// @param lines its lines, unescaped
    /// @param number the line of the file that it stands on
    void string(List<String> lines, int number);
  }

  private EscapedStrings() {}

  static void read(List<DocumentLine> lines, Listener listener) {
    for (DocumentLine line : lines) {
      read(line, listener);
    }
  }

  private static void read(DocumentLine line, Listener listener) {
    String text = line.text();
    int at = 0;
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case '{' -> listener.begin(true);
        case '[' -> listener.begin(false);
        case '}', ']' -> listener.end();
        case '"' -> {
          int end = endOf(text, at + 1);
          List<String> value = unescape(text, at + 1, end);
          at = end;
          int next = at + 1;
          while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
          }
          if (next < text.length() && text.charAt(next) == ':') {
            listener.key(value.getFirst());
          } else {
            listener.string(value, line.number());
          }
        }
        default -> {}
      }
      at++;
    }
  }

  /// The closing quote, or the end of the line.
  private static int endOf(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, text.length());
  }

  /// The lines of a string. A line end at the very end begins no further line.
  static List<String> unescape(String text, int start, int end) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    boolean open = true;
    int at = start - 1;
    while (++at < end) {
      char c = text.charAt(at);
      if (c != '\\' || at + 1 >= end) {
        line.append(c);
        open = true;
        continue;
      }
      at++;
      char escaped = text.charAt(at);
      switch (escaped) {
        case 'n', 'r' -> {
          if (escaped == 'r' && text.startsWith("\\n", at + 1) && at + 2 < end) {
            at += 2;
          }
          lines.add(line.toString());
          line.setLength(0);
          open = false;
          continue;
        }
        case 't' -> line.append('\t');
        case 'b', 'f' -> line.append(' ');
        case 'u', 'x' -> {
          int digits = escaped == 'u' ? 4 : 2;
          int code = at + digits < end ? hex(text, at + 1, digits) : -1;
          if (code == '\n' || code == '\r') {
            at += digits;
            lines.add(line.toString());
            line.setLength(0);
            open = false;
            continue;
          }
          if (code >= ' ') {
            line.append((char) code);
            at += digits;
          } else if (code >= 0) {
            line.append(' ');
            at += digits;
          } else {
            line.append('\\').append(escaped);
          }
        }
        case '"', '\\', '/', '\'' -> line.append(escaped);
        default -> line.append('\\').append(escaped);
      }
      open = true;
    }
    if (open || lines.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static int hex(String text, int start, int digits) {
    int value = 0;
    for (int i = start; i < start + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = 16 * value + digit;
    }
    return value;
  }
}
