package dev.ringfence.attest.trace;

import dev.ringfence.attest.contribution.ChangedFile;
import dev.ringfence.scanner.match.LineRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Takes lines of a file as it was when a trace was written to where they stand in a change. Goes
/// by what the lines say and their order, so that later commits of the range may move them.
final class TraceMap {
  /* A larger table takes more memory than the answer is worth; then a line goes by its text alone. */
  private static final long MAX_CELLS = 16_000_000;

  private record Line(int number, String text) {}

  private TraceMap() {}

  /// The added lines of a changed file that are among the traced ones.
  ///
  /// @param then the file that the trace speaks of
  /// @param lines the traced lines in it
  static List<LineRange> toChange(String then, List<LineRange> lines, ChangedFile now) {
    List<Line> old = new ArrayList<>();
    int number = 0;
    for (String text : then.split("\n", -1)) {
      number++;
      if (!text.isBlank()) {
        old.add(new Line(number, text.strip()));
      }
    }
    List<Line> added = new ArrayList<>();
    for (ChangedFile.PlacedHunk hunk : now.hunks()) {
      int at = 0;
      for (LineRange run : hunk.added()) {
        for (int line = run.firstLine(); line <= run.lastLine(); line++) {
          String text = hunk.lines().get(at++).strip();
          if (!text.isEmpty()) {
            added.add(new Line(line, text));
          }
        }
      }
    }
    BitSet traced = new BitSet();
    lines.forEach(range -> traced.set(range.firstLine(), range.lastLine() + 1));
    return ranges(
        (long) old.size() * added.size() <= MAX_CELLS
            ? inOrder(old, added, traced)
            : byText(old, added, traced));
  }

  /// By the longest common subsequence of both.
  private static List<Integer> inOrder(List<Line> old, List<Line> added, BitSet traced) {
    int[][] longest = new int[old.size() + 1][added.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = added.size() - 1; j >= 0; j--) {
        longest[i][j] =
            old.get(i).text().equals(added.get(j).text())
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    List<Integer> found = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.size() && j < added.size()) {
      if (old.get(i).text().equals(added.get(j).text())) {
        if (traced.get(old.get(i).number())) {
          found.add(added.get(j).number());
        }
        i++;
        j++;
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    return found;
  }

  private static List<Integer> byText(List<Line> old, List<Line> added, BitSet traced) {
    Set<String> texts = new HashSet<>();
    for (Line line : old) {
      if (traced.get(line.number())) {
        texts.add(line.text());
      }
    }
    return added.stream().filter(line -> texts.contains(line.text())).map(Line::number).toList();
  }

  private static List<LineRange> ranges(List<Integer> lines) {
    List<LineRange> ranges = new ArrayList<>();
    int start = -1;
    int last = -1;
    for (int line : lines) {
      if (start >= 0 && line != last + 1) {
        ranges.add(new LineRange(start, last));
        start = -1;
      }
      start = start < 0 ? line : start;
      last = line;
    }
    if (start >= 0) {
      ranges.add(new LineRange(start, last));
    }
    return ranges;
  }
}
