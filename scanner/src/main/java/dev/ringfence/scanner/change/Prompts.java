package dev.ringfence.scanner.change;

/// Prompts of interactive sessions before lines of code: `>>> `, `In [3]: `, `> `, `$ `, `julia> `,
/// and the marks of lines that go on. A few of them are an example of how to call; a long run of
/// them without any output is code, and is read without its prompts.
final class Prompts {
  private static final int MIN_LINES = 8;
  private static final int LONGEST_NAME = 40;

  private Prompts() {}

  /// The text with the prompts of long runs blanked, unit for unit; the same text where it holds
  /// none.
  static String blank(String text) {
    StringBuilder blanked = null;
    int runStart = 0;
    int count = 0;
    int primary = 0;
    int start = 0;
    while (start <= text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      int prompt = start < text.length() ? promptEnd(text, start, end) : 0;
      if (prompt != 0) {
        runStart = count == 0 ? start : runStart;
        count++;
        primary += prompt > 0 ? 1 : 0;
      } else {
        if (count >= MIN_LINES && primary * 3 >= count) {
          blanked = blanked == null ? new StringBuilder(text) : blanked;
          blank(text, runStart, start, blanked);
        }
        count = 0;
        primary = 0;
      }
      start = end + 1;
    }
    if (count >= MIN_LINES && primary * 3 >= count) {
      blanked = blanked == null ? new StringBuilder(text) : blanked;
      blank(text, runStart, text.length(), blanked);
    }
    return blanked == null ? text : blanked.toString();
  }

  private static void blank(String text, int from, int to, StringBuilder blanked) {
    int start = from;
    while (start < to) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      int prompt = Math.abs(promptEnd(text, start, end));
      for (int i = start; i < prompt; i++) {
        if (text.charAt(i) != '\t') {
          blanked.setCharAt(i, ' ');
        }
      }
      start = end + 1;
    }
  }

  /// Where the prompt of a line ends; negative for the mark of a line that goes on, 0 for none.
  private static int promptEnd(String text, int start, int end) {
    int at = start;
    while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    if (at == end) {
      return 0;
    }
    boolean goesOn = false;
    int stop = at;
    if (text.startsWith(">>>", at)) {
      stop = at + 3;
    } else if (text.startsWith("...", at)) {
      while (stop < end && text.charAt(stop) == '.') {
        stop++;
      }
      stop += stop < end && (text.charAt(stop) == ':' || text.charAt(stop) == '>') ? 1 : 0;
      goesOn = true;
    } else if (text.charAt(at) == '+') {
      stop = at + 1;
      goesOn = true;
    } else if (text.startsWith("In [", at)) {
      stop = at + 4;
      while (stop < end && Character.isDigit(text.charAt(stop))) {
        stop++;
      }
      if (!text.startsWith("]:", stop)) {
        return 0;
      }
      stop += 2;
    } else {
      while (stop < end && stop - at < LONGEST_NAME && isOfName(text.charAt(stop))) {
        stop++;
      }
      if (stop == end || (text.charAt(stop) != '>' && text.charAt(stop) != '$')) {
        return 0;
      }
      stop++;
    }
    boolean apart =
        stop >= end
            || text.charAt(stop) == ' '
            || text.charAt(stop) == '\t'
            || text.charAt(stop) == '\r';
    return !apart ? 0 : goesOn ? -stop : stop;
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || "_.()[]:@~/-".indexOf(c) >= 0;
  }
}
