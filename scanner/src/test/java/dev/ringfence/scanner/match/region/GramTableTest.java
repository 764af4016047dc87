package dev.ringfence.scanner.match.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GramTableTest {
  /// A gram that is rare as a whole weighs little where the hunk itself foretells it.
  @Test
  void aGramWeighsNoMoreThanItsTokensCarryInTheirPlace() {
    GramTable table = new GramTable(new long[] {5L << 40, 6L << 40, 5L << 40}, 3);
    table.setWeights(
        new long[] {5L << 40, 6L << 40}, new double[] {10, 2}, new float[] {8, 3, 0.5f});
    int first = table.find(5L << 40);
    assertEquals(0, table.position(first));
    assertEquals(8, table.weight(first));
    assertEquals(0.5, table.weight(table.next(first)));
    assertEquals(2, table.weight(table.find(6L << 40)), "rarity caps it too");
    assertEquals(-1, table.find(7L << 40));
  }
}
