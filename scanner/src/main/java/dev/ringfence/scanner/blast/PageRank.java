package dev.ringfence.scanner.blast;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How much of a graph leads to each node (Brin and Page 1998).
final class PageRank {
  private static final double DAMPING = 0.85;
  private static final int ITERATIONS = 60;

  private PageRank() {}

  /// Where the PageRank of each node lies among all: the share of nodes below it.
  static Map<String, Double> percentiles(List<String> nodes, Map<String, Set<String>> uses) {
    Map<String, Double> percentiles = new HashMap<>();
    int count = nodes.size();
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < count; i++) {
      numbers.put(nodes.get(i), i);
    }
    int[][] out = new int[count][];
    for (int i = 0; i < count; i++) {
      out[i] =
          uses.getOrDefault(nodes.get(i), Set.of()).stream()
              .map(numbers::get)
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();
    }
    double[] rank = new double[count];
    Arrays.fill(rank, 1.0 / Math.max(1, count));
    for (int step = 0; step < ITERATIONS; step++) {
      double[] next = new double[count];
      double dangling = 0;
      for (int i = 0; i < count; i++) {
        if (out[i].length == 0) {
          dangling += rank[i];
        }
        for (int target : out[i]) {
          next[target] += rank[i] / out[i].length;
        }
      }
      for (int i = 0; i < count; i++) {
        next[i] = (1 - DAMPING) / count + DAMPING * (next[i] + dangling / count);
      }
      rank = next;
    }
    double[] sorted = rank.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < count; i++) {
      // Ranks are sums in another order for another tree; what differs by rounding is equal.
      double value = rank[i] * (1 - 1e-9);
      int below = Arrays.binarySearch(sorted, value);
      below = below < 0 ? -below - 1 : below;
      while (below > 0 && sorted[below - 1] >= value) {
        below--;
      }
      percentiles.put(nodes.get(i), (double) below / count);
    }
    return percentiles;
  }
}
