package dev.ringfence.scanner.change;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Tokenizer;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds code where no token is read: in comments, documentation strings and other strings of
/// several lines. Code that is commented out, or pasted there as an example, is a copy all the
/// same.
final class CommentedCode {
  /*
   * A line is code if nearly all of it is, told by its tokens: some keyword or operator, no names
   * side by side as in prose. Only several such lines that follow each other count, read together.
   * What stands behind a prompt is an example of how to call, with its output, and is left alone, and
   * so are tables and markup. A table of strings, one a line, that are code is a copy in a wrapping: the
   * code is read in the place of the strings.
   */
  private static final int MIN_LINES = 4;
  private static final int MIN_STRINGS = 8;
  private static final int MIN_TOKENS = 24;
  private static final int MIN_FIXED = 2;
  private static final int MAX_LINE = 400;

  private static final Pattern SLASHES = Pattern.compile("^\\s*(?://+!?|/\\*+!?|\\*+/?)");
  private static final Pattern HASHES = Pattern.compile("^\\s*(?:#+|\"\"\"|''')");
  private static final Pattern DASHES = Pattern.compile("^\\s*(?:--+|\\{-+|-+\\})");
  private static final Pattern OTHERS = Pattern.compile("^\\s*(?:;+|%+|!+|\\(\\*+)");
  private static final Pattern END = Pattern.compile("\\s*(?:\\*+/|\"\"\"|'''|-\\}|\\*\\))\\s*$");

  /// A line that is one string, in quotes of any kind, with what stands around it in a table.
  private static final Pattern ONE_STRING =
      Pattern.compile(
          "^\\s*(?:[\\w.$]{1,40}\\s*)?[(\\[{=+.,]*\\s*[rRbBuUfFL]?([\"'`])(.*)\\1\\s*[,;+.)\\]}\\\\&]*\\s*$");

  /// Tables, lists, markup and prompts begin otherwise.
  private static final Pattern BEGINNING = Pattern.compile("^\\s*[\\p{L}_*{})]");

  private final Tokenizer tokenizer;
  private @Nullable String cachedText;
  private @Nullable LineTable cachedTable;

