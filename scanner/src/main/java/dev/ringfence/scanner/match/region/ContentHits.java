package dev.ringfence.scanner.match.region;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What the contents of an index share with a window: sums of weights by content, as a whole and by
/// segment of the window, and the contents in their order.
final class ContentHits {
  /// The part that is all of a window; any other is two segments that follow each other.
  static final int WHOLE = -1;

  private final int segments;
  private int[] contents = new int[256];
  private @Nullable Hits[] slots = new Hits[256];
  private int size;

  ContentHits(int segments) {
    this.segments = segments;
  }

  /// The sums of one content, in fixed point.
  static final class Hits {
    final int content;
    final long[] bySegment;
    long total;

    private Hits(int content, int segments) {
      this.content = content;
      this.bySegment = new long[segments];
    }

    private long part(int part) {
      return part == WHOLE ? total : bySegment[part] + bySegment[part + 1];
    }
  }

  private int slot(int content) {
    int mask = slots.length - 1;
    int slot = ((content * 0x9E3779B9) >>> 7) & mask;
    while (slots[slot] != null && contents[slot] != content) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// The sums of a content, none yet where it is new.
  Hits of(int content) {
    int slot = slot(content);
    Hits known = slots[slot];
    if (known == null) {
      if (2 * (size + 1) > slots.length) {
        grow();
        slot = slot(content);
      }
      known = new Hits(content, segments);
      contents[slot] = content;
      slots[slot] = known;
      size++;
    }
    return known;
  }

  private void grow() {
    @Nullable Hits[] old = slots;
    slots = new Hits[2 * old.length];
    contents = new int[slots.length];
    for (Hits hits : old) {
      if (hits != null) {
        int slot = slot(hits.content);
        contents[slot] = hits.content;
        slots[slot] = hits;
      }
    }
  }

  /// What a content shares with a part.
  long part(int content, int part) {
    Hits hits = slots[slot(content)];
    return hits == null ? 0 : hits.part(part);
  }

  /// The contents that share something with a part, best first.
  ///
  /// @param ties what ties go by
  List<Integer> ranking(int part, IntFunction<String> ties) {
    long[] weights = new long[size];
    int[] ranked = new int[size];
    int n = 0;
    for (Hits hits : slots) {
      if (hits != null && hits.part(part) > 0) {
        weights[n] = hits.part(part);
        ranked[n++] = hits.content;
      }
    }
    return new Ranking(Arrays.copyOf(weights, n), Arrays.copyOf(ranked, n), ties);
  }

  /// Put in order as far as it is looked at: there may be thousands of contents that share one
  /// k-gram, and only a few at the top are ever asked for.
  private static final class Ranking extends AbstractList<Integer> {
    /// A heap from the front, the order that is settled from the back.
    private final long[] weights;

    private final int[] contents;
    private final IntFunction<String> ties;
    private int heap;

    /// How many at the end of the arrays are settled, ties included.
    private int settled;

    Ranking(long[] weights, int[] contents, IntFunction<String> ties) {
      this.weights = weights;
      this.contents = contents;
      this.ties = ties;
      this.heap = weights.length;
      for (int i = heap / 2 - 1; i >= 0; i--) {
        sink(i);
      }
    }

    @Override
    public int size() {
      return weights.length;
    }

    @Override
    public Integer get(int i) {
      Objects.checkIndex(i, weights.length);
      while (settled <= i) {
        settleNext();
      }
      return contents[weights.length - 1 - i];
    }

    /// Takes the heaviest contents out of the heap, all of one weight, and orders them.
    private void settleNext() {
      int end = heap;
      long weight = weights[0];
      while (heap > 0 && weights[0] == weight) {
        heap--;
        swap(0, heap);
        sink(0);
      }
      if (end - heap > 1) {
        Integer[] equal = new Integer[end - heap];
        for (int i = 0; i < equal.length; i++) {
          equal[i] = contents[heap + i];
        }
        Arrays.sort(equal, Comparator.comparing(ties::apply));
        for (int i = 0; i < equal.length; i++) {
          contents[end - 1 - i] = equal[i];
        }
      }
      settled += end - heap;
    }

    private void sink(int from) {
      int at = from;
      for (int child = 2 * at + 1; child < heap; child = 2 * at + 1) {
        if (child + 1 < heap && weights[child + 1] > weights[child]) {
          child++;
        }
        if (weights[child] <= weights[at]) {
          return;
        }
        swap(at, child);
        at = child;
      }
    }

    private void swap(int a, int b) {
      long weight = weights[a];
      weights[a] = weights[b];
      weights[b] = weight;
      int content = contents[a];
      contents[a] = contents[b];
      contents[b] = content;
    }
  }
}
