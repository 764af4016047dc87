package dev.ringfence.corpus.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.Fingerprints;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.LetterCase;
import dev.ringfence.fingerprints.token.Tokens;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StoredTokensTest {
  private static StoredTokens random(Random random, int size) {
    int[] symbols = new int[size];
    int[] spellings = new int[size];
    int[] lines = new int[size];
    byte[] cases = new byte[size];
    int line = 1;
    for (int i = 0; i < size; i++) {
      symbols[i] = random.nextInt(Alphabet.size());
      boolean open = Alphabet.isOpen(symbols[i]) || symbols[i] == Alphabet.UNKNOWN;
      spellings[i] = open ? random.nextInt(40) | 0x8000_0000 : symbols[i];
      // Whatever has one spelling has one case.
      cases[i] = symbols[i] == Alphabet.NAME ? (byte) (spellings[i] & 7) : LetterCase.NONE;
      line += random.nextInt(3) == 0 ? random.nextInt(400) : 0;
      lines[i] = line;
    }
    return new StoredTokens(
        random.nextInt(8), Tokens.of(symbols, spellings).withLines(lines), cases);
  }

  @Test
  void readsWhatItWrote() {
    Random random = new Random(7);
    for (int size : new int[] {0, 1, 2, 100, 5000}) {
      StoredTokens tokens = random(random, size);
      byte[] stored = tokens.encode();
      assertEquals(tokens, StoredTokens.decode(stored, 0, stored.length));
    }
  }

  @Test
  void writesWhatItsFormatSays() {
    StoredTokens tokens =
        new StoredTokens(
            0,
            Tokens.of(new int[] {Alphabet.NAME}, new int[] {0x8000_0001}).withLines(new int[] {3}),
            new byte[] {LetterCase.SMALL});
    byte[] stored = tokens.encode();
    assertArrayEquals(
        new byte[] {0, 1, 1, (byte) 0x80, 0, 0, 1, 1, 1, 0, 3},
        StoredTokens.inflate(stored, 0, stored.length));
  }

  @Test
  void knowsTheCaseOfNames() {
    String text = "int MAX_SIZE = Matrix::count(N, \"CAPS\");";
    Fingerprints found = new Fingerprinter().fingerprint(new SourceText(text, Language.CPP, "a"));
    StoredTokens stored = StoredTokens.of(Language.CPP, text, found.tokens(), LineTable.of(text));
    Map<String, Byte> cases = new TreeMap<>();
    for (int i = 0; i < stored.size(); i++) {
      cases.put(
          text.substring(found.tokens().start(i), found.tokens().end(i)), stored.letterCase(i));
    }
    assertEquals(LetterCase.CAPITALS, cases.get("MAX_SIZE"));
    assertEquals(LetterCase.CAPITALISED, cases.get("Matrix"));
    assertEquals(LetterCase.SMALL, cases.get("count"));
    assertEquals(LetterCase.CAPITAL, cases.get("N"));
    assertEquals(LetterCase.NONE, cases.get("\"CAPS\""), "a literal has no case");
  }

  @Test
  void readsFromTheMiddleOfABuffer() {
    StoredTokens tokens = random(new Random(8), 50);
    byte[] stored = tokens.encode();
    byte[] wider = new byte[stored.length + 20];
    Arrays.fill(wider, (byte) 0xaa);
    System.arraycopy(stored, 0, wider, 10, stored.length);
    assertEquals(tokens, StoredTokens.decode(wider, 10, stored.length));
  }

  @Test
  void modelCountsAreTheSameInAnyOrderAndCanBeTakenBack() throws IOException {
    Random random = new Random(9);
    StoredTokens one = random(random, 300);
    StoredTokens two = random(random, 200);
    TokenModel forth = new TokenModel();
    forth.count(0, one.tokens(), 1);
    forth.count(1, two.tokens(), 1);
    TokenModel back = new TokenModel();
    back.count(1, two.tokens(), 1);
    back.count(2, one.tokens(), 1);
    back.count(0, one.tokens(), 1);
    back.count(2, one.tokens(), -1);
    assertArrayEquals(forth.encode(), back.encode());
    TokenModel read = TokenModel.decode(forth.encode());
    assertArrayEquals(forth.encode(), read.encode());
    assertEquals(forth.withContexts().bits(0, 3, 4, 5), read.withContexts().bits(0, 3, 4, 5));
  }

  @Test
  void modelFindsCommonThingsLessSurprising() {
    TokenModel model = new TokenModel();
    int[] loop = new int[3000];
    for (int i = 0; i < loop.length; i++) {
      loop[i] = 10 + i % 3;
    }
    model.count(0, Tokens.of(loop, loop), 1);
    assertTrue(model.withContexts().bits(0, 10, 11, 12) < 0.1);
    assertTrue(model.withContexts().bits(0, 10, 11, 10) > 5);
    assertTrue(model.withContexts().bits(1, 10, 11, 12) > 5, "another language has its own counts");
  }

  @Test
  void modelJudgesAnUnknownLanguageByTheOneItKnowsBest() {
    TokenModel model = new TokenModel();
    int[] run = new int[150_000];
    for (int i = 0; i < run.length; i++) {
      run[i] = 10 + i % 3;
    }
    Tokens tokens = Tokens.of(run, run);
    model.count(Language.PYTHON.number(), tokens, 1);
    assertEquals(Language.PYTHON.number(), model.withContexts().languageFor(Language.CYTHON));
    assertEquals(Language.PYTHON.number(), model.withContexts().languageFor(Language.RUST));
    model.count(Language.RUST.number(), tokens.slice(0, 120_000), 1);
    assertEquals(Language.RUST.number(), model.withContexts().languageFor(Language.RUST));
  }

  @Test
  void modelRefusesDamage() {
    TokenModel model = new TokenModel();
    int[] four = {1, 2, 3, 4};
    model.count(0, Tokens.of(four, four), 1);
    byte[] stored = model.encode();
    assertThrows(
        IOException.class, () -> TokenModel.decode(Arrays.copyOf(stored, stored.length / 2)));
  }
}