  CommentedCode(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /// Lines of a hunk that follow each other, without the marks of comments.
  ///
  /// @param first the first one, from 0
  /// @param strings whether they are strings of a table, with tokens of their own
  private record Run(int first, List<String> lines, boolean strings) {
    boolean isLong() {
      return lines.stream().filter(line -> !line.isBlank()).count()
              >= (strings ? MIN_STRINGS : MIN_LINES)
          && (!strings || lines.stream().anyMatch(Run::opensBlock));
    }

    /// A table of single expressions is what it says: a copy of it has the same strings.
    private static boolean opensBlock(String line) {
      String stripped = line.stripTrailing();
      return stripped.endsWith("{") || stripped.endsWith(":");
    }
  }

  /// A run as it was read.
  private record Found(Run run, HunkTokens tokens) {}

  /// The tokens with those of code that the reading left out, in the order of lines.
  HunkTokens addTo(HunkTokens read, Hunk hunk, String label) {
    List<Run> runs = runs(read, hunk, label);
    if (runs.isEmpty()) {
      return read;
    }
    // Where nothing is code, what was read may begin anywhere.
    boolean blank = read.size() == 0;
    String text = blank ? String.join("\n", hunk.lines()) + "\n" : read.text();
    LineTable table = table(text);
    int shift = blank ? hunk.firstLine() - 1 : read.line(0) - table.lineAt(read.start(0));
    List<Found> found = new ArrayList<>();
    for (Run run : runs) {
      int firstLine = hunk.firstLine() + run.first() - shift;
      List<String> lines = hunk.lines().subList(run.first(), run.first() + run.lines().size());
      if (stands(lines, text, table, firstLine)) {
        HunkTokens tokens = tokens(run, text, table, firstLine, shift, read.language(), label);
        if (tokens.size() >= MIN_TOKENS) {
          found.add(new Found(run, tokens));
        }
      }
    }
    return found.isEmpty() ? read : merge(read, found, text, hunk.firstLine());
  }

  /// The lines of a text, which many hunks of a file share.
  private LineTable table(String text) {
    LineTable table = cachedTable;
    if (table == null || !text.equals(cachedText)) {
      table = LineTable.of(text);
      cachedText = text;
      cachedTable = table;
    }
    return table;
  }

  /// The runs of added lines without a token that are code.
  private List<Run> runs(HunkTokens read, Hunk hunk, String label) {
    boolean[] hasToken = new boolean[hunk.lines().size()];
    for (int i = 0; i < read.size(); i++) {
      hasToken[read.line(i) - hunk.firstLine()] = true;
    }
    List<Run> runs = new ArrayList<>();
    Run run = new Run(0, new ArrayList<>(), false);
    for (int i = 0; i < hunk.lines().size(); i++) {
      boolean added = hunk.added().get(i) && hunk.lines().get(i).length() <= MAX_LINE;
      boolean strings = added && hasToken[i];
      String line =
          !added
              ? ""
              : strings
                  ? insideOfString(hunk.lines().get(i))
                  : withoutMarks(hunk.lines().get(i), read.language());
      boolean code = added && (line.isBlank() ? !strings : isCode(line, read.language(), label));
      boolean joins = code && (line.isBlank() || run.strings() == strings);
      if (run.lines().isEmpty() || !joins) {
        if (run.isLong()) {
          runs.add(run);
        }
        run = new Run(code ? i : i + 1, new ArrayList<>(), strings);
      }
      if (code) {
        run.lines().add(line);
      }
    }
    if (run.isLong()) {
      runs.add(run);
    }
    return runs;
  }

  /// A line that is one string, with all but the code in it blanked: quotes, escapes, what stands
  /// around; blank where it is no such line.
  private static String insideOfString(String line) {
    Matcher matcher = ONE_STRING.matcher(line);
    if (!matcher.matches()) {
      return "";
    }
    StringBuilder inside = new StringBuilder(" ".repeat(line.length()));
    for (int i = matcher.start(2); i < matcher.end(2); i++) {
      char c = line.charAt(i);
      if (c != '\\' || i + 1 == matcher.end(2)) {
        inside.setCharAt(i, c);
        continue;
      }
      char next = line.charAt(++i);
      if (next == '\\' || next == '"' || next == '\'') {
        inside.setCharAt(i, next);
      }
    }
    return inside.toString();
  }

  /// Whether a text holds the lines from one of its lines on: runs of added lines that were read
  /// one by one do not stand in it as they do in the file.
  private static boolean stands(List<String> lines, String text, LineTable table, int firstLine) {
    for (int i = 0; i < lines.size(); i++) {
      int line = firstLine + i;
      if (line < 1
          || line > table.lineCount()
          || !text.startsWith(lines.get(i), table.startOffset(line))) {
        return false;
      }
    }
    return true;
  }

  /// The line with the marks of a comment blanked.
  private static String withoutMarks(String line, Language language) {
    Pattern mark =
        switch (language.profile().comments().marks()) {
          case SLASHES -> SLASHES;
          case HASHES -> HASHES;
          case DASHES -> DASHES;
          case OTHERS -> OTHERS;
        };
    return blank(END, blank(mark, line));
  }

  private static String blank(Pattern pattern, String line) {
    return pattern.matcher(line).replaceFirst(found -> " ".repeat(found.group().length()));
  }

  private boolean isCode(String line, Language language, String label) {
    if (!BEGINNING.matcher(line).find()) {
      return false;
    }
    Tokens tokens = tokenizer.tokenize(new SourceText(line, language, label));
    TokenKinds kinds = TokenKinds.of(tokens);
    // A declaration is a type and a name where types go first.
    int allowed = language.layout() == Language.Layout.LINES || !endsLikeCode(line) ? 0 : 1;
    return tokens.errors() == 0
        && tokens.size() > 0
        && kinds.namePairs() <= allowed
        && (kinds.fixed() >= MIN_FIXED || kinds.fixed() == tokens.size());
  }

  private static boolean endsLikeCode(String line) {
    String stripped = line.stripTrailing();
    return !stripped.isEmpty() && ";{},()".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
  }

  /// The tokens of a run, in lines of the file and offsets of the text.
  private HunkTokens tokens(
      Run run,
      String text,
      LineTable table,
      int firstLine,
      int shift,
      Language language,
      String label) {
    int base = table.startOffset(firstLine);
    int last = firstLine + run.lines().size() - 1;
    StringBuilder code =
        new StringBuilder(
            text.substring(base, table.startOffset(last) + run.lines().getLast().length()));
    for (int i = 0; i < run.lines().size(); i++) {
      String line = run.lines().get(i);
      int start = table.startOffset(firstLine + i) - base;
      code.replace(start, start + line.length(), line);
    }
    Tokens tokens =
        tokenizer
            .tokenize(new SourceText(code.append('\n').toString(), language, label))
            .moved(base);
    return new HunkTokens(
        language,
        tokens.withLines(
            token -> AddedTokens.lineOf(table, tokens.start(token), tokens.end(token)) + shift),
        text);
  }

  /// Both by line. A run stands where no other token does, or in the place of the strings that hold
  /// it, so that it is put in whole.
  private static HunkTokens merge(
      HunkTokens read, List<Found> found, String text, int firstHunkLine) {
    List<Tokens> all = new ArrayList<>();
    int next = 0;
    for (Found each : found) {
      int firstLine = firstHunkLine + each.run().first();
      int end = next;
      while (end < read.size() && read.line(end) < firstLine) {
        end++;
      }
      all.add(read.tokens().slice(next, end));
      all.add(each.tokens().tokens());
      next = end;
      int lastLine = firstLine + each.run().lines().size() - 1;
      while (each.run().strings() && next < read.size() && read.line(next) <= lastLine) {
        next++;
      }
    }
    all.add(read.tokens().slice(next, read.size()));
    return new HunkTokens(read.language(), Tokens.concat(all), text, read.prose());
  }
}
