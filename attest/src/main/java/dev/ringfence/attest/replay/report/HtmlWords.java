package dev.ringfence.attest.replay.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import java.util.Locale;

/// What the page says in several places, with nothing in it that a browser would take for markup.
final class HtmlWords {
  private HtmlWords() {}

  static String code(String text) {
    return "<code>" + text(text) + "</code>";
  }

  static String text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    String line = VisibleText.line(text);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  static String named(String classification) {
    return "<span class=\"class " + classification + "\">" + text(classification) + "</span>";
  }

  static String score(Taint taint) {
    return score(taint.worst(), taint.fails());
  }

  static String score(double worst, int fails) {
    return worst == 0
        ? "none"
        : String.format(Locale.ROOT, "%.1f%s", worst, fails > 0 ? ", fails" : "");
  }

  static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
