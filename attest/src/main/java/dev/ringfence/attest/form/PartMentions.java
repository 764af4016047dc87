package dev.ringfence.attest.form;

import dev.ringfence.scanner.match.LineRange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parts of a change that a text names: files, lines of them, and of what kind they are.
final class PartMentions {
  private static final Pattern PART =
      Pattern.compile(
          "^(?:(core-logic|core logic|code|tests?|docs?|documentation|refactor(?:ing)?|build|other|human|by hand)\\s*:\\s*)?"
              + "`?([^\\s`:;,()]+?)`?(?::(\\d[\\d,\\s-]*))?(?:\\s*[(]?\\s*(?:lines?|L)\\s*([\\dL,\\s–-]+)[)]?)?$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PATH_IN_TEXT =
      Pattern.compile(
          "(?<![\\w./:@-])((?:[\\w.-]{1,100}/){0,20}[\\w-]{1,100}(?:\\.[A-Za-z]\\w{0,6}){1,3}|(?:[\\w.-]{1,100}/){1,20})(?![\\w/])"
              + "(?:,?\\s*\\(?(?:lines?|L)\\s*([\\dL]+(?:\\s*[-–]\\s*L?\\d+)?))?");
  private static final Pattern LINES = Pattern.compile("L?(\\d{1,9})(?:\\s*[-–]\\s*L?(\\d{1,9}))?");

  private PartMentions() {}

  /// `core-logic: a/b.c L1-20, L30; tests: t.py`.
  static List<Part> ofField(String text) {
    List<Part> parts = new ArrayList<>();
    String kind = "other";
    for (String entry : text.split("[;\\n]", -1)) {
      // A comma parts files, or the lines of one.
      for (String piece :
          BodyText.plain(entry)
              .replaceFirst("^[-*+]\\s+", "")
              .split(",\\s*(?![L\\d\\s,–-]+(?:,|$))", -1)) {
        Matcher matcher = PART.matcher(piece.strip());
        if (!matcher.matches() || !isPath(matcher.group(2))) {
          continue;
        }
        if (matcher.group(1) != null) {
          kind = kindOf(matcher.group(1));
        }
        String lines =
            matcher.group(3) != null
                ? matcher.group(3)
                : matcher.group(4) != null ? matcher.group(4) : "";
        parts.add(new Part(kind, matcher.group(2), lines(lines)));
      }
    }
    return List.copyOf(new LinkedHashSet<>(parts));
  }

  /// The files that a sentence names: `wrote the loop in src/a.c, lines 1-20`.
  static List<Part> ofProse(String text) {
    List<Part> parts = new ArrayList<>(ofField(text));
    Matcher matcher = PATH_IN_TEXT.matcher(text);
    while (matcher.find()) {
      String path = matcher.group(1);
      if (isPath(path) && parts.stream().noneMatch(part -> part.path().equals(path))) {
        parts.add(new Part("other", path, lines(matcher.group(2) == null ? "" : matcher.group(2))));
      }
    }
    return parts;
  }

  private static boolean isPath(String text) {
    return text.matches(".*[/.].*")
        && text.matches(".*\\w.*")
        && !text.matches("(?i)https?:.*|\\d[\\d.]*|.*\\.");
  }

  private static String kindOf(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "core-logic", "core logic", "code" -> "core-logic";
      case "test", "tests" -> "tests";
      case "doc", "docs", "documentation" -> "docs";
      case "refactor", "refactoring" -> "refactor";
      case "build" -> "build";
      case "human", "by hand" -> Part.HUMAN;
      default -> "other";
    };
  }

  private static List<LineRange> lines(String text) {
    List<LineRange> lines = new ArrayList<>();
    Matcher matcher = LINES.matcher(text);
    while (matcher.find()) {
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (first >= 1 && last >= first) {
        lines.add(new LineRange(first, last));
      }
    }
    return lines;
  }
}
