package dev.ringfence.scanner.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlobMatchTest {
  private static BlobMatch match(int firstToken, int lastToken, double total) {
    BlobMatch match = new BlobMatch(1);
    match.firstToken = firstToken;
    match.lastToken = lastToken;
    match.total = total;
    return match;
  }

  /// Of a match of tokens 100 to 199 with 80 bits.
  @ParameterizedTest
  @CsvSource({
    "100, 199, 80, true",
    "100, 199, 78, true",
    "100, 199, 77, false",
    "100, 199, 300, true",
    "105, 204, 80, true",
    "111, 199, 80, false",
    "100, 209, 80, true",
    "95, 207, 80, false",
    "0, 299, 300, false",
    "200, 299, 80, false",
  })
  void nearEqualsMatchTheSameStretch(int first, int last, double total, boolean expected) {
    assertEquals(expected, match(100, 199, 80).isNearEqual(match(first, last, total)));
  }

  private static BlobMatch pieces(String ranges) {
    BlobMatch match = new BlobMatch(1);
    for (String range : ranges.split(" ", -1)) {
      String[] ends = range.split("-", -1);
      int[] tokens = {Integer.parseInt(ends[0]), Integer.parseInt(ends[1])};
      match.pieces.add(new Alignment(1, tokens, tokens, 0));
    }
    return match;
  }

  /// Code of another origin may stand between two pieces.
  @ParameterizedTest
  @CsvSource({
    "10-20 60-90, 21-59, false",
    "10-20 60-90, 20-59, true",
    "10-20 60-90, 30-60, true",
    "10-20 60-90, 0-9 25-50 91-95, false",
    "10-20 60-90, 0-9 70-71, true",
    "10-20, 0-100, true",
    "10-20, 21-30, false",
  })
  void intersectsByPieces(String one, String other, boolean expected) {
    assertEquals(expected, pieces(one).intersects(pieces(other)));
    assertEquals(expected, pieces(other).intersects(pieces(one)));
  }
}
