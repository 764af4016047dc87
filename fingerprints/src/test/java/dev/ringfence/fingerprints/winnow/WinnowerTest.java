package dev.ringfence.fingerprints.winnow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WinnowerTest {
  /// The definition, window by window.
  private static int[] oracle(long[] hashes, int w) {
    TreeSet<Integer> picks = new TreeSet<>();
    int previous = -1;
    for (int start = 0; start < Math.max(1, hashes.length - w + 1) && hashes.length > 0; start++) {
      int end = Math.min(start + w, hashes.length);
      long least = hashes[start];
      for (int i = start; i < end; i++) {
        least = Long.compareUnsigned(hashes[i], least) < 0 ? hashes[i] : least;
      }
      if (previous < start || hashes[previous] != least) {
        for (int i = start; i < end; i++) {
          previous = hashes[i] == least ? i : previous;
        }
      }
      picks.add(previous);
    }
    return picks.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] select(long[] hashes, int w) {
    int[] positions = new int[Math.max(1, hashes.length)];
    int count = RobustWinnower.select(hashes, hashes.length, w, positions);
    return Arrays.copyOf(positions, count);
  }

  private static long[] random(Random random, int length, int distinct) {
    long[] hashes = new long[length];
    for (int i = 0; i < length; i++) {
      hashes[i] = distinct == 0 ? random.nextLong() : random.nextInt(distinct) - distinct / 2;
    }
    return hashes;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void picksWhatTheDefinitionPicks(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      int w = 1 + random.nextInt(12);
      // Few distinct values give many ties; negative ones tell signed from unsigned order.
      long[] hashes = random(random, random.nextInt(80), round % 3 == 0 ? 0 : 1 + round % 7);
      assertArrayEquals(
          oracle(hashes, w),
          select(hashes, w),
          () -> "seed " + seed + ", w " + w + ", hashes " + Arrays.toString(hashes));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void minimaAreTheHashesOfThePicks(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      int w = 1 + random.nextInt(20);
      long[] hashes = random(random, random.nextInt(80), round % 3 == 0 ? 0 : 1 + round % 7);
      long[] minima = new long[Math.max(1, hashes.length)];
      int count =
          Winnower.minima(hashes, hashes.length, w, minima, new long[Math.max(1, hashes.length)]);
      Set<Long> expected = new HashSet<>();
      for (int pick : select(hashes, w)) {
        expected.add(hashes[pick]);
      }
      Set<Long> actual = new HashSet<>();
      for (int i = 0; i < count; i++) {
        actual.add(minima[i]);
        assertTrue(i == 0 || minima[i] != minima[i - 1], "a run counts once");
      }
      assertEquals(expected, actual, () -> "seed " + seed + ", w " + w);
    }
  }

  @Test
  void keepsGapsWithinTheWindow() {
    Random random = new Random(11);
    int w = 6;
    int[] picks = select(random(random, 20_000, 0), w);
    for (int i = 1; i < picks.length; i++) {
      assertTrue(picks[i] - picks[i - 1] <= w);
    }
  }

  @Test
  void keepsTheExpectedShareOfRandomHashes() {
    int w = 6;
    int n = 200_000;
    double density = select(random(new Random(5), n, 0), w).length / (double) n;
    assertEquals(2.0 / (w + 1), density, 0.005);
  }

  @Test
  void thinsARunOfEqualHashesToOneAWindow() {
    // 195 windows, and a pick holds for six of them.
    assertEquals(33, select(new long[200], 6).length);
  }

  @Test
  void findsEverySharedRunOfWindowLength() {
    Random random = new Random(3);
    int w = 5;
    for (int round = 0; round < 300; round++) {
      long[] shared = random(random, w, 0);
      long[] a = surround(random, shared);
      long[] b = surround(random, shared);
      Set<Long> ofA = new HashSet<>();
      for (int pick : select(a, w)) {
        ofA.add(a[pick]);
      }
      assertTrue(Arrays.stream(select(b, w)).anyMatch(pick -> ofA.contains(b[pick])));
    }
  }

  private static long[] surround(Random random, long[] middle) {
    long[] before = random(random, random.nextInt(30), 0);
    long[] after = random(random, random.nextInt(30), 0);
    long[] all = Arrays.copyOf(before, before.length + middle.length + after.length);
    System.arraycopy(middle, 0, all, before.length, middle.length);
    System.arraycopy(after, 0, all, before.length + middle.length, after.length);
    return all;
  }

  @Test
  void picksTheSameWhateverSurroundsALongRun() {
    Random random = new Random(9);
    int w = 4;
    long[] run = random(random, 60, 0);
    int[] alone = select(run, w);
    long[] before = random(random, 25, 0);
    long[] all = Arrays.copyOf(before, before.length + run.length);
    System.arraycopy(run, 0, all, before.length, run.length);
    Set<Integer> shifted = new HashSet<>();
    for (int pick : select(all, w)) {
      shifted.add(pick - before.length);
    }
    for (int pick : alone) {
      assertTrue(shifted.contains(pick), "pick " + pick + " is lost behind other text");
    }
  }

  @Test
  void keepsOneOfATextShorterThanAWindow() {
    assertArrayEquals(new int[] {1}, select(new long[] {7, 2, 9}, 10));
    assertArrayEquals(new int[] {}, select(new long[] {}, 10));
  }

  @Test
  void refusesAWindowOfNothing() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Winnower.minima(new long[3], 3, 0, new long[3], new long[3]));
  }
}
