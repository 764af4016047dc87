package dev.ringfence.scanner.match.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ringfence.scanner.match.parameters.MatchParameters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlobMatchTest {
  private static final MatchParameters PARAMETERS = MatchParameters.shipped();

  /// A match of every token of some stretches, a bit each.
  private static BlobMatch match(String ranges, double total) {
    List<Alignment> pieces = new ArrayList<>();
    for (String range : ranges.split(" ", -1)) {
      String[] ends = range.split("-", -1);
      int[] tokens =
          IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])).toArray();
      Alignment piece = new Alignment(1, tokens, tokens, 0);
      piece.matched = tokens;
      pieces.add(piece);
    }
    pieces.getFirst().structure = total;
    return new BlobMatch(1, pieces, 0, new AlignmentScorer(PARAMETERS));
  }

  /// Of a match of tokens 100 to 199 with 80 bits.
  @ParameterizedTest
  @CsvSource({
    "100-199, 80, true",
    "100-199, 78, true",
    "100-199, 77, false",
    "100-199, 300, true",
    "105-204, 80, true",
    "111-199, 80, false",
    "100-209, 80, true",
    "95-207, 80, false",
    "0-299, 300, false",
    "200-299, 80, false",
    "100-130 170-199, 80, false",
    "100-144 147-199, 80, true",
  })
  void nearEqualsMatchTheSameTokens(String ranges, double total, boolean expected) {
    assertEquals(expected, match("100-199", 80).isNearEqual(match(ranges, total)));
  }

  /// Code of another origin may stand between two pieces.
  @ParameterizedTest
  @CsvSource({
    "10-20 60-90, 21-59, 0",
    "10-20 60-90, 20-59, 1",
    "10-20 60-90, 30-60, 1",
    "10-20 60-90, 0-9 25-50 91-95, 0",
    "10-20 60-90, 0-9 70-71, 2",
    "10-20, 0-100, 11",
    "10-20, 21-30, 0",
  })
  void overlapIsToldByMatchedTokens(String one, String other, int expected) {
    assertEquals(expected, match(one, 10).overlap(match(other, 10)));
    assertEquals(expected, match(other, 10).overlap(match(one, 10)));
    BitSet taken = new BitSet();
    for (int token : match(other, 10).tokens) {
      taken.set(token);
    }
    assertEquals(expected, match(one, 10).countIn(taken));
  }
}
