package dev.ringfence.scanner.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.diff.SequenceComparator;

/// Compares two texts line by line; a line ends at LF. As git's histogram diff does where the
/// change is of ordinary size. In larger ones, where that takes time quadratic in the number of
/// edits, lines that occur once on both sides are put beside each other first.
final class LineDiff {
  /// The product of the changed lines on both sides up to which the histogram diff is left alone.
  private static final long ORDINARY = 16_000_000;

  /// Lines as numbers: equal lines have equal ones.
  private static final class Lines extends Sequence {
    final int[] ids;

    Lines(int[] ids) {
      this.ids = ids;
    }

    @Override
    public int size() {
      return ids.length;
    }

    Lines part(int start, int end) {
      return new Lines(Arrays.copyOfRange(ids, start, end));
    }
  }

  private static final SequenceComparator<Lines> EQUAL =
      new SequenceComparator<>() {
        @Override
        public boolean equals(Lines a, int lineA, Lines b, int lineB) {
          return a.ids[lineA] == b.ids[lineB];
        }

        @Override
        public int hash(Lines lines, int line) {
          return lines.ids[line] * 0x9e3779b1;
        }
      };

  private final Lines before;
  private final Lines after;
  private final int distinct;
  private final EditList edits = new EditList();

  private LineDiff(String before, String after, boolean anyLineEnd) {
    Map<String, Integer> known = new HashMap<>();
    this.before = new Lines(number(before, known, anyLineEnd));
    this.after = new Lines(number(after, known, anyLineEnd));
    this.distinct = known.size();
  }

  /// The edits that make one text of the other, by lines from 0, in order.
  ///
  /// @param anyLineEnd whether CR LF and LF are equal
  static EditList edits(String before, String after, boolean anyLineEnd) {
    LineDiff diff = new LineDiff(before, after, anyLineEnd);
    diff.run();
    return diff.edits;
  }

  private static int[] number(String text, Map<String, Integer> known, boolean anyLineEnd) {
    int[] ids = new int[64];
    int count = 0;
    int start = 0;
    while (start < text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed + 1;
      boolean crlf = anyLineEnd && feed > start && text.charAt(feed - 1) == '\r';
      String line = crlf ? text.substring(start, feed - 1) + "\n" : text.substring(start, end);
      if (count == ids.length) {
        ids = Arrays.copyOf(ids, 2 * count);
      }
      ids[count++] = known.computeIfAbsent(line, _ -> known.size());
      start = end;
    }
    return Arrays.copyOf(ids, count);
  }

  private void run() {
    int start = 0;
    int endA = before.size();
    int endB = after.size();
    while (start < endA && start < endB && before.ids[start] == after.ids[start]) {
      start++;
    }
    while (endA > start && endB > start && before.ids[endA - 1] == after.ids[endB - 1]) {
      endA--;
      endB--;
    }
    if ((long) (endA - start) * (endB - start) <= ORDINARY) {
      edits.addAll(new HistogramDiff().diff(EQUAL, before, after));
      return;
    }
    int a = start;
    int b = start;
    for (int[] pair : unique(start, endA, endB)) {
      between(a, pair[0], b, pair[1]);
      a = pair[0] + 1;
      b = pair[1] + 1;
    }
    between(a, endA, b, endB);
  }

  /// The edits of a part. One that is large all the same is taken as replaced: no added line is
  /// missed.
  private void between(int startA, int endA, int startB, int endB) {
    if (startA == endA && startB == endB) {
      return;
    }
    if (startA == endA || startB == endB || (long) (endA - startA) * (endB - startB) > ORDINARY) {
      add(new Edit(startA, endA, startB, endB));
      return;
    }
    for (Edit edit :
        new HistogramDiff().diff(EQUAL, before.part(startA, endA), after.part(startB, endB))) {
      add(
          new Edit(
              startA + edit.getBeginA(),
              startA + edit.getEndA(),
              startB + edit.getBeginB(),
              startB + edit.getEndB()));
    }
  }

  private void add(Edit edit) {
    Edit last = edits.isEmpty() ? null : edits.getLast();
    if (last != null && last.getEndA() == edit.getBeginA() && last.getEndB() == edit.getBeginB()) {
      edits.set(
          edits.size() - 1,
          new Edit(last.getBeginA(), edit.getEndA(), last.getBeginB(), edit.getEndB()));
    } else {
      edits.add(edit);
    }
  }

  /// Pairs of equal lines that occur once on each side, the longest run of them in the order of
  /// both: patience sorting.
  private List<int[]> unique(int start, int endA, int endB) {
    int[] lineA = places(before, start, endA);
    int[] lineB = places(after, start, endB);
    List<int[]> pairs = new ArrayList<>();
    for (int line = start; line < endB; line++) {
      int id = after.ids[line];
      if (lineA[id] > 0 && lineB[id] > 0) {
        pairs.add(new int[] {lineA[id] - 1, line});
      }
    }
    int[] tails = new int[pairs.size()];
    int[] previous = new int[pairs.size()];
    int length = 0;
    for (int i = 0; i < pairs.size(); i++) {
      int low = 0;
      int high = length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (pairs.get(tails[middle])[0] < pairs.get(i)[0]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      previous[i] = low == 0 ? -1 : tails[low - 1];
      tails[low] = i;
      length = Math.max(length, low + 1);
    }
    int[][] run = new int[length][];
    int at = length == 0 ? -1 : tails[length - 1];
    for (int i = length - 1; i >= 0; i--) {
      run[i] = pairs.get(at);
      at = previous[at];
    }
    return Arrays.asList(run);
  }

  /// Where each line stands, from 1; 0 where nowhere, -1 where more than once.
  private int[] places(Lines lines, int start, int end) {
    int[] places = new int[distinct];
    for (int line = start; line < end; line++) {
      int id = lines.ids[line];
      places[id] = places[id] == 0 ? line + 1 : -1;
    }
    return places;
  }
}
