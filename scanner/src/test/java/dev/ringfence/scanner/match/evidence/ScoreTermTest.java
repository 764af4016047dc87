package dev.ringfence.scanner.match.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.scanner.match.parameters.MatchParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreTermTest {
  private static final MatchParameters PARAMETERS = MatchParameters.shipped();

  private static Evidence evidence(double density) {
    return evidence(90, density);
  }

  private static Evidence evidence(double structure, double density) {
    return evidence(structure, 0, 0, 50, 1, density);
  }

  private static Evidence evidence(
      double structure, double rename, double missed, double run, double idiom, double density) {
    return evidence(structure, rename, 0, missed, run, idiom, density, 0.3);
  }

  private static Evidence evidence(
      double structure,
      double rename,
      int unlike,
      double missed,
      double run,
      double idiom,
      double density,
      double named) {
    return new Evidence(
        0,
        new Evidence.Sequence(structure, run, missed, idiom, 1),
        new Evidence.Names(0, 0, rename, unlike),
        new Evidence.Coverage(0.9, density, named),
        0,
        20,
        new Evidence.Chance(0, 30),
        false);
  }

  private static void assertLengthCounts(double weight, Evidence evidence) {
    assertEquals(
        weight * PARAMETERS.decideRun * 50, ScoreTerm.LONGEST_RUN.bits(evidence, PARAMETERS), 1e-9);
    assertEquals(
        weight * PARAMETERS.decideCoverage * 0.9,
        ScoreTerm.COVERAGE.bits(evidence, PARAMETERS),
        1e-9);
  }

  /// Rows of a table match a table anywhere, however long they are.
  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 0", "0.15, 0.25", "0.3, 0.5", "0.6, 1", "2, 1"})
  void lengthCountsAsFarAsItsTokensSaySomething(double density, double weight) {
    Evidence evidence = evidence(density);
    assertLengthCounts(weight, evidence);
    assertEquals(90, ScoreTerm.STRUCTURE.bits(evidence, PARAMETERS));
    assertEquals(weight < 1, ScoreTerm.COVERAGE.detail(evidence, PARAMETERS).contains("bits each"));
  }

  /// Nor do rows of numbers among brackets, long as they are.
  @ParameterizedTest
  @CsvSource({"0, 0", "0.05, 0.25", "0.1, 0.5", "0.2, 1", "0.4, 1"})
  void lengthCountsAsFarAsSomethingIsNamed(double named, double weight) {
    Evidence evidence = evidence(90, 0, 0, 0, 50, 1, 1, named);
    assertLengthCounts(weight, evidence);
    String detail = ScoreTerm.COVERAGE.detail(evidence, PARAMETERS);
    assertEquals(weight < 1, detail.contains("of them are names"), detail);
    assertFalse(detail.contains("bits each"), detail);
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

  /// Idiom is long, whole and consistently named anywhere.
  @ParameterizedTest
  @CsvSource({"0, none", "40, none", "65, none", "80, part", "90, all", "120, all"})
  void whatIsIdiomAloneEarnsNoBonus(double idiom, String cut) {
    Evidence evidence = evidence(90, 12, 0, 50, idiom, 1);
    double bonus =
        PARAMETERS.decideRun * 50 + PARAMETERS.decideCoverage * 0.9 + PARAMETERS.decideRename * 12;
    double limit = PARAMETERS.decideBonusLimit * Math.max(0, 90 - idiom);
    double bits = ScoreTerm.BONUS_LIMIT.bits(evidence, PARAMETERS);
    assertEquals(Math.min(0, limit - bonus), bits, 1e-9);
    assertEquals(cut, bits == 0 ? "none" : bits == -bonus ? "all" : "part");
  }

  /// The only term that counts them: renaming, too, is what it was.
  @ParameterizedTest
  @CsvSource({"0", "1", "7"})
  void eachPairOfUnlikeNamesCounts(int pairs) {
    Evidence alike = evidence(90, 12, 0, 50, 10, 1);
    Evidence unlike = evidence(90, 12, pairs, 0, 50, 10, 1, 0.3);
    assertEquals(
        ScoreTerm.sum(alike, PARAMETERS) - pairs * PARAMETERS.decideUnlikeName,
        ScoreTerm.sum(unlike, PARAMETERS),
        1e-9);
    assertTrue(
        ScoreTerm.UNLIKE_NAMES.detail(unlike, PARAMETERS).startsWith(pairs + " pairs"),
        ScoreTerm.UNLIKE_NAMES.detail(unlike, PARAMETERS));
  }

  /// Edits cost nothing; what agrees here and there does.
  @ParameterizedTest
  @CsvSource({"0, 0", "90, 0", "135, 0", "155, 20", "235, 100"})
  void mostOfACopyAgrees(double missed, double excess) {
    Evidence evidence = evidence(90, 0, missed, 50, 1, 1);
    assertEquals(
        -PARAMETERS.decideMissed * excess, ScoreTerm.MISSED.bits(evidence, PARAMETERS), 1e-9);
  }

  @Test
  void theScoreIsTheSumOfWhatEachTermTells() {
    Evidence evidence = evidence(90, 12, 235, 50, 80, 1);
    double sum = 0;
    for (ScoreTerm term : ScoreTerm.values()) {
      sum += term.bits(evidence, PARAMETERS);
      assertFalse(term.detail(evidence, PARAMETERS).isBlank());
    }
    assertEquals(sum, ScoreTerm.sum(evidence, PARAMETERS), 1e-9);
    assertTrue(
        ScoreTerm.BONUS_LIMIT.detail(evidence, PARAMETERS).contains("4.0 times the 10.0"),
        ScoreTerm.BONUS_LIMIT.detail(evidence, PARAMETERS));
    assertTrue(
        ScoreTerm.MISSED.detail(evidence, PARAMETERS).contains("235.0 bits"),
        ScoreTerm.MISSED.detail(evidence, PARAMETERS));
  }

  @Test
  void tellsWhatIdiomAndOtherWorksTake() {
    Evidence evidence = evidence(1);
    assertEquals(-PARAMETERS.decideIdiom, ScoreTerm.IDIOM.bits(evidence, PARAMETERS), 1e-9);
    assertEquals(
        -20 * PARAMETERS.decideOther, ScoreTerm.BEST_OTHER_WORK.bits(evidence, PARAMETERS), 1e-9);
  }
}
