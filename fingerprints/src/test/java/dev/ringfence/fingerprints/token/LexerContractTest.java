package dev.ringfence.fingerprints.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.antlr.AntlrTokenizer;
import dev.ringfence.fingerprints.token.table.TableTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every lexer keeps, whatever its input.
class LexerContractTest {
  private final Tokenizer tokenizer = Tokenizers.create();
  private final Tokenizer interpreted = new AntlrTokenizer();

  private void assertContract(String text, Language language, String what) {
    RawTokens raw = tokenizer.lex(new SourceText(text, language, what));
    assertSame(interpreted.lex(new SourceText(text, language, what)), raw, what);
    StringBuilder rebuilt = new StringBuilder();
    int end = 0;
    for (int i = 0; i < raw.size(); i++) {
      assertTrue(raw.startOffset(i) >= end, () -> what + ": tokens overlap");
      assertTrue(raw.endOffset(i) > raw.startOffset(i), () -> what + ": empty token");
      rebuilt.append(text, end, raw.startOffset(i));
      rebuilt.append(text, raw.startOffset(i), raw.endOffset(i));
      end = raw.endOffset(i);
    }
    rebuilt.append(text, end, text.length());
    assertEquals(text, rebuilt.toString(), what);
    Tokens tokens = tokenizer.tokenize(new SourceText(text, language, what));
    for (int i = 0; i < tokens.size(); i++) {
      assertTrue(tokens.end(i) <= text.length());
      assertTrue(i == 0 || tokens.start(i) >= tokens.start(i - 1), what);
      assertTrue(tokens.symbol(i) >= 0 && tokens.symbol(i) < Alphabet.size(), what);
    }
  }

  private static void assertSame(RawTokens expected, RawTokens actual, String what) {
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      int token = i;
      assertEquals(expected.tokenClass(i), actual.tokenClass(i), () -> what + ": token " + token);
      assertEquals(expected.startOffset(i), actual.startOffset(i), () -> what + ": token " + token);
      assertEquals(expected.endOffset(i), actual.endOffset(i), () -> what + ": token " + token);
    }
    assertEquals(expected.size(), actual.size(), what);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void isCompiled(Language language) {
    assertTrue(TableTokenizer.table(language).isPresent());
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void readsItsSampleWithoutError(Language language) {
    String text = Sources.sample(language);
    assertContract(text, language, language.id());
    Tokens tokens = tokenizer.tokenize(new SourceText(text, language, "sample"));
    assertEquals(0, tokens.errors(), "unreadable tokens");
    assertTrue(tokens.size() > 100, "the sample is too small to say anything");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void tokenizesItsSampleAsTheGoldenSays(Language language) throws IOException {
    String text = Sources.sample(language);
    Tokens tokens = tokenizer.tokenize(new SourceText(text, language, "sample"));
    StringBuilder dump = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      String word = text.substring(tokens.start(i), tokens.end(i));
      dump.append(Alphabet.spelling(tokens.symbol(i)))
          .append('\t')
          .append(word.replace("\\", "\\\\").replace("\n", "\\n"))
          .append('\n');
    }
    Path golden = Path.of("src/test/resources/goldens", language.id() + ".tokens");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, dump);
    }
    assertEquals(Files.readString(golden), dump.toString());
  }

  @Test
  void hasNoGoldenWithoutALanguage() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/goldens"))) {
      files.forEach(file -> {
        String name = String.valueOf(file.getFileName()).replace(".tokens", "");
        assertTrue(Language.ofId(name).isPresent(), "orphan " + file);
      });
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void readsAnyPieceOfItsSample(Language language) {
    String text = Sources.sample(language);
    Random random = new Random(17);
    for (int round = 0; round < 300; round++) {
      int start = random.nextInt(text.length());
      int end = start + random.nextInt(text.length() - start);
      assertContract(text.substring(start, end), language, language + " piece " + round);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void readsAnyNoise(Language language) {
    Random random = new Random(23);
    String biting = "\"'`/*\\#{}()[]$<>\n\r\t \u0000\u00e9\ud83d\ude00\ud800rRfbuL0x1e+-.;:%@!=&|";
    for (int round = 0; round < 400; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(120);
      for (int i = 0; i < length; i++) {
        text.append(
            random.nextInt(4) == 0
                ? (char) random.nextInt(0x10000)
                : biting.charAt(random.nextInt(biting.length())));
      }
      assertContract(text.toString(), language, language + " noise " + round);
    }
  }

  /// Nothing but openings of strings and comments that never close: the compiled lexers go over to
  /// their careful loop, and still read what the interpreted ones do.
  @ParameterizedTest
  @EnumSource(Language.class)
  void readsOpeningsThatNeverClose(Language language) {
    for (String opening :
        new String[] {
          "R\"(",
          "R\"a(",
          "r#\"",
          "{|",
          "{a|",
          "r\"(",
          "[===[",
          "@\"",
          "\"\"\"",
          "/*",
          "f\"{",
          "##\"",
          "q(",
          "<<A\n",
          "x [===[ \"a\" "
        }) {
      assertContract(
          opening.repeat(2_400 / opening.length()) + " ]===] |} a",
          language,
          language + " " + opening);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void readsDeepNesting(Language language) {
    String deep = "{([".repeat(30_000) + "`${".repeat(20_000) + "/*".repeat(20_000);
    assertContract(deep, language, language + " deep");
    assertContract("}])".repeat(30_000), language, language + " closing");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void readsAllLineEndsAlike(Language language) {
    String text = Sources.sample(language);
    Tokens lf = tokenizer.tokenize(new SourceText(text, language, "lf"));
    Tokens crlf = tokenizer.tokenize(new SourceText(text.replace("\n", "\r\n"), language, "crlf"));
    assertArrayEquals(lf.symbolArray(), crlf.symbolArray());
  }

  @ParameterizedTest
  @EnumSource(
      value = Language.class,
      names = {"JAVA", "JAVASCRIPT", "GO", "RUST"})
  void readsALoneCarriageReturnAsALineEnd(Language language) {
    String text = Sources.sample(language);
    Tokens lf = tokenizer.tokenize(new SourceText(text, language, "lf"));
    Tokens cr = tokenizer.tokenize(new SourceText(text.replace('\n', '\r'), language, "cr"));
    assertArrayEquals(lf.symbolArray(), cr.symbolArray());
  }
}
