package dev.ringfence.fingerprints.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.antlr.AntlrTokenizer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// White space and escapes that compilers take, outside of ASCII: code written with them has the
/// tokens of its plain twin.
class OddCharactersTest {
  private final Tokenizer tokenizer = Tokenizers.create();
  private final Tokenizer interpreted = new AntlrTokenizer();

  private Tokens tokens(Language language, String text) {
    Tokens tokens = tokenizer.tokenize(new SourceText(text, language, "x"));
    Tokens same = interpreted.tokenize(new SourceText(text, language, "x"));
    assertArrayEquals(same.spellingArray(), tokens.spellingArray());
    for (int i = 0; i < tokens.size(); i++) {
      assertEquals(same.start(i), tokens.start(i));
      assertEquals(same.end(i), tokens.end(i));
    }
    return tokens;
  }

  private void assertSame(Language language, String plain, String odd) {
    assertArrayEquals(
        tokens(language, plain).symbolArray(), tokens(language, odd).symbolArray(), odd);
    assertArrayEquals(
        tokens(language, plain).spellingArray(), tokens(language, odd).spellingArray(), odd);
  }

  static Stream<Arguments> blanks() {
    return Stream.of(Language.values())
        .filter(language ->
            switch (language) {
              // Columns, or a blank that tells a string from an operator, or all but ASCII is
              // letters.
              case FORTRAN, FORTRAN_FIXED, MATLAB, RUBY, PERL, PHP, SHELL -> false;
              default -> true;
            })
        .flatMap(language ->
            "\0\u001a\u0085\u00a0\u1680\u2000\u2003\u200a\u200b\u200e\u200f\u202f\u205f\u2060\u3000\ufeff"
                .chars()
                // To Scala it ends a line.
                .filter(c -> c != 0x1a || language != Language.SCALA)
                .mapToObj(c -> Arguments.of(language, (char) c)));
  }

  /// Lexers take all of Unicode for letters.
  private static boolean isLetter(char c) {
    return c >= 0x80 || Character.isJavaIdentifierPart(c);
  }

  @ParameterizedTest
  @MethodSource("blanks")
  void readsEveryBlankAlike(Language language, char blank) {
    String text = Sources.sample(language);
    RawTokens raw = tokenizer.lex(new SourceText(text, language, "x"));
    StringBuilder odd = new StringBuilder(text);
    for (int i = 1; i < raw.size(); i++) {
      int gap = raw.endOffset(i - 1);
      // Formats inside of a word are a part of it.
      boolean words =
          Character.getType(blank) == Character.FORMAT
              && isLetter(text.charAt(gap - 1))
              && gap + 1 < text.length()
              && isLetter(text.charAt(gap + 1));
      if (raw.startOffset(i) == gap + 1 && text.charAt(gap) == ' ' && !words) {
        odd.setCharAt(gap, blank);
      }
    }
    assertSame(language, text, odd.toString());
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void spellsStringsAsTheyAreWritten(Language language) {
    Tokens with = tokens(language, "f(\"a\u3000b\u200bc\")\n");
    Tokens without = tokens(language, "f(\"a b c\")\n");
    assertArrayEquals(without.symbolArray(), with.symbolArray());
    assertTrue(
        !java.util.Arrays.equals(without.spellingArray(), with.spellingArray())
            || language == Language.MATLAB);
  }

  @Test
  void readsJavaInEscapes() {
    String text = Sources.sample(Language.JAVA);
    for (String open : new String[] {"\\u", "\\uuu"}) {
      StringBuilder escaped = new StringBuilder();
      text.chars().forEach(c -> escaped.append(open).append(String.format("%04x", c)));
      Tokens plain = tokens(Language.JAVA, text);
      Tokens odd = tokens(Language.JAVA, escaped.toString());
      assertArrayEquals(plain.symbolArray(), odd.symbolArray());
      int width = open.length() + 4;
      for (int i = 0; i < plain.size(); i++) {
        assertEquals(plain.start(i) * width, odd.start(i));
        assertEquals(plain.end(i) * width, odd.end(i));
        // Strings are spelled as they are written.
        if (plain.symbol(i) != Alphabet.STRING) {
          assertEquals(plain.spelling(i), odd.spelling(i));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JAVA | int a = 1; | // \\u000aint a = 1;",
        "JAVA | int a = 1; | /* \\u002a\\u002f int a = 1;",
        "JAVA | f(); g(\"x\"); | f(); g(\"x\\u0022); // \"",
        "JAVA | int a = 1; | \\u0069nt a = \\u0031\\u003b",
        "JAVA | f(\"\\\\u0041\"); | f(\"\\\\u0041\"); // \\\\u000a g();",
        "JAVASCRIPT | const foo = bar; | const \\u0066oo = b\\u{61}r;",
        "JAVASCRIPT | f('\\u0027'); g(); | f('\\u0027');g();",
        "JAVASCRIPT | a = b; | a = b; // \\u000a c",
        "C | int foo = bar; | int f\\u006fo = b\\U00000061r;",
        "CPP | int foo = bar; | int f\\u{6f}o = bar;",
        "CSHARP | int foo = 1; | int f\\u006fo = 1;",
        "SCALA | val foo = 1 | val f\\u006fo = 1",
        "PYTHON | a = '\\u0041' | a  =  '\\u0041'",
      })
  void readsEscapesOfNames(Language language, String plain, String odd) {
    assertSame(language, plain, odd);
  }

  @Test
  void endsCommentsWhereTheLanguageDoes() {
    assertSame(Language.CSHARP, "int a;", "//\u2028int a;");
    assertSame(Language.CSHARP, "int a;", "//\u0085int a;");
    assertSame(Language.JAVASCRIPT, "let a;", "//\u2029let a;");
    assertSame(Language.SCALA, "val a = 1", "//\fval a = 1");
    assertSame(Language.HASKELL, "a = 1", "--\fa = 1");
    assertSame(Language.PYTHON, "a = 1\n", "#\ra = 1\n");
    assertEquals(0, tokens(Language.RUST, "//\u2028let a;").size());
  }

  /// To PHP all that is not ASCII is a letter.
  @Test
  void readsBlanksInNamesOfPhpAsLetters() {
    for (String blank : new String[] {"\u00a0", "\u3000", "\u2028", "\ufeff"}) {
      assertArrayEquals(
          tokens(Language.PHP, "<?php $fo = $ba;").symbolArray(),
          tokens(Language.PHP, "<?php $f" + blank + "o = $b" + blank + "a;").symbolArray());
    }
  }

  @Test
  void keepsFormatsInsideOfWords() {
    assertEquals(
        tokens(Language.JAVA, "int fo = 1;").size(),
        tokens(Language.JAVA, "int f\u200bo = 1;").size());
  }
}
