package dev.ringfence.scanner.change.document;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageByText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the stretches of a text that are code, by the text alone: in prose, data, and files whose
/// names say nothing. Linear in the text.
public final class CodeStretches {
  /*
   * Each line adds to a balance or takes from it; a stretch begins where the balance rises from zero and
   * ends where it was highest. So a comment or an odd line does not part a function, and a lone
   * line of code in prose is none. Sentences inside of a stretch are blanked: they are comments.
   * Lines that are code beyond doubt count together too, however much prose stands between them.
   */
  private static final int CODE_POINTS = 4;
  private static final int PROSE_POINTS = -3;
  private static final int OTHER_POINTS = -2;
  private static final int LEAST_POINTS = 3 * CODE_POINTS;

  /// How far the balance may fall below its highest before the stretch is over.
  private static final int PATIENCE = 40;

  private static final int LEAST_SCATTERED = 6;

  /// How many lines that may be code or data go with the code beside them.
  private static final int REACH = 2;

  /// Longer lines are minified or data.
  private static final int MAX_LINE = 2_000;

  private static final int LONG_LINE_MARKS = 8;

  private static final Pattern PROMPT =
      Pattern.compile(
          "^\\s*(?:>>>|\\.\\.\\.|In \\[\\d*\\]:|sage:|julia>|octave(?::\\d+)?>|ghci>|irb(?:\\([^)]*\\))?[:\\d]*>|jshell>|scala>|mysql>|\\[\\d+\\]:|R>)(?: (.*)|)$");
  private static final Pattern CONTINUATION = Pattern.compile("^\\s*\\.{3,}:? ?(.*)$");
  private static final Pattern MARK =
      Pattern.compile(
          "^\\s*(?:(?://+!?|#+|--+|%+|!+|;+|\\*+|dnl\\b|REM\\b|[|>+]|\\d{1,6}[:|.)]?)(?: |\\t|$)|/\\*+|\\(\\*|\\{-)");
  private static final Pattern DOCUMENTATION_MARK = Pattern.compile("[rbuRBU]{0,2}(?:\"\"\"|''')");
  private static final Pattern LONG_LINE_MARK =
      Pattern.compile(
          "\\)\\{|;\\}|\\breturn[ (!]|\\bfunction\\b|=>|\\b(?:if|for|while)\\(|\\w\\(\\w+\\);");

  /// The lines of a text as they are read, each with what it looks like.
  private final List<DocumentLine> lines = new ArrayList<>();

  private final List<LineKind> kinds = new ArrayList<>();

  private CodeStretches(List<DocumentLine> text) {
    boolean example = false;
    for (DocumentLine line : text) {
      String read = line.text();
      LineKind kind;
      Matcher prompt = PROMPT.matcher(read);
      Matcher continuation = CONTINUATION.matcher(read);
      if (read.length() > MAX_LINE) {
        kind = looksLikeCode(LineJudge.withoutStrings(read)) ? LineKind.LONG_CODE : LineKind.OTHER;
      } else if (prompt.matches() && (example || !continuation.matches())) {
        read = prompt.group(1) == null ? "" : prompt.group(1);
        kind = LineJudge.judge(read);
        kind = kind == LineKind.PROSE || kind == LineKind.BLANK ? kind : LineKind.CODE;
        example = true;
      } else if (example && !read.isBlank()) {
        // What the example prints.
        if (continuation.matches()) {
          read = continuation.group(1);
          kind = LineKind.CODE;
        } else {
          read = "";
          kind = LineKind.BLANK;
        }
      } else {
        example = false;
        read = withoutMarks(read);
        kind = LineJudge.judge(read);
      }
      lines.add(new DocumentLine(line.number(), read));
      kinds.add(kind);
    }
  }

  /// The stretches of code in a text, each in the language that it looks like.
  ///
  /// @param fallback the language where the text does not tell
  public static List<DocumentPart> find(List<DocumentLine> text, Language fallback) {
    return new CodeStretches(text).find(fallback);
  }

