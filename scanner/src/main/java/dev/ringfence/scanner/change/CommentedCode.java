package dev.ringfence.scanner.change;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.TokenStream;
import dev.ringfence.fingerprints.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds code where no token is read: in comments and documentation strings. Code that is commented
/// out, or pasted there as an example, is a copy all the same.
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
  private static final Pattern END =
      Pattern.compile("\\s*(?:\\*+/|\"\"\"|\'\'\'|-\\}|\\*\\))\\s*$");

  /// Tables, lists, markup and prompts begin otherwise.
  private static final Pattern BEGINNING = Pattern.compile("^\\s*[\\p{L}_*{})]");

  private final Tokenizer tokenizer;

  CommentedCode(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /// The tokens with those of code that the reading left out, in the order of lines.
  HunkTokens addTo(HunkTokens read, Hunk hunk, String label) {
    Language language = read.language();
    boolean[] hasToken = new boolean[hunk.lines().size()];
    for (int i = 0; i < read.size(); i++) {
      hasToken[read.lines()[i] - hunk.firstLine()] = true;
    }
    // Where nothing is code, what was read may begin anywhere.
    String text = read.size() > 0 ? read.text() : String.join("\n", hunk.lines()) + "\n";
    @Nullable LineTable table = null;
    int shift = hunk.firstLine() - 1;
    List<HunkTokens> found = new ArrayList<>();
    List<String> run = new ArrayList<>();
    int lines = 0;
    for (int i = 0; i <= hunk.lines().size(); i++) {
      boolean hidden =
          i < hunk.lines().size()
              && hunk.added().get(i)
              && !hasToken[i]
              && hunk.lines().get(i).length() <= MAX_LINE;
      String line = hidden ? withoutMarks(hunk.lines().get(i), language) : "";
      if (hidden && (line.isBlank() || isCode(line, language, label))) {
        run.add(line);
        lines += line.isBlank() ? 0 : 1;
        continue;
      }
      if (lines >= MIN_LINES) {
        if (table == null) {
          table = LineTable.of(text);
          shift = read.size() > 0 ? read.lines()[0] - table.lineAt(read.starts()[0]) : shift;
        }
        int first = i - run.size();
        HunkTokens tokens = tokens(run, language, label);
        if (tokens.size() >= MIN_TOKENS
            && stands(
                hunk.lines().subList(first, i), text, table, hunk.firstLine() + first - shift)) {
          found.add(moved(tokens, text, table, hunk.firstLine() + first, shift));
        }
      }
      run.clear();
      lines = 0;
    }
    return found.isEmpty() ? read : merge(read, found, text);
  }

  /// Whether a text holds the lines from one of its lines on.
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
    int fixed = 0;
    int pairs = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (!Alphabet.isOpen(tokens.symbols()[i])) {
        fixed++;
      } else if (i > 0
          && tokens.symbols()[i] == Alphabet.NAME
          && tokens.symbols()[i - 1] == Alphabet.NAME) {
        pairs++;
      }
    }
    // A declaration is a type and a name where types go first.
    int allowed = language.layout() == Language.Layout.LINES || !endsLikeCode(line) ? 0 : 1;
    return tokens.errors() == 0
        && tokens.size() > 0
        && pairs <= allowed
        && (fixed >= MIN_FIXED || fixed == tokens.size());
  }

  private static boolean endsLikeCode(String line) {
    String stripped = line.stripTrailing();
    return !stripped.isEmpty() && ";{},()".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
  }

  /// The tokens of some lines, as lines and offsets of these alone.
  private HunkTokens tokens(List<String> lines, Language language, String label) {
    String text = String.join("\n", lines) + "\n";
    TokenStream tokens = tokenizer.tokenize(new SourceText(text, language, label)).toStream();
    LineTable table = LineTable.of(text);
    int[] lineOf = new int[tokens.size()];
    for (int i = 0; i < tokens.size(); i++) {
      int start = tokens.startOffsets()[i];
      // A statement's end has no width; it belongs to the line before it.
      int at = tokens.endOffsets()[i] == start && start > 0 ? start - 1 : start;
      lineOf[i] = table.lineAt(at);
    }
    return new HunkTokens(
        language,
        tokens.symbols(),
        tokens.spellings(),
        lineOf,
        text,
        tokens.startOffsets(),
        tokens.endOffsets());
  }

  /// The tokens in lines of the file and offsets of the text, where their first line is one of the
  /// file's.
  private static HunkTokens moved(
      HunkTokens tokens, String text, LineTable table, int firstLine, int shift) {
    LineTable own = LineTable.of(tokens.text());
    int[] lines = new int[tokens.size()];
    int[] starts = new int[tokens.size()];
    int[] ends = new int[tokens.size()];
    for (int i = 0; i < tokens.size(); i++) {
      int line = tokens.lines()[i];
      lines[i] = firstLine + line - 1;
      int move = table.startOffset(lines[i] - shift) - own.startOffset(line);
      starts[i] = tokens.starts()[i] + move;
      ends[i] = Math.min(text.length(), tokens.ends()[i] + move);
    }
    return new HunkTokens(
        tokens.language(), tokens.symbols(), tokens.spellings(), lines, text, starts, ends);
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
