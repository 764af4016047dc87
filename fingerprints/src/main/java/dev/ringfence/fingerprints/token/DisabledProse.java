package dev.ringfence.fingerprints.token;

import java.util.regex.Pattern;

/// What a preprocessor leaves out.
final class DisabledProse {
  private static final Pattern DISABLED = Pattern.compile("[ \\t]*#[ \\t]*if[ \\t]+0\\b.*");
  private static final Pattern CONDITION = Pattern.compile("[ \\t]*#[ \\t]*if(?:n?def)?\\b.*");
  private static final Pattern CONDITION_END =
      Pattern.compile("[ \\t]*#[ \\t]*(?:else|elif|endif)\\b.*");

  private DisabledProse() {}

  /// Whether `#if 0` stands somewhere. Each text is asked, so only number signs are looked at.
  static boolean isIn(TextUnits text) {
    byte[] bytes = text.bytes();
    int length = text.length();
    for (int i = text.indexOf("#", 0); i >= 0; i = text.indexOf("#", i + 1)) {
      int word = afterBlanks(bytes, i + 1, length);
      int number = text.startsWith("if", word) ? afterBlanks(bytes, word + 2, length) : word;
      if (number > word + 2 && number < length && bytes[number] == '0') {
        return true;
      }
    }
    return false;
  }

  /// Code in `#if 0` stays code; prose, which has an apostrophe here and there, is a comment.
  static void mask(MaskedLines lines) {
    TextUnits text = lines.text();
    for (int n = 0; n < lines.size(); n++) {
      int first = afterBlanks(text.bytes(), lines.start(n), lines.end(n));
      if (first == lines.end(n)
          || text.bytes()[first] != '#'
          || !DISABLED.matcher(lines.line(n)).matches()) {
        continue;
      }
      int depth = 0;
      int last = n + 1;
      boolean prose = false;
      for (; last < lines.size(); last++) {
        String line = lines.line(last);
        if (CONDITION.matcher(line).matches()) {
          depth++;
        } else if (CONDITION_END.matcher(line).matches()) {
          if (depth == 0) {
            break;
          }
          if (line.contains("endif")) {
            depth--;
          }
        } else {
          prose |= hasOpenQuote(line);
        }
      }
      if (prose) {
        text.blank(lines.start(n + 1 < lines.size() ? n + 1 : n), lines.end(last - 1));
      }
      n = last - 1;
    }
  }

  private static int afterBlanks(byte[] bytes, int from, int length) {
    int i = from;
    while (i < length && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i;
  }

  private static boolean hasOpenQuote(String line) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '/' && line.startsWith("//", i)) {
        return false;
      } else if (c == '/' && line.startsWith("/*", i)) {
        int close = line.indexOf("*/", i + 2);
        if (close < 0) {
          return false;
        }
        i = close + 1;
      }
    }
    return quote != 0;
  }
}
