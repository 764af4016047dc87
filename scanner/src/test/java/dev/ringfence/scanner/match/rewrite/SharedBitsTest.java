package dev.ringfence.scanner.match.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ringfence.fingerprints.statement.Feature;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SharedBitsTest {
  /// Against sorting all of them: those above the last of the best, and its equals where they are
  /// not too many.
  @Test
  void theBestAreThoseThatSortingSaysAreBest() {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      SharedBits shared = new SharedBits(1e9);
      Map<Long, Double> sums = new HashMap<>();
      int functions = 1 + random.nextInt(200);
      for (int i = random.nextInt(600); i >= 0; i--) {
        int blob = random.nextInt(functions);
        int unit = random.nextInt(3);
        int bits = 1 + random.nextInt(4);
        shared.add(blob, unit, bits, random.nextBoolean() ? Feature.CALL : Feature.WORD);
        sums.merge(blob * 10L + unit, (double) bits, Double::sum);
      }
      int most = 1 + random.nextInt(40);
      double least = random.nextInt(6);
      List<Double> sorted = sums.values().stream().sorted(Comparator.reverseOrder()).toList();
      double cut = sorted.size() > most ? sorted.get(most - 1) : 0;
      TreeSet<Long> expected = new TreeSet<>();
      sums.forEach((key, sum) -> {
        if (sum >= cut && sorted.getFirst() >= least) {
          expected.add(key);
        }
      });
      if (expected.size() > 2 * most) {
        expected.removeIf(key -> sums.getOrDefault(key, 0.0) == cut);
      }
      TreeSet<Long> found = new TreeSet<>();
      Arrays.stream(shared.best(most, least))
          .forEach(slot -> found.add(shared.blob(slot) * 10L + shared.unit(slot)));
      assertEquals(expected, found, "round " + round);
    }
  }
}
