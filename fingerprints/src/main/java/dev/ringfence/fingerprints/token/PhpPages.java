package dev.ringfence.fingerprints.token;

/// The page around code in PHP.
final class PhpPages {
  private PhpPages() {}

  /// What stands outside `<?php` and `?>`. A text without any mark is a piece of PHP.
  static void mask(TextUnits text) {
    int open = text.indexOf("<?", 0);
    int close = text.indexOf("?>", 0);
    if (open < 0 && close < 0) {
      return;
    }
    int at = 0;
    if (open >= 0 && (close < 0 || open < close)) {
      at = afterOpening(text, open);
      text.blank(0, at);
    }
    while (at < text.length()) {
      int end = endOfPhp(text, at);
      if (end < 0) {
        return;
      }
      int next = text.indexOf("<?", end);
      int to = next < 0 ? text.length() : afterOpening(text, next);
      text.blank(end, to);
      at = to;
    }
  }

  private static int afterOpening(TextUnits text, int open) {
    int at = open + 2;
    if (text.startsWith("php", at)) {
      return at + 3;
    }
    return text.startsWith("=", at) ? at + 1 : at;
  }

  /// Where `?>` ends the code from a place on, strings and comments in between left alone; -1 where
  /// nothing does.
  private static int endOfPhp(TextUnits text, int from) {
    char[] units = text.units();
    int length = text.length();
    char quote = 0;
    for (int i = from; i < length; i++) {
      char c = units[i];
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '?' && text.startsWith("?>", i)) {
        return i;
      } else if (c == '/' && text.startsWith("/*", i)) {
        int close = text.indexOf("*/", i + 2);
        if (close < 0) {
          return -1;
        }
        i = close + 1;
      } else if (c == '#' ? !text.startsWith("#[", i) : text.startsWith("//", i)) {
        while (i + 1 < length
            && units[i + 1] != '\n'
            && units[i + 1] != '\r'
            && !text.startsWith("?>", i + 1)) {
          i++;
        }
      }
    }
    return -1;
  }
}
