package dev.ringfence.fingerprints.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.Delimiters;
import dev.ringfence.fingerprints.source.LanguageProfile.ImportEnd;
import dev.ringfence.fingerprints.source.LanguageProfile.Marks;
import dev.ringfence.fingerprints.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// That a profile says of its language what the grammar says.
class LanguageProfileTest {
  private final Tokenizer tokenizer = Tokenizers.create();

  private List<Integer> symbols(Language language, String text) {
    List<Integer> symbols = new ArrayList<>();
    for (int symbol : tokenizer.tokenize(new SourceText(text, language, "test")).symbolArray()) {
      symbols.add(symbol);
    }
    return symbols;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void whatOpensCommentsAndStringsHidesNames(Language language) {
    for (Delimiters pair : language.profile().comments().openings()) {
      String text = pair.open() + "one two\n" + pair.close() + "\n";

      assertFalse(symbols(language, text).contains(Alphabet.NAME), text);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void whatMarksCommentsMarksThem(Language language) {
    Marks marks = language.profile().comments().marks();
    String mark =
        switch (marks) {
          case SLASHES -> "//";
          case HASHES -> "#";
          case DASHES -> "--";
          case OTHERS -> "";
        };
    if (!mark.isEmpty()) {
      assertEquals(List.of(), symbols(language, mark + " one two\n"));
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void importsAreNoCode(Language language) {
    ImportEnd end = language.profile().imports().end();
    for (String word : language.profile().imports().words()) {
      String text = word + " one" + (end == ImportEnd.SEMICOLON ? ";\n" : "\n");

      assertEquals(List.of(), symbols(language, text), text);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void namesAreOneWhereCaseDoesNotCount(Language language) {
    Tokens tokens = tokenizer.tokenize(new SourceText("Value + value\n", language, "test"));

    assertEquals(language.ignoresCase(), tokens.spelling(0) == tokens.spelling(2));
  }
}
