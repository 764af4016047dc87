package dev.ringfence.fingerprints.token;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Quotes of JavaScript that open no string: in the text of JSX, and in regular expressions that
/// stand where their first slash could divide.
final class ElementText {
  private static final Pattern ELEMENT_TEXT =
      Pattern.compile(
          "<(?:[A-Za-z][\\w.]*+[^<>]{0,200}+|/[\\w.]*+)?>"
              + "([^<>{};+()'\"][^<>{};+()]{0,2000}+)(?=<[/A-Za-z]|\\{)");

  /// A regular expression with a quote in it, in a place where its first slash could divide, told
  /// by what is called on it.
  private static final Pattern CALLED_REGEX =
      Pattern.compile(
          "(?<=[)}\\n\\r])[ \\t]*+(/(?![*/])(?:[^/\\\\\\[\\r\\n]|\\\\[^\\r\\n]"
              + "|\\[(?:[^\\]\\\\\\r\\n]|\\\\[^\\r\\n]){0,200}+\\]){1,500}+/[a-z]{0,8}+)"
              + "(?=[ \\t]*+\\.[ \\t]*+(?:test|exec|source|flags)\\b)");

  private ElementText() {}

  /// Text between the tags of JSX, where an apostrophe would open a string, and `src/*` a comment.
  /// Where quotes and comments come in pairs it is read as it stands: it may be code between `<`
  /// and `>`.
  static void maskElementText(TextUnits text) {
    Matcher matcher = ELEMENT_TEXT.matcher(text.text(0, text.length()));
    while (matcher.find()) {
      String words = matcher.group(1);
      if (isOdd(words, '\'') || isOdd(words, '"') || isOdd(words, '`') || hasOpenComment(words)) {
        text.literal(matcher.start(1), matcher.end(1));
      }
    }
  }

  static void maskCalledRegexes(TextUnits text) {
    Matcher matcher = CALLED_REGEX.matcher(text.text(0, text.length()));
    while (matcher.find()) {
      String regex = matcher.group(1);
      if (isOdd(regex, '\'') || isOdd(regex, '"') || isOdd(regex, '`')) {
        text.literal(matcher.start(1), matcher.end(1));
      }
    }
  }

  private static boolean isOdd(String words, char quote) {
    return words.chars().filter(c -> c == quote).count() % 2 == 1;
  }

  /// Whether a comment begins in it that ends elsewhere; one to the end of the line hardly ever
  /// follows a colon.
  private static boolean hasOpenComment(String words) {
    int open = words.indexOf("/*");
    return (open >= 0 && words.indexOf("*/", open + 2) < 0) || words.contains("://");
  }
}
