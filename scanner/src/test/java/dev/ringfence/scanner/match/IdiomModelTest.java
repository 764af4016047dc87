package dev.ringfence.scanner.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.TokenStream;
import dev.ringfence.fingerprints.token.Tokenizers;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdiomModelTest {
  private static final double GENERAL = 5;

  private static int[] symbols(Language language, String code) {
    TokenStream tokens =
        Tokenizers.create().tokenize(new SourceText(code, language, "x")).toStream();
    return Arrays.copyOf(tokens.symbols(), tokens.size());
  }

  private static IdiomModel model(byte[] bytes) throws IOException {
    return IdiomModel.read(new ByteArrayInputStream(bytes));
  }

  @Test
  void takesTheLongestContextItKnows() throws IOException {
    int[] symbols = symbols(Language.C, "a = b + c * (d - e);");
    IdiomModel model =
        model(
            IdiomModel.encode(
                new long[] {
                  IdiomModel.key(Language.C, symbols, 2, 6),
                  IdiomModel.key(Language.C, symbols, 0, 6)
                },
                new double[] {3, 0.5}));

    assertEquals(0.5, model.bits(Language.C, symbols, 5, GENERAL));
    assertEquals(3, model.bits(Language.C, Arrays.copyOfRange(symbols, 1, 9), 4, GENERAL));
    assertEquals(GENERAL, model.bits(Language.C, symbols, 4, GENERAL));
    assertEquals(GENERAL, model.bits(Language.JAVA, symbols, 5, GENERAL));
    assertEquals(0.5, model.bits(Language.CPP, symbols, 5, GENERAL), "C++ is read as C is");
    assertEquals(GENERAL, model.bits(Language.C, symbols, 2, GENERAL), "too little context");
  }

  @Test
  void keepsEveryEntryToASixteenthOfABit() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    int[] symbols = new int[20_000];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = 1 + random.nextInt(200);
    }
    long[] keys = new long[symbols.length - IdiomModel.MAX_ORDER];
    double[] bits = new double[keys.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = IdiomModel.key(Language.GO, symbols, i, i + IdiomModel.MAX_ORDER + 1);
      bits[i] = random.nextDouble(15);
    }
    IdiomModel model = model(IdiomModel.encode(keys, bits));
    int wrong = 0;
    int unknown = 0;
    for (int i = 0; i < keys.length; i++) {
      double read = model.bits(Language.GO, symbols, i + IdiomModel.MAX_ORDER, GENERAL);
      wrong += Math.abs(read - bits[i]) > 1 / 32.0 ? 1 : 0;
      unknown +=
          model.bits(Language.RUST, symbols, i + IdiomModel.MAX_ORDER, GENERAL) == GENERAL ? 1 : 0;
    }
    // A tag has 16 bits, so a few keys meet another's entry.
    assertTrue(wrong < 20, wrong + " entries wrong");
    assertTrue(unknown > keys.length - 40, keys.length - unknown + " found that are not there");
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    byte[] bytes = IdiomModel.encode(new long[] {1}, new double[] {1});
    byte[] other = bytes.clone();
    other[0]++;
    assertThrows(IOException.class, () -> model(other));
    assertThrows(EOFException.class, () -> model(Arrays.copyOf(bytes, bytes.length - 1)));
    assertArrayEquals(bytes, IdiomModel.encode(new long[] {1}, new double[] {1}));
  }

  /// Of each pair the first is what everybody writes, the second the same tokens in another order.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          C      | for (i = 0; i < n; i++) { a[i] = b[i]; } | ) ; i [ n ] for a { = 0 ( b i < ; i } i [ ++ i ] ; =
          JAVA   | if (o == null) { throw new IllegalArgumentException("x"); } | throw o { ) ; null "x" == ( if } new X ) (
          PYTHON | if not isinstance(x, str): raise TypeError("x") | raise isinstance , : ( not x ) if "x" str ( TypeError )
          GO     | if err != nil { return nil, err } | nil return err , } { if nil != err
          """)
  void theShippedModelForetellsIdioms(Language language, String idiom, String jumbled) {
    double usual = mean(language, idiom);
    double unusual = mean(language, jumbled);
    // What the token model foretells as well has no entry, and stays at GENERAL here.
    assertTrue(usual < GENERAL - 1.5, language + ": " + usual + " bits a token");
    assertTrue(unusual > usual + 1, language + ": " + unusual + " against " + usual);
  }

  private static double mean(Language language, String code) {
    int[] symbols = symbols(language, code);
    double sum = 0;
    for (int i = IdiomModel.MIN_ORDER; i < symbols.length; i++) {
      sum += IdiomModel.shipped().bits(language, symbols, i, GENERAL);
    }
    return sum / (symbols.length - IdiomModel.MIN_ORDER);
  }
}
