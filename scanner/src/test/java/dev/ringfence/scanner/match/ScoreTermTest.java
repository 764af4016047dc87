package dev.ringfence.scanner.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreTermTest {
  private static final MatchParameters PARAMETERS = MatchParameters.shipped();

  private static Evidence evidence(double density) {
    return evidence(90, density);
  }

  private static Evidence evidence(double structure, double density) {
    return new Evidence(0, structure, 0, 0, 0, 0, 50, 1, 0, 0.9, density, 20, 0, 30, 1, false);
  }

  /// Rows of a table match a table anywhere, however long they are.
  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 0", "0.15, 0.25", "0.3, 0.5", "0.6, 1", "2, 1"})
  void lengthCountsAsFarAsItsTokensSaySomething(double density, double weight) {
    Evidence evidence = evidence(density);
    assertEquals(
        weight * PARAMETERS.decideRun * 50, ScoreTerm.LONGEST_RUN.bits(evidence, PARAMETERS), 1e-9);
    assertEquals(
        weight * PARAMETERS.decideCoverage * 0.9,
        ScoreTerm.COVERAGE.bits(evidence, PARAMETERS),
        1e-9);
    assertEquals(90, ScoreTerm.STRUCTURE.bits(evidence, PARAMETERS));
    assertEquals(weight < 1, ScoreTerm.COVERAGE.detail(evidence, PARAMETERS).contains("bits each"));
  }

  /// Six lines of next to no information are somewhere as a whole.
  @ParameterizedTest
  @CsvSource({"-5, 0", "0, 0", "15, 0.25", "30, 0.5", "60, 1", "200, 1"})
  void coverageCountsAsFarAsWhatIsCoveredSaysSomething(double structure, double weight) {
    Evidence evidence = evidence(structure, 1);
    assertEquals(
        weight * PARAMETERS.decideCoverage * 0.9,
        ScoreTerm.COVERAGE.bits(evidence, PARAMETERS),
        1e-9);
    assertEquals(PARAMETERS.decideRun * 50, ScoreTerm.LONGEST_RUN.bits(evidence, PARAMETERS), 1e-9);
    assertEquals(
        weight < 1, ScoreTerm.COVERAGE.detail(evidence, PARAMETERS).contains("bits of structure"));
  }

  /// A few lines of the same comment are much; a page of it is no more.
  @ParameterizedTest
  @CsvSource({"0, 0", "6, 0.225", "20, 0.75", "27, 1", "500, 1"})
  void sharedCommentsCountUpToALimit(int words, double share) {
    Evidence evidence = evidence(1).withCommentWords(words);
    assertEquals(
        share * PARAMETERS.decideCommentMax, ScoreTerm.COMMENTS.bits(evidence, PARAMETERS), 1e-9);
  }

  @Test
  void tellsWhatIdiomAndOtherWorksTake() {
    Evidence evidence = evidence(1);
    assertEquals(-PARAMETERS.decideIdiom, ScoreTerm.IDIOM.bits(evidence, PARAMETERS), 1e-9);
    assertEquals(
        -20 * PARAMETERS.decideOther, ScoreTerm.BEST_OTHER_WORK.bits(evidence, PARAMETERS), 1e-9);
  }
}