  /// Whether a line that is too long to read line by line seems to be code, minified or generated.
  private static boolean looksLikeCode(String line) {
    Matcher marks = LONG_LINE_MARK.matcher(line);
    int count = 0;
    while (count < LONG_LINE_MARKS && marks.find()) {
      count++;
    }
    return count >= LONG_LINE_MARKS;
  }

  private List<DocumentPart> find(Language fallback) {
    List<DocumentPart> parts = new ArrayList<>();
    List<DocumentLine> scattered = new ArrayList<>();
    int at = 0;
    int taken = 0;
    while (at < lines.size()) {
      if (kinds.get(at) != LineKind.CODE && kinds.get(at) != LineKind.LONG_CODE) {
        at++;
        continue;
      }
      int points = 0;
      int most = 0;
      int end = at;
      int next = at;
      while (next < lines.size() && points >= 0 && points > most - PATIENCE) {
        points += points(kinds.get(next));
        next++;
        if (points > most) {
          most = points;
          end = next;
        }
      }
      int start = at;
      // What cannot tell code from data goes with the code beside it.
      int reach = end + REACH;
      while (end < lines.size() && end < reach && kinds.get(end) == LineKind.EITHER) {
        end++;
      }
      while (start > taken && start > at - REACH && kinds.get(start - 1) == LineKind.EITHER) {
        start--;
      }
      if (most >= LEAST_POINTS) {
        parts.add(part(start, end, fallback));
        taken = end;
      } else {
        for (int i = at; i < end; i++) {
          if (kinds.get(i) == LineKind.CODE) {
            scattered.add(lines.get(i));
          }
        }
      }
      at = Math.max(end, at + 1);
    }
    if (scattered.size() >= LEAST_SCATTERED) {
      parts.add(new DocumentPart(Optional.of(language(scattered, fallback)), scattered));
    }
    return parts;
  }

  private DocumentPart part(int start, int end, Language fallback) {
    List<DocumentLine> code = new ArrayList<>();
    for (int i = start; i < end; i++) {
      DocumentLine line = lines.get(i);
      code.add(kinds.get(i) == LineKind.PROSE ? new DocumentLine(line.number(), "") : line);
    }
    return new DocumentPart(Optional.of(language(code, fallback)), code);
  }

  private static Language language(List<DocumentLine> code, Language fallback) {
    StringBuilder text = new StringBuilder();
    code.forEach(line -> text.append(line.text()).append('\n'));
    return LanguageByText.of(text.toString()).orElse(fallback);
  }

  private static int points(LineKind kind) {
    return switch (kind) {
      case CODE -> CODE_POINTS;
      case LONG_CODE -> LEAST_POINTS;
      case PROSE -> PROSE_POINTS;
      case OTHER -> OTHER_POINTS;
      case EITHER, BLANK -> 0;
    };
  }

  /// The line without the marks of comments, quotations and listings where code stands behind them,
  /// and without those of documentation strings: without their ends in view they would swallow
  /// code.
  private static String withoutMarks(String line) {
    String text = line;
    if (text.indexOf("\"\"\"") >= 0 || text.indexOf("'''") >= 0) {
      text = DOCUMENTATION_MARK.matcher(text).replaceAll(" ");
    }
    Matcher mark = MARK.matcher(text);
    if (mark.find()) {
      String rest = text.substring(mark.end());
      String bare = rest.stripTrailing();
      if (bare.endsWith("*/")) {
        bare = bare.substring(0, bare.length() - 2);
      }
      LineKind behind = LineJudge.judge(bare);
      if (behind == LineKind.CODE || behind == LineKind.PROSE) {
        return bare;
      }
      if (rest.isBlank() || bare.isBlank()) {
        return text.strip().matches("[|>+*/#-]+") ? "" : text;
      }
    }
    String stripped = text.strip();
    if (stripped.startsWith("*/")) {
      return stripped.substring(2);
    }
    if (stripped.endsWith("*/") && stripped.indexOf("/*") < 0) {
      return LineJudge.judge(stripped.substring(0, stripped.length() - 2)) == LineKind.CODE
          ? stripped.substring(0, stripped.length() - 2)
          : "";
    }
    return text;
  }
}
