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
    List<HunkTokens> found = new ArrayList<>();
    List<String> run = new ArrayList<>();
    int lines = 0;
    for (int i = 0; i <= hunk.lines().size(); i++) {
      boolean hidden =
          i < hunk.lines().size()
              && hunk.added().get(i)
              && !hasToken[i]
              && hunk.lines().get(i).length() <= MAX_LINE;
      String line = hidden ? withoutMark(hunk.lines().get(i), language) : "";
      if (hidden && (line.isBlank() || isCode(line, language, label))) {
        run.add(line);
        lines += line.isBlank() ? 0 : 1;
        continue;
      }
      if (lines >= MIN_LINES) {
        HunkTokens tokens = tokens(run, hunk.firstLine() + i - run.size(), language, label);
        if (tokens.size() >= MIN_TOKENS) {
          found.add(tokens);
        }
      }
      run.clear();
      lines = 0;
    }
    return found.isEmpty() ? read : merge(read, found);
  }

  /// The line without the marks of a comment.
  private static String withoutMark(String line, Language language) {
    Pattern mark =
        switch (language.kin()) {
          case C, JAVA, JAVASCRIPT, GO, RUST, CSHARP, KOTLIN, SCALA, SWIFT, PHP, GENERIC -> SLASHES;
          case PYTHON, RUBY, PERL, R, JULIA, SHELL -> HASHES;
          case LUA, HASKELL -> DASHES;
          default -> OTHERS;
        };
    return END.matcher(mark.matcher(line).replaceFirst("")).replaceFirst("");
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

  private HunkTokens tokens(List<String> lines, int firstLine, Language language, String label) {
    String text = String.join("\n", lines) + "\n";
    TokenStream tokens = tokenizer.tokenize(new SourceText(text, language, label)).toStream();
    LineTable table = LineTable.of(text);
    int[] lineOf = new int[tokens.size()];
    for (int i = 0; i < tokens.size(); i++) {
      int start = tokens.startOffsets()[i];
      // A statement's end has no width; it belongs to the line before it.
      int at = tokens.endOffsets()[i] == start && start > 0 ? start - 1 : start;
      lineOf[i] = table.lineAt(at) + firstLine - 1;
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

  /// Both by line. A run stands where no other token does, so that it is put in whole.
  private static HunkTokens merge(HunkTokens read, List<HunkTokens> found) {
    int size = read.size() + found.stream().mapToInt(HunkTokens::size).sum();
    int[][] all = new int[5][size];
    StringBuilder text = new StringBuilder(read.text());
    int next = 0;
    int at = 0;
    for (HunkTokens run : found) {
      int end = next;
      while (end < read.size() && read.lines()[end] < run.lines()[0]) {
        end++;
      }
      at = copy(read, next, end, 0, all, at);
      at = copy(run, 0, run.size(), text.length(), all, at);
      text.append(run.text());
      next = end;
    }
    copy(read, next, read.size(), 0, all, at);
    return new HunkTokens(
        read.language(), all[0], all[1], all[2], text.toString(), all[3], all[4], read.prose());
  }

  private static int copy(HunkTokens from, int start, int end, int offset, int[][] to, int at) {
    for (int i = start; i < end; i++, at++) {
      to[0][at] = from.symbols()[i];
      to[1][at] = from.spellings()[i];
      to[2][at] = from.lines()[i];
      to[3][at] = from.starts()[i] + offset;
      to[4][at] = from.ends()[i] + offset;
    }
    return at;
  }
}
