package dev.ringfence.fingerprints;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.Tokens;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Laws over generated programs; the seed is in the name of a failing case.
class FingerprinterTest {
  private final Fingerprinter fingerprinter = new Fingerprinter();

  private static String program(Random random, int statements) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < statements; i++) {
      String a = "v" + random.nextInt(9);
      String b = "v" + random.nextInt(9);
      text.append(
          switch (random.nextInt(6)) {
            case 0 -> a + " = " + b + " * " + random.nextInt(100) + ";\n";
            case 1 -> "if (" + a + " < " + b + ") {\n" + b + "++;\n}\n";
            case 2 ->
                "for (int "
                    + a
                    + " = 0; "
                    + a
                    + " < "
                    + b
                    + "; "
                    + a
                    + "++) {\ncall("
                    + a
                    + ");\n}\n";
            case 3 -> "call(" + a + ", \"" + random.nextInt(50) + "\");\n";
            case 4 -> "while (" + a + "[" + b + "] != 0) " + a + " -= 1;\n";
            default -> "return " + a + " >> " + b + " & mask;\n";
          });
    }
    return text.toString();
  }

  /// What the index is built with.
  private static long[] hashes(Fingerprinter fingerprinter, String text, Channel channel) {
    Fingerprints made = fingerprinter.fingerprint(new SourceText(text, Language.C, "test"));
    return Arrays.copyOf(made.hashes(channel), made.count(channel));
  }

  private Set<Long> fingerprints(String text, Channel channel) {
    Set<Long> hashes = new HashSet<>();
    for (long hash : hashes(fingerprinter, text, channel)) {
      hashes.add(hash);
    }
    return hashes;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void renamingKeepsTheRenamedChannelAlone(long seed) {
    String text = program(new Random(seed), 60);
    String renamed = text.replaceAll("\\bv(\\d)\\b", "other$1").replace("call", "invoke");
    assertEquals(fingerprints(text, Channel.RENAMED), fingerprints(renamed, Channel.RENAMED));
    Set<Long> exact = fingerprints(text, Channel.EXACT);
    assertFalse(exact.equals(fingerprints(renamed, Channel.EXACT)));
  }

  /// Of the languages whose lexers know `''`, plain text, text outside Latin-1 and masked text.
  @ParameterizedTest
  @EnumSource(
      value = Language.class,
      names = {"PYTHON", "JAVASCRIPT", "RUBY", "SHELL", "PERL", "MATLAB"})
  void emptyStringsAreSpelledAlike(Language language) {
    Set<Integer> spellings = new HashSet<>();
    for (String text :
        List.of("a = ''", "a = ''\nb = 1\n", "f('', 'longer than eight')", "a = ''; é = 'ł'")) {
      // What stood in the buffers before must not count.
      fingerprinter.tokenize(new SourceText("x = 'something else' + y\n", language, "before"));
      Tokens tokens = fingerprinter.tokenize(new SourceText(text, language, "test"));
      int i = 0;
      while (tokens.symbol(i) != Alphabet.STRING) {
        i++;
      }
      spellings.add(tokens.spelling(i));
    }
    assertEquals(1, spellings.size());
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void layoutAndCommentsChangeNothing(Channel channel) {
    for (long seed = 1; seed <= 5; seed++) {
      String text = program(new Random(seed), 60);
      String laidOut = text.replace("\n", "  // note\n\n").replace("(", " ( ").replace(" = ", "=");
      assertEquals(fingerprints(text, channel), fingerprints(laidOut, channel), "seed " + seed);
    }
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void aSharedRunOfTheGuaranteeThresholdSharesAFingerprint(Channel channel) {
    int t = FingerprintFormat.parameters(channel).guaranteeThreshold();
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      String shared = program(random, t);
      Tokens run = fingerprinter.tokenize(new SourceText(shared, Language.C, "shared"));
      String exactlyT = shared.substring(0, run.end(t - 1));
      Set<Long> one =
          fingerprints(program(random, 20) + exactlyT + "\n" + program(random, 20), channel);
      Set<Long> two =
          fingerprints(program(random, 30) + exactlyT + "\n" + program(random, 5), channel);
      one.retainAll(two);
      assertTrue(!one.isEmpty(), "seed " + seed);
    }
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void everyIndexedFingerprintIsAmongAllHashes(Channel channel) {
    String text = program(new Random(8), 80);
    Tokens tokens = fingerprinter.tokenize(new SourceText(text, Language.C, "test"));
    int grams = tokens.size() - FingerprintFormat.parameters(channel).k() + 1;
    Set<Long> all = new HashSet<>();
    for (long hash : Arrays.copyOf(fingerprinter.allHashes(tokens, channel), grams)) {
      all.add(hash);
    }
    Set<Long> winnowed = fingerprints(text, channel);
    assertTrue(all.containsAll(winnowed));
    assertTrue(winnowed.size() < all.size() / 2);
  }

  @ParameterizedTest
  @EnumSource(Channel.class)
  void theSameTextGivesTheSameArrays(Channel channel) {
    String text = program(new Random(6), 50);
    long[] first = hashes(fingerprinter, text, channel);
    // What stood in the buffers before must not count.
    hashes(fingerprinter, program(new Random(7), 90), channel);
    assertArrayEquals(first, hashes(fingerprinter, text, channel));
    long[] again = hashes(new Fingerprinter(), text, channel);
    assertArrayEquals(first, again);
    assertTrue(Arrays.stream(first).distinct().count() > 5);
  }
}
