package dev.ringfence.fingerprints.token;

import java.util.Locale;
import java.util.regex.Pattern;

/// Lines that go on: with `&` in free-form Fortran, by columns in fixed form, with `...` in MATLAB.
final class JoinedLines {
  private static final Pattern SEQUENCE_NUMBER = Pattern.compile("[A-Za-z]{0,6}[0-9]{2,8} *");

  private JoinedLines() {}

  /// Free form: `&` at the end of a line joins it with the next one that is no comment.
  static void joinAmpersands(MaskedLines lines) {
    TextUnits text = lines.text();
    for (int n = 0; n + 1 < lines.size(); n++) {
      int mark = continuation(lines.line(n));
      if (mark < 0) {
        continue;
      }
      int next = n + 1;
      while (next < lines.size() && isBlankOrComment(lines.line(next))) {
        next++;
      }
      if (next == lines.size()) {
        return;
      }
      int to = lines.start(next);
      String following = lines.line(next);
      int first = following.length() - following.stripLeading().length();
      if (first < following.length() && following.charAt(first) == '&') {
        to += first + 1;
      }
      text.join(lines.start(n) + mark, to);
      n = next - 1;
    }
  }

  private static boolean isBlankOrComment(String line) {
    String stripped = line.stripLeading();
    return stripped.isEmpty() || stripped.charAt(0) == '!';
  }

  /// Where the ampersand that continues a line stands, or -1.
  private static int continuation(String line) {
    char quote = 0;
    int mark = -1;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && c == '!') {
        break;
      }
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      }
      if (c == '&') {
        mark = i;
      } else if (c != ' ' && c != '\t') {
        mark = -1;
      }
    }
    return mark;
  }

  /// Fixed form: comments by their first column, continued lines by their sixth, sequence numbers
  /// behind the 72nd.
  static void readColumns(MaskedLines lines) {
    TextUnits text = lines.text();
    int previousEnd = -1;
    for (int n = 0; n < lines.size(); n++) {
      String line = lines.line(n);
      if (line.isBlank()) {
        continue;
      }
      if ("c*!d#".indexOf(line.charAt(0)) >= 0 && !isStatement(line)) {
        if (line.charAt(0) != '#') {
          lines.blank(n);
        }
        continue;
      }
      if (line.length() > 72
          && line.length() <= 80
          && SEQUENCE_NUMBER.matcher(line.substring(72).strip()).matches()) {
        text.blank(lines.start(n) + 72, lines.end(n));
      }
      if (previousEnd >= 0
          && line.length() > 5
          && line.substring(0, 5).isBlank()
          && line.charAt(5) != ' '
          && line.charAt(5) != '0'
          && line.indexOf('\t') < 0) {
        text.join(previousEnd, lines.start(n) + 6);
      } else if (previousEnd >= 0 && isTabContinuation(line)) {
        text.join(previousEnd, lines.start(n) + 2);
      }
      previousEnd = lines.end(n);
    }
  }

  /// Free form under a fixed-form name: `call` in column 1.
  private static boolean isStatement(String line) {
    String word = line.toLowerCase(Locale.ROOT);
    return word.startsWith("call ") || word.startsWith("do ") || word.startsWith("data ");
  }

  private static boolean isTabContinuation(String line) {
    return line.length() > 2
        && line.charAt(0) == '\t'
        && line.charAt(1) >= '1'
        && line.charAt(1) <= '9';
  }

  /// `...` joins a line with the next; what stands behind it is a comment.
  static void joinEllipses(MaskedLines lines) {
    TextUnits text = lines.text();
    for (int n = 0; n + 1 < lines.size(); n++) {
      String line = lines.line(n);
      int mark = line.indexOf("...");
      if (mark < 0) {
        continue;
      }
      int comment = line.indexOf('%');
      boolean quoted = line.substring(0, mark).chars().filter(c -> c == '"').count() % 2 == 1;
      if ((comment < 0 || comment > mark) && !quoted) {
        text.join(lines.start(n) + mark, lines.next(n));
      }
    }
  }
}
