package dev.ringfence.fingerprints.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommentReaderTest {
  private static String words(Language language, String text) {
    Prose prose =
        new CommentReader(Tokenizers.create()).read(new SourceText(text, language, "test"));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < prose.size(); i++) {
      out.append(prose.line(i)).append(':').append(prose.word(i)).append(' ');
    }
    return out.toString().trim();
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(Language.C, "int a; // The Rest\nint b;", "1:the 1:rest"),
        Arguments.of(Language.C, "/* one\n * two-three */ int a;", "1:one 2:two 2:three"),
        Arguments.of(Language.C, "int a; /* one\r\ntwo */", "1:one 2:two"),
        // Single letters and digits are no words; a string is no comment.
        Arguments.of(Language.C, "f(\"no comment\"); // a 12 b2 to x", "1:to"),
        Arguments.of(
            Language.PYTHON,
            "def f(a):\n  \"\"\"What it\n  does.\"\"\"\n  return a  # why so\n",
            "2:what 2:it 3:does 4:why 4:so"),
        Arguments.of(Language.PYTHON, "x = \"\"\"no\ndocumentation\"\"\"\n", ""),
        Arguments.of(Language.PYTHON, "  r'''Raw\ntext'''\n", "1:raw 2:text"),
        Arguments.of(Language.JAVA, "/** Größe {@code x1}. */ int a;", "1:größe 1:code"),
        Arguments.of(Language.GO, "// Alpha beta\npackage p\n\n// gamma", "1:alpha 1:beta 4:gamma"),
        Arguments.of(
            Language.RUST,
            "/* a /* nested one */ still in */ fn x() {}",
            "1:nested 1:one 1:still 1:in"),
        // What speaks of licenses goes, up to the next token, and nothing else.
        Arguments.of(
            Language.C,
            "/* Copyright 2020 Somebody\n * You may redistribute it. */\nint a; // but not this",
            "3:but 3:not 3:this"),
        Arguments.of(Language.C, "", ""),
        Arguments.of(Language.C, "/* never closed", "1:never 1:closed"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsCommentsAndDocumentationAlone(Language language, String text, String expected) {
    assertEquals(expected, words(language, text));
  }

  /// Any text gives words whose lines ascend and lie in it.
  @Test
  void readsAnything() {
    Random random = new Random(20261126);
    String alphabet = "ab c\n\r/*#\"'`\\{}();é\u4e2d\ud83d";
    Language[] languages = Language.values();
    for (int round = 0; round < 4000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(120); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Language language = languages[random.nextInt(languages.length)];
      Prose prose =
          new CommentReader(Tokenizers.create())
              .read(new SourceText(text.toString(), language, "test"));
      int last = 1;
      for (int i = 0; i < prose.size(); i++) {
        assertTrue(prose.line(i) >= last, text.toString());
        assertTrue(text.toString().toLowerCase(java.util.Locale.ROOT).contains(prose.word(i)));
        last = prose.line(i);
      }
    }
  }
}
