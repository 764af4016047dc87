package dev.ringfence.scanner.change;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.token.Prose;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.Arrays;

/// Cuts what a hunk adds out of the tokens of its text, and the words that are in none of them.
final class AddedTokens {
  private AddedTokens() {}

  /// The tokens of a text that a hunk adds.
  ///
  /// @param skippedOffset where the file's own text begins in it
  /// @param firstLine the file's line that it begins with
  static HunkTokens of(
      String text,
      Tokens tokens,
      LineTable lines,
      int skippedOffset,
      int firstLine,
      Hunk hunk,
      Language language) {
    // A hunk is small, its file may not be: only the tokens between its ends are looked at.
    int from = firstAt(tokens, startOf(lines, hunk.firstLine() - firstLine + 1, text));
    int to = from;
    int end = startOf(lines, hunk.firstLine() - firstLine + 1 + hunk.lines().size(), text);
    while (to < tokens.size() && tokens.start(to) <= end) {
      to++;
    }
    int n = 0;
    int[] picked = new int[to - from];
    int[] lineOf = new int[to - from];
    for (int i = from; i < to; i++) {
      int start = tokens.start(i);
      if (start < skippedOffset) {
        continue;
      }
      int line = lineOf(lines, start, tokens.end(i)) + firstLine - 1;
      if (hunk.isAdded(line)) {
        picked[n] = i;
        lineOf[n++] = line;
      }
    }
    return new HunkTokens(
        language,
        tokens.pick(Arrays.copyOf(picked, n)).withLines(Arrays.copyOf(lineOf, n)),
        text,
        prose(tokens, lines, skippedOffset, firstLine, hunk));
  }

  /// Where a line starts; the end of the text for one behind the last.
  private static int startOf(LineTable lines, int line, String text) {
    return line > lines.lineCount() ? text.length() : lines.startOffset(Math.max(1, line));
  }

  /// The first token that starts at or after a place, and the statements' ends at that place.
  private static int firstAt(Tokens tokens, int offset) {
    int low = 0;
    int high = tokens.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens.start(middle) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The line of a token. A statement's end has no width; it belongs to the line before it.
  static int lineOf(LineTable lines, int start, int end) {
    return lines.lineAt(end == start && start > 0 ? start - 1 : start);
  }

  /// The words of the added lines that are in no token: comments, however much of them the hunk
  /// holds, documentation strings and imports.
  private static Prose prose(
      Tokens tokens, LineTable lines, int skippedOffset, int firstLine, Hunk hunk) {
    Prose prose = new Prose();
    // The token before may reach into the hunk.
    int first = Math.min(lines.lineCount(), Math.max(1, hunk.firstLine() - firstLine + 1));
    int token = Math.max(0, firstAt(tokens, lines.startOffset(first)) - 1);
    for (int i = 0; i < hunk.lines().size(); i++) {
      if (!hunk.added().get(i)) {
        continue;
      }
      int number = hunk.firstLine() + i;
      String line = hunk.lines().get(i);
      int begin = Math.max(skippedOffset, lines.startOffset(number - firstLine + 1));
      int at = 0;
      while (token < tokens.size() && tokens.end(token) <= begin) {
        token++;
      }
      int next = token;
      while (next < tokens.size() && tokens.start(next) < begin + line.length()) {
        prose.add(line, at, Math.max(at, tokens.start(next) - begin), _ -> number);
        at = Math.min(line.length(), Math.max(at, tokens.end(next) - begin));
        next++;
      }
      prose.add(line, at, line.length(), _ -> number);
    }
    return prose;
  }
}
