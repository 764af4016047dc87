package dev.ringfence.audit.report;

import dev.ringfence.corpus.diagnostic.VisibleText;

/// Text from elsewhere as it may stand in a page.
final class HtmlText {
  private HtmlText() {}

  /// A text within a line.
  static String of(String text) {
    return escaped(VisibleText.line(text));
  }

  /// A line of code: tabs stay.
  static String code(String line) {
    StringBuilder out = new StringBuilder();
    for (int from = 0; from <= line.length(); ) {
      int tab = line.indexOf('\t', from);
      int end = tab < 0 ? line.length() : tab;
      out.append(of(line.substring(from, end)));
      if (tab >= 0) {
        out.append('\t');
      }
      from = end + 1;
    }
    return out.toString();
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
