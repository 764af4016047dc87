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
}
