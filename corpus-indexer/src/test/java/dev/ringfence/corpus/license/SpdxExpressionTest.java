package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpdxExpressionTest {
  @ParameterizedTest(name = "{0} is {1}: {2}")
  @CsvSource({
    "MIT, MIT, Permissive",
    "GPL-2.0, GPL-2.0-only, Copyleft",
    "GPL-2.0+, GPL-2.0-or-later, Copyleft",
    "LGPL-2.1+, LGPL-2.1-or-later, Copyleft Limited",
    "agpl-3.0-only, AGPL-3.0-only, Copyleft",
    "MIT OR GPL-3.0-only, MIT OR GPL-3.0-only, Permissive",
    "MIT and GPL-3.0-only, MIT AND GPL-3.0-only, Copyleft",
    "GPL-2.0-only WITH Classpath-exception-2.0, GPL-2.0-only WITH Classpath-exception-2.0, Copyleft Limited",
    "GPL-2.0-with-classpath-exception, GPL-2.0-only WITH Classpath-exception-2.0, Copyleft Limited",
    "MIT AND (BSD-3-Clause OR LGPL-2.1-only), MIT AND (BSD-3-Clause OR LGPL-2.1-only), Permissive",
    "MIT OR BSD-3-Clause AND GPL-1.0+, MIT OR BSD-3-Clause AND GPL-1.0-or-later, Permissive",
    "LicenseRef-public-domain, LicenseRef-public-domain, Public Domain",
    "MPL-2.0, MPL-2.0, Copyleft Limited",
    "BUSL-1.1, BUSL-1.1, Source-available",
    "Nonesuch-1.0, Nonesuch-1.0, Unstated License",
  })
  void readsAndJudges(String text, String canonical, String category) {
    SpdxExpression expression = SpdxExpression.parse(text).orElseThrow();
    assertEquals(canonical, expression.toString());
    assertEquals(category, expression.category().label());
  }

  @ParameterizedTest
  @CsvSource({"''", "MIT OR", "OR MIT", "(MIT", "MIT)", "MIT GPL-2.0", "MIT WITH", "M/T", "()"})
  void refusesWhatIsNoExpression(String text) {
    assertTrue(SpdxExpression.parse(text).isEmpty());
  }

  @Test
  void marksNetworkCopyleft() {
    assertTrue(SpdxExpression.parse("AGPL-3.0-or-later").orElseThrow().isNetworkCopyleft());
    assertTrue(!SpdxExpression.parse("AGPL-3.0-only OR MIT").orElseThrow().isNetworkCopyleft());
    assertTrue(SpdxExpression.parse("AGPL-3.0-only AND MIT").orElseThrow().isNetworkCopyleft());
  }

  @Test
  void readsAnyNoiseAndItsOwnOutput() {
    Random random = new Random(31);
    String[] words = {
      "MIT", "GPL-2.0+", "AND", "or", "WITH", "(", ")", "Classpath-exception-2.0", "\u0000", "+"
    };
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(9); i >= 0; i--) {
        text.append(words[random.nextInt(words.length)]).append(' ');
      }
      var expression = SpdxExpression.parse(text.toString());
      if (expression.isPresent()) {
        read++;
        String canonical = expression.get().toString();
        assertEquals(
            canonical, SpdxExpression.parse(canonical).orElseThrow().toString(), text.toString());
      }
    }
    assertTrue(read > 500, "the noise holds too few expressions: " + read);
    assertTrue(SpdxExpression.parse("(".repeat(100_000)).isEmpty());
  }
}
