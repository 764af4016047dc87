package dev.ringfence.fingerprints.token;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Here-documents, which end with a word that their first line names, and the pictures of Perl's
/// formats.
final class Heredocs {
  static final Pattern RUBY =
      Pattern.compile(
          "(?<![\\w)\\]\\x22'])<<[~-]?(?:([\"'`])([^\"'`\\r\\n]+)\\1|()([A-Za-z_]\\w*))");
  static final Pattern SHELL =
      Pattern.compile(
          "(?<!<)<<-?[ \\t]*(?:([\"'])([^\"'\\r\\n]+)\\1|()\\\\?([^\\s<>|&;()\"'`\\\\$#-][^\\s<>|&;()\"'`\\\\$]*))");
  static final Pattern PERL =
      Pattern.compile("<<~?(?:[ \\t]*([\"'])([^\"'\\r\\n]*)\\1|()([A-Za-z_]\\w*))");
  static final Pattern PHP = Pattern.compile("<<<[ \\t]*([\"']?)([A-Za-z_]\\w*)\\1[ \\t]*$");
  private static final Pattern FORMAT =
      Pattern.compile("[ \\t]*format(?:[ \\t]+[A-Za-z_][\\w:]*+)?[ \\t]*=[ \\t]*");

  private Heredocs() {}

  static void mask(MaskedLines lines, Pattern opening) {
    TextUnits text = lines.text();
    for (int n = 0; n < lines.size(); n++) {
      String line = lines.line(n);
      if (!line.contains("<<")) {
        continue;
      }
      Matcher matcher = opening.matcher(line);
      int body = n + 1;
      while (matcher.find()) {
        String word = matcher.group(2) != null ? matcher.group(2) : matcher.group(4);
        int close = lines.closing(word, body);
        // Without its end it is a shift, or half a here-document: both are read as they stand.
        if (close < 0) {
          continue;
        }
        int start = lines.start(n);
        text.blank(start + matcher.start(), start + matcher.end());
        if (close > body) {
          text.literal(lines.start(body), lines.end(close - 1));
        }
        int indent = lines.line(close).length() - lines.line(close).stripLeading().length();
        text.blank(
            lines.start(close),
            Math.min(lines.end(close), lines.start(close) + indent + word.length()));
        body = close + 1;
      }
      // The line that ends one may open the next.
      n = Math.max(n, body - 2);
    }
  }

  /// Pictures of Perl's `format NAME =`, up to a line with a point.
  static void maskFormats(MaskedLines lines) {
    TextUnits text = lines.text();
    for (int n = 0; n + 1 < lines.size(); n++) {
      if (FORMAT.matcher(lines.line(n)).matches()) {
        int close = lines.closing(".", n + 1);
        if (close > n + 1) {
          text.literal(lines.start(n + 1), lines.end(close - 1));
        }
        if (close > n) {
          lines.blank(close);
          n = close;
        }
      }
    }
  }
}
