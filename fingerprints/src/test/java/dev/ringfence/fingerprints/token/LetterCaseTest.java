package dev.ringfence.fingerprints.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ringfence.fingerprints.source.Language;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterCaseTest {
  @ParameterizedTest
  @CsvSource({
    "count, 1",
    "nextItem, 1",
    "_private, 1",
    "i, 1",
    "éclair, 1",
    "__init__, 1",
    "Matrix, 2",
    "_Impl, 2",
    "HTTPServer, 2",
    "Éclair, 2",
    "T1x, 2",
    "MAX_SIZE, 3",
    "__GNUC__, 3",
    "AB, 3",
    "N, 4",
    "T1, 4",
    "_N, 4",
    "_, 0",
    "_1, 0",
    "名前, 0",
    "N名, 0",
    "$, 0"
  })
  void tellsTheCase(String name, byte expected) {
    assertEquals(expected, LetterCase.of(Language.C, name, 0, name.length()));
    String among = "aA" + name + "Zz";
    assertEquals(expected, LetterCase.of(Language.C, among, 2, among.length() - 2));
  }

  @Test
  void saysNothingWhereCaseIsIgnored() {
    for (Language language : Language.values()) {
      if (language.ignoresCase()) {
        assertEquals(LetterCase.NONE, LetterCase.of(language, "MAX", 0, 3));
        assertEquals(LetterCase.NONE, LetterCase.of(language, "max", 0, 3));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "count, index, false",
    "count, Matrix, true",
    "count, MAX, true",
    "count, N, true",
    "Matrix, MAX, true",
    "Matrix, Row, false",
    "Matrix, T, false",
    "MAX, N, false",
    "MAX, MIN, false",
    "N, M, false",
    "_, MAX, false",
    "名前, Matrix, false"
  })
  void tellsUnlikeNames(String one, String other, boolean unlike) {
    byte first = LetterCase.of(Language.C, one, 0, one.length());
    byte second = LetterCase.of(Language.C, other, 0, other.length());
    assertEquals(unlike, LetterCase.areUnlike(first, second));
    assertEquals(unlike, LetterCase.areUnlike(second, first));
  }

  @Test
  void readsAnything() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261126);
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append((char) random.nextInt(1 << (random.nextBoolean() ? 7 : 16)));
      }
      byte found = LetterCase.of(Language.JAVA, text, 0, text.length());
      long small = text.chars().filter(Character::isLowerCase).count();
      long capital = text.chars().filter(Character::isUpperCase).count();
      if (found == LetterCase.CAPITALS) {
        assertEquals(0, small, text::toString);
      } else if (found == LetterCase.SMALL || found == LetterCase.CAPITALISED) {
        assertEquals(true, small > 0, text::toString);
      } else if (found == LetterCase.CAPITAL) {
        assertEquals(1, capital, text::toString);
      } else {
        assertEquals(true, capital == 0 || text.chars().anyMatch(LetterCaseTest::isCaseless));
      }
    }
  }

  private static boolean isCaseless(int unit) {
    return Character.isLetter(unit) && !Character.isLowerCase(unit) && !Character.isUpperCase(unit);
  }
}
