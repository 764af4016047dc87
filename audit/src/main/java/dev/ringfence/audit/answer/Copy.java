package dev.ringfence.audit.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tokens of a finding, as they were brought in.
///
/// Their run of [#SEED] tokens, spelled as they were, finds them again wherever they were moved or
/// however they were laid out since; shorter runs in the same neighbourhood then tell how much of
/// them is left. Where that is little, the same is tried with names and numbers left out of
/// account, on longer runs: they may have been renamed.
final class Copy {
  static final int SEED = 16;
  private static final int EXTEND = 6;
  static final int RENAMED_SEED = 28;
  private static final int RENAMED_EXTEND = 12;

  /// Kinds of token that a run must hold for its names to be left out of account: a table of
  /// numbers is like any other.
  private static final int MIN_KINDS = 7;

  /// Tokens between two stretches that are of one neighbourhood.
  private static final int NEAR = 120;

  private final FileTokens tokens;
  private final long[] spelledSeeds;
  private final long[] renamedSeeds;

  Copy(FileTokens tokens) {
    this.tokens = tokens;
    this.spelledSeeds = sortedSeeds(false);
    this.renamedSeeds = sortedSeeds(true);
  }

  int size() {
    return tokens.size();
  }

  private int k(int wanted) {
    return Math.max(1, Math.min(wanted, tokens.size()));
  }

  /// The runs that find it, by spelling or by kind, in ascending order.
  long[] seeds(boolean renamed) {
    return renamed ? renamedSeeds : spelledSeeds;
  }

  private long[] sortedSeeds(boolean renamed) {
    long[] found = unsortedSeeds(renamed);
    Arrays.sort(found);
    return found;
  }

  private long[] unsortedSeeds(boolean renamed) {
    int k = k(renamed ? RENAMED_SEED : SEED);
    int[] channel = tokens.channel(renamed);
    long[] grams = FileTokens.grams(channel, k);
    if (!renamed) {
      return grams;
    }
    long[] kept = new long[grams.length];
    int count = 0;
    for (int i = 0; i < grams.length; i++) {
      if (Arrays.stream(channel, i, i + k).distinct().count() >= MIN_KINDS) {
        kept[count++] = grams[i];
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /// How long the runs that find it are; shorter than usual where it is.
  int seedLength(boolean renamed) {
    return k(renamed ? RENAMED_SEED : SEED);
  }

  /// What of it a file holds.
  ///
  /// @param own which of its tokens
  /// @param lines on which lines of the file
  record Part(BitSet own, BitSet lines) {}

  /// Looks for it in a file.
  Part in(FileTokens file, boolean renamed) {
    BitSet own = new BitSet();
    BitSet lines = new BitSet();
    long[] seeds = seeds(renamed);
    int seedLength = seedLength(renamed);
    long[] at = FileTokens.grams(file.channel(renamed), seedLength);
    BitSet near = new BitSet();
    for (int i = 0; i < at.length; i++) {
      if (Arrays.binarySearch(seeds, at[i]) >= 0) {
        near.set(Math.max(0, i - NEAR), Math.min(file.size(), i + seedLength + NEAR));
      }
    }
    if (near.isEmpty()) {
      return new Part(own, lines);
    }
    int k = k(renamed ? RENAMED_EXTEND : EXTEND);
    Map<Long, List<Integer>> places = new HashMap<>();
    long[] grams = FileTokens.grams(tokens.channel(renamed), k);
    for (int i = 0; i < grams.length; i++) {
      places.computeIfAbsent(grams[i], _ -> new ArrayList<>(1)).add(i);
    }
    long[] here = FileTokens.grams(file.channel(renamed), k);
    BitSet inFile = new BitSet();
    for (int i = 0; i < here.length; i++) {
      if (near.get(i) && near.get(i + k - 1)) {
        List<Integer> found = places.get(here[i]);
        if (found != null) {
          inFile.set(i, i + k);
          found.forEach(place -> own.set(place, place + k));
        }
      }
    }
    for (int i = inFile.nextSetBit(0); i >= 0; i = inFile.nextSetBit(i + 1)) {
      lines.set(file.tokens().line(i));
    }
    return new Part(own, lines);
  }
}
