package dev.ringfence.scanner.match.parameters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.fingerprints.token.Tokens;
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

  private static Tokens tokens(Language language, String code) {
    return Tokenizers.create().tokenize(new SourceText(code, language, "x"));
  }

  private static int[] symbols(Language language, String code) {
    return tokens(language, code).symbolArray();
  }

  /// What a model gives a token in a context without names.
  private static double bits(IdiomModel model, Language language, int[] symbols, int at) {
    return model.bits(language, symbols, symbols, at, GENERAL);
  }

  private static double bits(IdiomModel model, Language language, String code, int at) {
    Tokens tokens = tokens(language, code);
    int[] lexical = model.lexical(language, tokens);
    return model.bits(language, tokens.symbolArray(), lexical, at, GENERAL);
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

    assertEquals(0.5, bits(model, Language.C, symbols, 5));
    assertEquals(3, bits(model, Language.C, Arrays.copyOfRange(symbols, 1, 9), 4));
    assertEquals(GENERAL, bits(model, Language.C, symbols, 4));
    assertEquals(GENERAL, bits(model, Language.JAVA, symbols, 5));
    assertEquals(0.5, bits(model, Language.CPP, symbols, 5), "C++ is read as C is");
    assertEquals(GENERAL, bits(model, Language.C, symbols, 2), "too little context");
  }

  @Test
  void namesThatItKnowsAreContext() throws IOException {
    Tokens tokens = tokens(Language.C, "c = getopt(n, v);");
    int[] lexical = tokens.symbolArray().clone();
    lexical[2] = tokens.spelling(2);
    long name = IdiomModel.key(Language.C, lexical, 2, 3);
    long afterName = IdiomModel.namedKey(Language.C, lexical, tokens.symbolArray(), 2, 4);
    IdiomModel model = model(IdiomModel.encode(new long[] {name, afterName}, new double[] {0, 2}));

    assertEquals(2, bits(model, Language.C, "c = getopt(n, v);", 4));
    assertEquals(2, bits(model, Language.C, "other + getopt(arguments);", 4));
    assertEquals(
        GENERAL, bits(model, Language.C, "c = renamed(n, v);", 4), "not the name it knows");
    assertEquals(GENERAL, bits(model, Language.C, "c = getopt(1, v);", 4), "a number, not a name");
    IdiomModel nameless = model(IdiomModel.encode(new long[] {afterName}, new double[] {2}));
    assertEquals(GENERAL, bits(nameless, Language.C, "c = getopt(n, v);", 4), "an unknown name");
    IdiomModel both =
        model(
            IdiomModel.encode(
                new long[] {
                  name, afterName, IdiomModel.key(Language.C, tokens.symbolArray(), 0, 5)
                },
                new double[] {0, 2, 1}));
    assertEquals(1, bits(both, Language.C, "c = getopt(n, v);", 4), "what foretells more counts");
  }

  /// The same code, once as everybody calls the library and once with the names exchanged.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          C      | while ((c = getopt(argc, argv, "h")) != -1) {}  | while ((c = gather(tail, part, "h")) != -1) {}
          PYTHON | opts, args = getopt.getopt(sys.argv[1:], "x")   | opts, args = gather.gather(tail.part[1:], "x")
          JAVA   | LoggerFactory.getLogger(Main.class);            | GatherSource.takeGather(Main.class);
          GO     | defer wg.Done() ; fmt.Println(strings.Join(a, b)) | defer xq.Took() ; gat.Gather(parting.Took(a, b))
          """)
  void theShippedModelKnowsLibraries(Language language, String called, String renamed) {
    double usual = mean(language, called);
    double unusual = mean(language, renamed);
    assertTrue(usual < unusual - 0.1, language + ": " + usual + " against " + unusual);
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
      double read = bits(model, Language.GO, symbols, i + IdiomModel.MAX_ORDER);
      wrong += Math.abs(read - bits[i]) > 1 / 32.0 ? 1 : 0;
      unknown += bits(model, Language.RUST, symbols, i + IdiomModel.MAX_ORDER) == GENERAL ? 1 : 0;
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
    int size = tokens(language, code).size();
    double sum = 0;
    for (int i = IdiomModel.MIN_ORDER; i < size; i++) {
      sum += bits(MatchParameters.shipped().idioms, language, code, i);
    }
    return sum / (size - IdiomModel.MIN_ORDER);
  }
}
