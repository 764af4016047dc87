package dev.ringfence.attest.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a pull request as its reader sees it: one kind of line end, comments blanked, and
/// known which lines are code. Lines keep their numbers.
final class BodyText {
  /* What forges store at most is 65,536 characters; a larger file is no pull request. */
  static final int MAX_CHARACTERS = 1 << 17;

  /* Longer lines hold no answer, and the patterns below take time quadratic in a line. */
  private static final int MAX_LINE = 4_000;

  private static final Pattern HEADING =
      Pattern.compile("^ {0,3}(#{1,6})[ \\t]*(\\S.*?)[ \\t]*#*$");
  private static final Pattern BOLD =
      Pattern.compile("^(?:\\*\\*|__)([^*_]{1,80}?)(?:\\*\\*|__):?$");
  private static final Pattern UNDERLINE = Pattern.compile("^ {0,3}(=+|-{3,})[ \\t]*$");
  private static final Pattern FENCE = Pattern.compile("^ {0,3}(?:> ?)*(```+|~~~+)");

  /// The level of bold text that stands alone.
  static final int LOWEST = 7;

  /// A heading.
  ///
  /// @param line its line, from 0
  /// @param level its level, from 1; bold text that stands alone is below all others
  /// @param text the text
  record Heading(int line, int level, String text) {}

  private final List<String> raw;
  private final List<String> seen;
  private final List<Boolean> code;

  private BodyText(List<String> raw, List<String> seen, List<Boolean> code) {
    this.raw = raw;
    this.seen = seen;
    this.code = code;
  }

  static BodyText of(String body) {
    String text =
        body.substring(0, Math.min(body.length(), MAX_CHARACTERS))
            .replace("\r\n", "\n")
            .replace('\r', '\n')
            .replaceAll("[\\ufeff\\u200b\\u2060]", "")
            .replace('\u00a0', ' ');
    List<String> raw = List.of(text.split("\n", -1));
    List<String> seen = List.of(withoutComments(text).split("\n", -1));
    List<Boolean> code = new ArrayList<>();
    String fence = "";
    for (String line : seen) {
      Matcher matcher = FENCE.matcher(line);
      if (matcher.find()) {
        String mark = matcher.group(1);
        if (fence.isEmpty()) {
          fence = mark;
        } else if (mark.startsWith(fence)) {
          fence = "";
        }
        code.add(true);
      } else {
        code.add(!fence.isEmpty());
      }
    }
    return new BodyText(raw, seen, code);
  }

  /// The text with comments blanked; one that is never closed hides all that follows.
  private static String withoutComments(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int at = text.indexOf("<!--"); at >= 0; at = text.indexOf("<!--", at)) {
      int end = text.indexOf("-->", at + 4);
      end = end < 0 ? text.length() : end + 3;
      for (int i = at; i < end; i++) {
        if (out.charAt(i) != '\n') {
          out.setCharAt(i, ' ');
        }
      }
      at = end;
    }
    return out.toString();
  }

  int lines() {
    return raw.size();
  }

  /// A line with its comments.
  String raw(int line) {
    return raw.get(line);
  }

  /// A line as a reader sees it.
  String seen(int line) {
    return seen.get(line).stripTrailing();
  }

  boolean isCode(int line) {
    return code.get(line);
  }

  /// The heading on a line.
  Optional<Heading> heading(int line) {
    if (code.get(line)) {
      return Optional.empty();
    }
    String text = seen(line);
    Matcher matcher = HEADING.matcher(text);
    if (matcher.matches()) {
      return Optional.of(new Heading(line, matcher.group(1).length(), plain(matcher.group(2))));
    }
    Matcher bold = BOLD.matcher(text.strip());
    if (bold.matches()) {
      return Optional.of(new Heading(line, LOWEST, plain(bold.group(1))));
    }
    if (!text.isBlank() && line + 1 < raw.size() && !text.stripLeading().matches("[-*+>|].*")) {
      Matcher underline = UNDERLINE.matcher(seen(line + 1));
      if (underline.matches()) {
        int level = underline.group(1).startsWith("=") ? 1 : 2;
        return Optional.of(new Heading(line, level, plain(text)));
      }
    }
    return Optional.empty();
  }

  /// A text without marks of emphasis, links and code.
  static String plain(String text) {
    return text.substring(0, Math.min(text.length(), MAX_LINE))
        .replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .replaceAll("(?<![\\w*])[*_]{1,3}(?=\\S)|(?<=\\S)[*_]{1,3}(?![\\w*])", "")
        .replaceAll("</?[A-Za-z][^>]*>", "")
        .replace("`", "")
        .replace("\\[", "[")
        .replace("\\]", "]")
        .strip();
  }

  /// A text to compare by: letters and digits alone.
  static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
