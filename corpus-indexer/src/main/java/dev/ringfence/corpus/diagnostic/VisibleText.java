package dev.ringfence.corpus.diagnostic;

import java.util.regex.Pattern;

/// Text from elsewhere (paths, names, code, messages) as it may stand in a report: what a reader
/// would not see, or what would make a terminal or a job log do something, is written out as
/// `\u001b`. All that people read goes through here.
public final class VisibleText {
  /*
   * GitHub's and Azure's runners obey `##[error]` and `##vso[...]` anywhere in a line of a job's log, and
   * `::error::` at its start, behind blanks too.
   */
  private static final Pattern LOG_COMMAND = Pattern.compile("##(?=[A-Za-z]{0,32}\\[)");

  private VisibleText() {}

  /// A text within a line.
  public static String line(String text) {
    return withoutLogCommands(escaped(text, false));
  }

  /// A text of several lines, none of which begins a command of a job's log.
  public static String lines(String text) {
    String visible = withoutLogCommands(escaped(text, true));
    if (!visible.contains("::")) {
      return visible;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (from < visible.length()) {
      int end = visible.indexOf('\n', from);
      end = end < 0 ? visible.length() : end + 1;
      out.append(lineStart(visible.substring(from, end)));
      from = end;
    }
    return out.toString();
  }

  /// JSON text whose strings hold the same characters, the unseen ones as escapes. Those below
  /// U+0020 are escaped by every writer of JSON.
  public static String json(String json) {
    return withoutLogCommands(escaped(json, true));
  }

  /// The same line, which begins no command.
  static String lineStart(String line) {
    return line.stripLeading().startsWith("::") ? line.replaceFirst("::", "\\\\u003a:") : line;
  }

  static String withoutLogCommands(String text) {
    return text.contains("##") ? LOG_COMMAND.matcher(text).replaceAll("#\\\\u0023") : text;
  }

  private static String escaped(String text, boolean lines) {
    int i = 0;
    while (i < text.length() && isPlain(text, i, lines)) {
      i += Character.charCount(text.codePointAt(i));
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, i);
    while (i < text.length()) {
      int point = text.codePointAt(i);
      int size = Character.charCount(point);
      if (isPlain(text, i, lines)) {
        out.appendCodePoint(point);
      } else {
        for (int unit = i; unit < i + size; unit++) {
          out.append(escape(text.charAt(unit)));
        }
      }
      i += size;
    }
    return out.toString();
  }

  private static boolean isPlain(String text, int at, boolean lines) {
    int point = text.codePointAt(at);
    return !isUnseen(point) || (lines && point == '\n');
  }

  /// A UTF-16 unit written out; also valid within a JSON string.
  static String escape(char unit) {
    return switch (unit) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(java.util.Locale.ROOT, "\\u%04x", (int) unit);
    };
  }

  /// Whether a character is not seen, moves what stands around it, or is none at all.
  public static boolean isUnseen(int point) {
    if (point < 0x7f) {
      return point < 0x20;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // Letters and marks that Unicode has drawn as nothing (Default_Ignorable_Code_Point).
      default ->
          point == 0x034f
              || point == 0x115f
              || point == 0x1160
              || point == 0x17b4
              || point == 0x17b5
              || (point >= 0x180b && point <= 0x180f)
              || point == 0x2800
              || point == 0x3164
              || (point >= 0xfe00 && point <= 0xfe0f)
              || point == 0xffa0
              || (point >= 0xfff0 && point <= 0xfff8)
              || (point >= 0xe0000 && point <= 0xe0fff);
    };
  }
}
