package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import java.util.Locale;

/// Text from elsewhere in Markdown, where it can neither format nor mention anyone.
final class MarkdownText {
  private MarkdownText() {}

  static String cell(String markdown) {
    return markdown.replace("|", "\\|");
  }

  /// A text from elsewhere is shown in full up to a length; of a longer one, both ends.
  static String cut(String text, int length) {
    String shown = VisibleText.line(text);
    return shown.length() <= length
        ? shown
        : shown.substring(0, length / 2) + "…" + shown.substring(shown.length() - length / 2);
  }

  static String count(long n, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
  }

  /// Text that came from elsewhere, in a code span, where it can neither format nor mention.
  static String code(String text) {
    String flat = flat(text);
    int longest = longestRun(flat);
    String ticks = "`".repeat(longest + 1);
    String space = longest > 0 ? " " : "";
    return ticks + space + flat + space + ticks;
  }

  /// Text from elsewhere that may hold code between backticks: that stays code, the rest can
  /// neither format nor mention.
  static String text(String text) {
    String[] parts = flat(text).split("`", -1);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 0) {
        out.append(escaped(parts[i]));
      } else if (i + 1 < parts.length) {
        out.append(parts[i].isEmpty() ? "" : code(parts[i]));
      } else {
        out.append("\\`").append(escaped(parts[i]));
      }
    }
    return out.toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("*", "\\*")
        .replace("_", "\\_")
        .replace("[", "\\[")
        .replace("|", "\\|")
        .replace("~", "\\~")
        .replace("#", "#<!-- -->")
        .replace("@", "@<!-- -->");
  }

  private static String flat(String text) {
    return VisibleText.line(text);
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  static String fenced(String rows) {
    String fence = "`".repeat(Math.max(3, longestRun(rows) + 1));
    return fence + "text\n" + rows + fence + "\n";
  }
}
