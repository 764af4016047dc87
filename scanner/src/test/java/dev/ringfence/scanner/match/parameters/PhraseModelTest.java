package dev.ringfence.scanner.match.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.token.Prose;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseModelTest {
  private static Prose prose(String text) {
    Prose prose = new Prose();
    prose.add(text, 0, text.length(), _ -> 1);
    return prose;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 1000, 30_000})
  void knowsWhatItWasMadeOfAndNextToNothingElse(int size) throws IOException {
    Random random = new Random(size);
    long[] runs = random.longs(size).toArray();
    PhraseModel model = PhraseModel.read(new ByteArrayInputStream(PhraseModel.encode(runs)));
    for (long run : runs) {
      assertTrue(model.contains(run));
    }
    int mistaken = 0;
    for (int i = 0; i < 100_000; i++) {
      mistaken += model.contains(random.nextLong()) ? 1 : 0;
    }
    assertTrue(mistaken <= 10, mistaken + " of 100000");
  }

  @Test
  void keepsTheEndsOfTheRange() throws IOException {
    long[] runs = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1};
    PhraseModel model = PhraseModel.read(new ByteArrayInputStream(PhraseModel.encode(runs)));
    for (long run : runs) {
      assertTrue(model.contains(run));
    }
    assertFalse(model.contains(0x1234_5678_0000_0000L));
  }

  @Test
  void refusesWhatIsNoModel() {
    assertThrows(IOException.class, () -> PhraseModel.read(new ByteArrayInputStream(new byte[20])));
    assertThrows(IOException.class, () -> PhraseModel.read(new ByteArrayInputStream(new byte[2])));
  }

  /// Order counts, case and marks do not.
  @Test
  void aRunIsItsWordsInTheirOrder() {
    long run = PhraseModel.run(prose("the sum of all the parts"), 0);
    assertEquals(run, PhraseModel.run(prose("x: The sum\n * of ALL the parts."), 0));
    assertNotEquals(run, PhraseModel.run(prose("the sum of the all parts"), 0));
  }

  /// What Java's own documentation says is copied by everyone who implements it.
  @Test
  void theShippedModelKnowsWhatManyWorksSay() {
    Prose stock = prose("the detail message which is saved for later retrieval by the");
    Prose own = prose("passes lose heat in proportion to the square of their number");
    for (int i = 0; i + PhraseModel.WORDS <= stock.size(); i++) {
      assertTrue(
          MatchParameters.shipped().phrases.contains(PhraseModel.run(stock, i)), stock.word(i));
    }
    for (int i = 0; i + PhraseModel.WORDS <= own.size(); i++) {
      assertFalse(MatchParameters.shipped().phrases.contains(PhraseModel.run(own, i)), own.word(i));
    }
  }
}
