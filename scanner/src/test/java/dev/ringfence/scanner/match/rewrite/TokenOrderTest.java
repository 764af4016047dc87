package dev.ringfence.scanner.match.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.statement.Code;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How much of two functions stands in the same order.
class TokenOrderTest {
  private static final String ONE =
      "int f(int *a, int n) { int s = 0; for (int i = 0; i < n; i++) { if (a[i] > 7) { s += a[i]; }"
          + " else { s -= 2; } } while (s > 90) { s = s / 3; } return g(s) ? s : -1; }";

  private static Code code(String text) {
    Tokens tokens = new Fingerprinter().tokenize(new SourceText(text, Language.C, "f.c"));
    return new Code(Language.C, tokens.withLines(new int[tokens.size()]));
  }

  private static TokenOrder.Side side(TokenOrder order, Code code) {
    return order.side(Language.C, code, 0, code.size());
  }

  private static double share(String a, String b) {
    Code one = code(a);
    Code two = code(b);
    TokenOrder order = new TokenOrder(new TokenModel());
    return order.share(side(order, one), side(order, two));
  }

  @Test
  void namesDoNotCountAndWhatIsPutBetweenCostsLittle() {
    double same = share(ONE, ONE);
    assertTrue(same > 0.9 && same <= 1, "" + same);
    assertEquals(same, share(ONE, ONE.replace("a[", "values[").replace("s ", "sum ")), 1e-6);
    double longer = share(ONE, ONE.replace("while", "log(s); check(n, 5); while"));
    assertTrue(longer < same && longer > 0.8, same + " " + longer);
    double swapped =
        share(
            ONE,
            "int f(int *a, int n) { while (s > 90) { s = s / 3; } for (int i = 0; i < n; i++) {"
                + " if (a[i] > 7) { s += a[i]; } else { s -= 2; } } return g(s) ? s : -1; }");
    assertTrue(swapped < longer, longer + " " + swapped);
    double other = share(ONE, "struct { char *name; double x[9]; } t = { \"a\", { 1, 2 } };");
    assertTrue(other < 0.3, "" + other);
  }

  /// What no order of the tokens can exceed, no order exceeds.
  @Test
  void theBoundHolds() {
    Random random = new Random(11);
    List<String> statements =
        List.of("a = b;", "if (a > 7) {", "}", "for (;;) {", "return f(x, 3);", "s += a[i];");
    TokenOrder order = new TokenOrder(new TokenModel());
    int tight = 0;
    for (int n = 0; n < 400; n++) {
      TokenOrder.Side one = side(order, code(some(statements, random)));
      TokenOrder.Side two = n % 10 == 0 ? one : side(order, code(some(statements, random)));
      double share = order.share(one, two);
      double most = order.atMost(one, two);
      assertTrue(share <= most, share + " " + most);
      assertTrue(most <= 1.001, "" + most);
      tight += share > 0.99 * most ? 1 : 0;
    }
    assertTrue(tight >= 40, "equal code reaches it");
    Code code = code(ONE);
    assertEquals(0, order.atMost(order.side(Language.C, code, 0, 0), side(order, code)));
  }

  private static String some(List<String> statements, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i >= 0; i--) {
      text.append(statements.get(random.nextInt(statements.size()))).append(' ');
    }
    return text.toString();
  }

  @Test
  void whatIsTooLongIsNotAligned() {
    String longest = ONE.repeat(40);
    assertEquals(0, share(longest, longest));
    assertEquals(0, share(ONE, ""));
  }
}
