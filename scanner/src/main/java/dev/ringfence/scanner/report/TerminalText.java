package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;

/// Text in columns of a terminal, with color where there is any.
///
/// @param color whether there is
record TerminalText(boolean color) {
  static String cut(String text, int columns) {
    String flat = VisibleText.line(text.replace("\t", "    "));
    return flat.length() <= columns ? flat : flat.substring(0, columns - 1) + "…";
  }

  static String pad(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(columns - cut.length());
  }

  /// A text in a color or style, by its ANSI code.
  String paint(String code, String text) {
    String shown = VisibleText.line(text);
    return color ? "\u001b[" + code + "m" + shown + "\u001b[0m" : shown;
  }
}
