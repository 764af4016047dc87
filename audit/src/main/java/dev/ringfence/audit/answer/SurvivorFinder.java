package dev.ringfence.audit.answer;

import dev.ringfence.scanner.result.Lines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Looks for many copies in a file at once.
public final class SurvivorFinder {
  /// Up to this share what is found may be what everybody writes.
  private static final double LEAST = 0.1;

  /// Names count as renamed only where this much of a copy is found without them.
  private static final double LEAST_RENAMED = 0.5;

  private final List<Copy> copies;
  private final Seeds spelled;
  private final Seeds renamed;

  /// Runs of tokens, sorted, and of which copy each is.
  private record Seeds(long[] grams, int[] owners, int[] lengths) {
    static Seeds of(List<Copy> copies, boolean renamed) {
      List<long[]> all = new ArrayList<>();
      Set<Integer> lengths = new HashSet<>();
      for (int c = 0; c < copies.size(); c++) {
        lengths.add(copies.get(c).seedLength(renamed));
        for (long gram : copies.get(c).seeds(renamed)) {
          all.add(new long[] {gram, c});
        }
      }
      all.sort((a, b) -> Long.compare(a[0], b[0]));
      long[] grams = new long[all.size()];
      int[] owners = new int[all.size()];
      for (int i = 0; i < grams.length; i++) {
        grams[i] = all.get(i)[0];
        owners[i] = (int) all.get(i)[1];
      }
      return new Seeds(
          grams, owners, lengths.stream().mapToInt(Integer::intValue).sorted().toArray());
    }

    /// The copies that a file holds a run of.
    BitSet in(FileTokens file, boolean renamed) {
      BitSet found = new BitSet();
      for (int length : lengths) {
        for (long gram : FileTokens.grams(file.channel(renamed), length)) {
          int at = Arrays.binarySearch(grams, gram);
          if (at < 0) {
            continue;
          }
          while (at > 0 && grams[at - 1] == gram) {
            at--;
          }
          for (; at < grams.length && grams[at] == gram; at++) {
            found.set(owners[at]);
          }
        }
      }
      return found;
    }
  }

  /// A finder of copies.
  public SurvivorFinder(List<Copy> copies) {
    this.copies = List.copyOf(copies);
    this.spelled = Seeds.of(copies, false);
    this.renamed = Seeds.of(copies, true);
  }

  /// A copy in a file.
  ///
  /// @param copy its number among those that are looked for
  /// @param own which of its tokens are there
  /// @param survivor where
  public record Found(int copy, BitSet own, Survivor survivor) {}

  /// What a file holds of the copies.
  public List<Found> in(SnapshotReader reader, String path, String text) {
    FileTokens file = reader.tokens(path, text);
    List<Found> found = new ArrayList<>();
    BitSet exact = spelled.in(file, false);
    BitSet byKind = renamed.in(file, true);
    for (int c = 0; c < copies.size(); c++) {
      if (exact.get(c) || byKind.get(c)) {
        Best best = Best.of(copies.get(c), file);
        if (best.share() > 0) {
          found.add(
              new Found(
                  c,
                  best.part().own(),
                  new Survivor(path, ranges(best.part().lines()), best.share(), best.renamed())));
        }
      }
    }
    return found;
  }

  /// Which tokens of a copy a file holds.
  static BitSet best(Copy copy, FileTokens file) {
    return Best.of(copy, file).part().own();
  }

  /// What of a copy a file holds, by spelling, or, where much more of it is there, by kind.
  private record Best(Copy.Part part, double share, boolean renamed) {
    static Best of(Copy copy, FileTokens file) {
      Copy.Part part = copy.in(file, false);
      double share = share(part, copy);
      if (share < 1) {
        Copy.Part other = copy.in(file, true);
        double otherShare = share(other, copy);
        if (otherShare >= LEAST_RENAMED && otherShare > share + LEAST) {
          return new Best(other, otherShare, true);
        }
      }
      return share >= LEAST
          ? new Best(part, share, false)
          : new Best(new Copy.Part(new BitSet(), new BitSet()), 0, false);
    }

    private static double share(Copy.Part part, Copy copy) {
      return part.own().cardinality() / (double) copy.size();
    }
  }

  static List<Lines> ranges(BitSet lines) {
    List<Lines> ranges = new ArrayList<>();
    for (int first = lines.nextSetBit(0); first >= 0; ) {
      int end = lines.nextClearBit(first);
      ranges.add(new Lines(first, end - 1));
      first = lines.nextSetBit(end);
    }
    return ranges;
  }
}
