package dev.ringfence.scanner.match.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ringfence.scanner.match.parameters.MatchParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainsTest {
  private static final MatchParameters PARAMETERS = MatchParameters.shipped();
  private static final AlignmentScorer SCORER = new AlignmentScorer(PARAMETERS);

  /// Of an index that has 2^10 times the tokens near a piece: chance has 10 bits more in it.
  private static final Chains CHAINS =
      new Chains(PARAMETERS, SCORER, 1024 * 2.0 * Chains.MAX_PIECE_DISTANCE);

  private static List<Double> numbers(String text) {
    return Arrays.stream(text.split(" ", -1)).map(Double::parseDouble).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "40, 40",
    "4, 4",
    "40 40, 70",
    "12 40, 42",
    "9 40, 40",
    "4 9, 9",
    "30 40 50, 100",
  })
  void whatOtherWorksHaveIsSummedOverPieces(String others, double expected) {
    assertEquals(expected, CHAINS.together(numbers(others)), 1e-9);
  }

  /// What pieces hold in bits, what other works have of each, and which are kept.
  @ParameterizedTest
  @CsvSource({
    "100, 95, 0",
    "100 30, 20 0, 0 1",
    "100 30, 20 16, 0 1",
    "100 30, 20 25, 0",
    "30 100, 25 20, 1",
    "100 90, 0 90, 0 1",
    "60 70, 0 85, 0",
    "70 60 200 31, 85 0 30 28, 1 2",
  })
  void piecesThatAreAnywhereAreNoPartOfAMatch(String bits, String others, String expected) {
    List<Alignment> pieces = new ArrayList<>();
    for (double each : numbers(bits)) {
      int[] token = {pieces.size()};
      Alignment piece = new Alignment(1, token, token, 0);
      piece.matched = token;
      piece.structure = each;
      piece.total = each;
      pieces.add(piece);
    }
    BlobMatch match = new BlobMatch(1, pieces, PARAMETERS.joinToll, SCORER);
    Chains.Contrasted kept = CHAINS.worthwhile(match, numbers(others));
    assertEquals(
        expected,
        Arrays.stream(kept.match().tokens)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" ")));
    assertEquals(
        Arrays.stream(kept.match().tokens).mapToObj(i -> numbers(others).get(i)).toList(),
        kept.others());
    assertEquals(
        Arrays.stream(kept.match().tokens).mapToDouble(i -> numbers(bits).get(i)).sum()
            - PARAMETERS.joinToll * (kept.match().tokens.length - 1),
        kept.match().structure,
        1e-9);
  }
}
