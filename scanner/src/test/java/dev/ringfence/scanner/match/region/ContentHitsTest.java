package dev.ringfence.scanner.match.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContentHitsTest {
  /// Against a sort of all, for the whole window and for its parts, looked at in any order.
  @Test
  void theRankingIsThatOfASort() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      int segments = 1 + random.nextInt(4);
      ContentHits hits = new ContentHits(segments);
      Map<Integer, long[]> sums = new TreeMap<>();
      int contents = 1 + random.nextInt(700);
      for (int i = random.nextInt(2000); i > 0; i--) {
        int content = random.nextInt(contents) * 64;
        int segment = random.nextInt(segments);
        long weight = 1L + random.nextInt(3);
        hits.of(content).bySegment[segment] += weight;
        hits.of(content).total += weight;
        sums.computeIfAbsent(content, _ -> new long[segments])[segment] += weight;
      }
      for (int part = ContentHits.WHOLE; part < segments - 1; part++) {
        int of = part;
        List<Integer> expected = new ArrayList<>(sums.keySet());
        expected.removeIf(content -> sum(Objects.requireNonNull(sums.get(content)), of) == 0);
        expected.sort(
            Comparator.comparingLong(
                    (Integer content) -> -sum(Objects.requireNonNull(sums.get(content)), of))
                .thenComparing(ContentHitsTest::tie));
        List<Integer> ranking = hits.ranking(part, ContentHitsTest::tie);
        assertEquals(expected.size(), ranking.size());
        for (int i = 0; i < 5 && !expected.isEmpty(); i++) {
          int at = random.nextInt(expected.size());
          assertEquals(expected.get(at), ranking.get(at));
        }
        assertEquals(expected, ranking);
        assertThrows(IndexOutOfBoundsException.class, () -> ranking.get(expected.size()));
        for (int content : expected) {
          assertEquals(
              sum(Objects.requireNonNull(sums.get(content)), of), hits.part(content, part));
        }
      }
      assertEquals(0, hits.part(-1, ContentHits.WHOLE));
    }
  }

  private static String tie(int content) {
    return Integer.toHexString(content * 0x61c88647);
  }

  private static long sum(long[] bySegment, int part) {
    if (part == ContentHits.WHOLE) {
      long sum = 0;
      for (long each : bySegment) {
        sum += each;
      }
      return sum;
    }
    return bySegment[part] + bySegment[part + 1];
  }

  /// Contents that weigh the same are put in order only where they are looked at.
  @Test
  void whatNobodyLooksAtIsNotPutInOrder() {
    ContentHits hits = new ContentHits(1);
    for (int content = 0; content < 5000; content++) {
      hits.of(content).total = content < 20 ? 100 + content : 1;
    }
    Set<Integer> asked = new HashSet<>();
    List<Integer> ranking =
        hits.ranking(
            ContentHits.WHOLE,
            content -> {
              asked.add(content);
              return tie(content);
            });
    assertEquals(19, ranking.get(0));
    assertEquals(0, ranking.get(19));
    assertTrue(asked.isEmpty());
    ranking.get(20);
    assertEquals(4980, asked.size());
  }
}
