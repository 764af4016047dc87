package dev.ringfence.fingerprints.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What of a function is found again in one that says the same in other words.
class FeatureReaderTest {
  private record Read(Code code, String text) {
    FunctionFeatures features() {
      return new FeatureReader().read(code, 0, code.size(), text);
    }

    FeatureReader.Weighed weighed(double bitsOfToken) {
      double[] said = new double[code.size() + 1];
      for (int i = 0; i < code.size(); i++) {
        said[i + 1] = said[i] + bitsOfToken;
      }
      return new FeatureReader().weighed(code, 0, code.size(), text, said);
    }
  }

  private static Read read(Language language, String text) {
    Tokens tokens = new Fingerprinter().tokenize(new SourceText(text, language, "f"));
    return new Read(new Code(language, tokens.withLines(LineTable.of(text))), text);
  }

  private static Set<Long> of(Feature kind, Read read) {
    FunctionFeatures features = read.features();
    Set<Long> all = new TreeSet<>();
    for (int i = 0; i < features.size(); i++) {
      if (features.kind(i) == kind) {
        all.add(features.hash(i));
      }
    }
    return all;
  }

  /// The words stay when a name is put together in another way, or into a message.
  @Test
  void namesAndStringsHaveTheWordsThatTheyAreMadeOf() {
    Set<Long> words = of(Feature.VOCABULARY, read(Language.C, "double_eta_exponent(inv);"));
    assertEquals(4, words.size());
    assertEquals(words, of(Feature.VOCABULARY, read(Language.JAVA, "invDoubleEta.exponent = 1;")));
    assertEquals(
        words, of(Feature.VOCABULARY, read(Language.PYTHON, "f('inv: exponent of double Eta')")));
    assertFalse(
        words.containsAll(of(Feature.VOCABULARY, read(Language.C, "weber_exponent(inv);"))));
  }

  /// Names, order and what is between may change; what is done with a value does not.
  @Test
  void theWaysOfValuesStayWhenNamesAndOrderChange() {
    Set<Long> ways =
        of(
            Feature.FLOW,
            read(
                Language.C,
                "n = read(f, 8); m = n % 17; k = m * 3; g(); if (m < 5) return n - m; return k;"));
    assertTrue(ways.size() > 4, ways.toString());
    assertEquals(
        ways,
        of(
            Feature.FLOW,
            read(
                Language.JAVA,
                "int size = load(in, 8); int rest = size % 17; log(); int far = rest * 3;"
                    + " if (rest < 5) return size - rest; return far;")));
    assertNotEquals(
        ways,
        of(
            Feature.FLOW,
            read(
                Language.C,
                "n = read(f, 8); m = n / 17; k = m * 3; g(); if (m < 5) return n - m; return k;")));
  }

  /// A table of numbers that is written as a switch has a hundred of them.
  @Test
  void aLabelIsNoCondition() {
    assertEquals(
        Set.of(),
        of(Feature.CONDITION, read(Language.C, "case 17: case 4711: break; case X: g();")));
    assertFalse(of(Feature.CONDITION, read(Language.C, "case A | 64: g();")).isEmpty());
  }

  /// What any program says counts less the less its tokens say; words, names and numbers stay.
  @Test
  void aStatementCountsNoMoreThanItsTokensSay() {
    Read code = read(Language.C, "total = total * 31 + values[i] - limit;");
    double little = counts(code.weighed(0.1));
    double half = counts(code.weighed(1));
    double much = counts(code.weighed(50));
    assertTrue(little < half && half < much, little + " " + half + " " + much);
    FeatureReader.Weighed full = code.weighed(50);
    assertEquals(full.features().size(), much, 1e-9);
    assertEquals(code.features(), full.features());
    assertEquals(0, counts(code.weighed(0)) - literals(full), 1e-9);
  }

  private static double counts(FeatureReader.Weighed weighed) {
    return Arrays.stream(weighed.counts()).sum();
  }

  private static double literals(FeatureReader.Weighed weighed) {
    double n = 0;
    for (int i = 0; i < weighed.features().size(); i++) {
      n += weighed.features().kind(i).isLiteral() ? 1 : 0;
    }
    return n;
  }
}
