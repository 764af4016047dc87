package dev.ringfence.fingerprints.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The places where the languages are hard to read, a row each in `hard-spots.txt`: the language,
/// the source, and its tokens as they are written, each with its class: i a word, n a number, s a
/// string, o an operator, d a directive, u a literal without its end, x what is unreadable.
class HardSpotsTest {
  record Spot(Language language, String source, String tokens) {
    @Override
    public String toString() {
      return language.id() + ": " + escape(source);
    }
  }

  private final Tokenizer tokenizer = Tokenizers.create();

  static Stream<Spot> spots() throws IOException {
    List<Spot> spots = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new StringReader(Sources.read("/hard-spots.txt")))) {
      String line;
      while ((line = reader.readLine()) != null) {
        if (line.isBlank() || line.startsWith("//")) {
          continue;
        }
        String[] parts = line.split("\t", 3);
        spots.add(new Spot(Language.ofId(parts[0]).orElseThrow(), unescape(parts[1]), parts[2]));
      }
    }
    return spots.stream();
  }

  @ParameterizedTest
  @MethodSource("spots")
  void isRead(Spot spot) {
    assertEquals(spot.tokens(), tokens(spot.language(), spot.source()));
  }

  private String tokens(Language language, String text) {
    RawTokens raw = tokenizer.lex(new SourceText(text, language, "spot"));
    StringBuilder tokens = new StringBuilder();
    for (int i = 0; i < raw.size(); i++) {
      char kind =
          switch (raw.tokenClass(i)) {
            case IDENTIFIER -> 'i';
            case NUMBER -> 'n';
            case STRING -> 's';
            case OPERATOR -> 'o';
            case DIRECTIVE -> 'd';
            case UNTERMINATED -> 'u';
            default -> 'x';
          };
      tokens
          .append(i == 0 ? "" : " ")
          .append(kind)
          .append(':')
          .append(escape(text.substring(raw.startOffset(i), raw.endOffset(i))).replace(' ', '_'));
    }
    return tokens.toString();
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
  }

  private static String unescape(String text) {
    return text.replace("\\\\", "\u0000")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace('\u0000', '\\');
  }

  @Test
  void encodingsOfOneTextGiveTheSameTokens() {
    String text = "x = \"d\u00e9j\u00e0\" + y\n";
    Tokens plain = tokenize(text.getBytes(StandardCharsets.UTF_8));
    assertArrayEquals(plain.symbolArray(), tokenize(bytes("\ufeff" + text)).symbolArray());
    assertSame(plain, tokenize(text.getBytes(StandardCharsets.ISO_8859_1)));
    assertSame(plain, tokenize(text.getBytes(StandardCharsets.UTF_16)));
    // NUL is a blank, as compilers take it.
    assertEquals(0, tokenize(bytes("x = 1 # \u0000\n")).errors());
    assertEquals(0, tokenize(bytes("x = \u0000 1\n")).errors());
    assertArrayEquals(
        tokenize(bytes("x =   1\n")).spellingArray(),
        tokenize(bytes("x = \u0000 1\n")).spellingArray());
  }

  @Test
  void aHeredocIsSpelledByItsText() {
    Tokens one = tokenize(Language.SHELL, "cat <<A\nhello\nA\n");
    Tokens other = tokenize(Language.SHELL, "cat <<A\nworld\nA\n");
    assertArrayEquals(one.symbolArray(), other.symbolArray());
    assertEquals(2, one.size());
    assertEquals(one.spelling(0), other.spelling(0));
    org.junit.jupiter.api.Assertions.assertNotEquals(one.spelling(1), other.spelling(1));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Tokens tokenize(byte[] bytes) {
    return tokenizer.tokenize(SourceText.ofBytes(bytes, Language.PYTHON, "bytes"));
  }

  private Tokens tokenize(Language language, String text) {
    return tokenizer.tokenize(new SourceText(text, language, "text"));
  }

  private static void assertSame(Tokens expected, Tokens actual) {
    assertArrayEquals(expected.symbolArray(), actual.symbolArray());
    assertArrayEquals(expected.spellingArray(), actual.spellingArray());
  }
}
