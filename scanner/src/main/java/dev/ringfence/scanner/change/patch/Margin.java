package dev.ringfence.scanner.change.patch;

/// What stands before each line of a diff that is indented, or quoted in an answer to a mail.
/// `patch` undoes indentation by blanks, tabs and the letter X, and so does this.
final class Margin {
  /// No margin.
  static final Margin NONE = new Margin("", 0);

  private static final int TAB = 8;

  private final String quote;
  private final int columns;

  private Margin(String quote, int columns) {
    this.quote = quote;
    this.columns = columns;
  }

  /// A line without blanks, tabs, X and marks of quotation before it.
  static String bare(String line) {
    int i = 0;
    while (i < line.length() && isMargin(line.charAt(i))) {
      i++;
    }
    return i == 0 ? line : line.substring(i);
  }

  private static boolean isMargin(char c) {
    return c == ' ' || c == '\t' || c == 'X' || c == '>' || c == '|';
  }

  /// The margin of a line.
  static Margin of(String line) {
    int length = line.length() - bare(line).length();
    if (length == 0) {
      return NONE;
    }
    String margin = line.substring(0, length);
    if (margin.indexOf('>') >= 0 || margin.indexOf('|') >= 0) {
      return new Margin(margin, 0);
    }
    int columns = 0;
    for (int i = 0; i < length; i++) {
      columns = margin.charAt(i) == '\t' ? (columns + TAB) / TAB * TAB : columns + 1;
    }
    return new Margin("", columns);
  }

  /// A line of the diff without its margin.
  String strip(String line) {
    if (!quote.isEmpty()) {
      if (line.startsWith(quote)) {
        return line.substring(quote.length());
      }
      String mark = quote.stripTrailing();
      return line.startsWith(mark) ? line.substring(mark.length()) : line;
    }
    int column = 0;
    int i = 0;
    while (column < columns && i < line.length()) {
      char c = line.charAt(i);
      if (c == '\t') {
        column = (column + TAB) / TAB * TAB;
      } else if (c == ' ' || c == 'X') {
        column++;
      } else {
        break;
      }
      i++;
    }
    return i == 0 ? line : line.substring(i);
  }
}
