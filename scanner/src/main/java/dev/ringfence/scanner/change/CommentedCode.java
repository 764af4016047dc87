package dev.ringfence.scanner.change;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.TokenStream;
import dev.ringfence.fingerprints.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Finds code where no token is read: in comments, documentation strings and other strings of
/// several lines. Code that is commented out, or pasted there as an example, is a copy all the
/// same.
final class CommentedCode {
  /*
   * A line is code if nearly all of it is, told by its tokens: some keyword or operator, no names
   * side by side as in prose. Only several such lines that follow each other count, read together.
   * What stands behind a prompt is an example of how to call, with its output, and is left alone, and
   * so are tables and markup.
   */
  private static final int MIN_LINES = 4;
  private static final int MIN_TOKENS = 24;
  private static final int MIN_FIXED = 2;
  private static final int MAX_LINE = 400;

  private static final Pattern SLASHES = Pattern.compile("^\\s*(?://+!?|/\\*+!?|\\*+/?)");
  private static final Pattern HASHES = Pattern.compile("^\\s*(?:#+|\"\"\"|''')");
  private static final Pattern DASHES = Pattern.compile("^\\s*(?:--+|\\{-+|-+\\})");
  private static final Pattern OTHERS = Pattern.compile("^\\s*(?:;+|%+|!+|\\(\\*+)");
  private static final Pattern END = Pattern.compile("\\s*(?:\\*+/|\"\"\"|'''|-\\}|\\*\\))\\s*$");

  /// Tables, lists, markup and prompts begin otherwise.
  private static final Pattern BEGINNING = Pattern.compile("^\\s*[\\p{L}_*{})]");

  private final Tokenizer tokenizer;

  CommentedCode(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /// Lines of a hunk that follow each other, without the marks of comments.
  ///
  /// @param first the first one, from 0
  private record Run(int first, List<String> lines) {
    boolean isLong() {
      return lines.stream().filter(line -> !line.isBlank()).count() >= MIN_LINES;
    }
  }

  /// The tokens with those of code that the reading left out, in the order of lines.
  HunkTokens addTo(HunkTokens read, Hunk hunk, String label) {
    List<Run> runs = runs(read, hunk, label);
    if (runs.isEmpty()) {
      return read;
    }
    // Where nothing is code, what was read may begin anywhere.
    boolean blank = read.size() == 0;
    String text = blank ? String.join("\n", hunk.lines()) + "\n" : read.text();
    LineTable table = LineTable.of(text);
    int shift = blank ? hunk.firstLine() - 1 : read.lines()[0] - table.lineAt(read.starts()[0]);
    List<HunkTokens> found = new ArrayList<>();
    for (Run run : runs) {
      int firstLine = hunk.firstLine() + run.first() - shift;
      List<String> lines = hunk.lines().subList(run.first(), run.first() + run.lines().size());
      if (stands(lines, text, table, firstLine)) {
        HunkTokens tokens = tokens(run, text, table, firstLine, shift, read.language(), label);
        if (tokens.size() >= MIN_TOKENS) {
          found.add(tokens);
        }
      }
    }
    return found.isEmpty() ? read : merge(read, found, text);
  }

  /// The runs of added lines without a token that are code.
  private List<Run> runs(HunkTokens read, Hunk hunk, String label) {
    boolean[] hasToken = new boolean[hunk.lines().size()];
    for (int i = 0; i < read.size(); i++) {
      hasToken[read.lines()[i] - hunk.firstLine()] = true;
    }
    List<Run> runs = new ArrayList<>();
    Run run = new Run(0, new ArrayList<>());
    for (int i = 0; i < hunk.lines().size(); i++) {
      boolean hidden =
          hunk.added().get(i) && !hasToken[i] && hunk.lines().get(i).length() <= MAX_LINE;
      String line = hidden ? withoutMarks(hunk.lines().get(i), read.language()) : "";
      if (hidden && (line.isBlank() || isCode(line, read.language(), label))) {
        run.lines().add(line);
        continue;
      }
      if (run.isLong()) {
        runs.add(run);
      }
      run = new Run(i + 1, new ArrayList<>());
    }
    if (run.isLong()) {
      runs.add(run);
    }
    return runs;
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
        switch (language.kin()) {
          case C, JAVA, JAVASCRIPT, GO, RUST, CSHARP, KOTLIN, SCALA, SWIFT, PHP, GENERIC -> SLASHES;
          case PYTHON, RUBY, PERL, R, JULIA, SHELL -> HASHES;
          case LUA, HASKELL -> DASHES;
          default -> OTHERS;
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
    TokenStream tokens = tokenizer.tokenize(new SourceText(line, language, label)).toStream();
    TokenKinds kinds = TokenKinds.of(tokens.symbols(), tokens.size());
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
    TokenStream tokens =
        tokenizer
            .tokenize(new SourceText(code.append('\n').toString(), language, label))
            .toStream();
    int[] lines = new int[tokens.size()];
    int[] starts = new int[tokens.size()];
    int[] ends = new int[tokens.size()];
    for (int i = 0; i < tokens.size(); i++) {
      starts[i] = base + tokens.startOffsets()[i];
      ends[i] = base + tokens.endOffsets()[i];
      lines[i] = HunkReader.lineOf(table, starts[i], ends[i]) + shift;
    }
    return new HunkTokens(
        language, tokens.symbols(), tokens.spellings(), lines, text, starts, ends);
  }

  /// Both by line. A run stands where no other token does, so that it is put in whole.
  private static HunkTokens merge(HunkTokens read, List<HunkTokens> found, String text) {
    int size = read.size() + found.stream().mapToInt(HunkTokens::size).sum();
    int[][] all = new int[5][size];
    int next = 0;
    int at = 0;
    for (HunkTokens run : found) {
      int end = next;
      while (end < read.size() && read.lines()[end] < run.lines()[0]) {
        end++;
      }
      at = copy(read, next, end, all, at);
      at = copy(run, 0, run.size(), all, at);
      next = end;
    }
    copy(read, next, read.size(), all, at);
    return new HunkTokens(
        read.language(), all[0], all[1], all[2], text, all[3], all[4], read.prose());
  }

  private static int copy(HunkTokens from, int start, int end, int[][] to, int at) {
    for (int i = start; i < end; i++, at++) {
      to[0][at] = from.symbols()[i];
      to[1][at] = from.spellings()[i];
      to[2][at] = from.lines()[i];
      to[3][at] = from.starts()[i];
      to[4][at] = from.ends()[i];
    }
    return at;
  }
}
