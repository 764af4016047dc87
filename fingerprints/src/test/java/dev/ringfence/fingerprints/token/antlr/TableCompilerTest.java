package dev.ringfence.fingerprints.token.antlr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.RawTokens;
import dev.ringfence.fingerprints.token.TextUnits;
import dev.ringfence.fingerprints.token.table.LexerTable;
import dev.ringfence.fingerprints.token.table.TableLexer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.tool.LexerGrammar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TableCompilerTest {
  private static Lexer lexer(String rules) throws Exception {
    return new LexerGrammar("lexer grammar L; " + rules)
        .createLexerInterpreter(CharStreams.fromString(""));
  }

  private static String tokens(LexerTable.Automaton automaton, String text) {
    RawTokens raw = new RawTokens();
    TextUnits units = new TextUnits();
    units.read(text);
    new TableLexer().lex(new LexerTable(automaton), units, raw);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < raw.size(); i++) {
      out.append(text, raw.startOffset(i), raw.endOffset(i)).append('|');
    }
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "~A : {true}? 'a' ; B : 'b' ;~ ; a predicate in rule A",
        "~A : 'a' EOF ; B : 'b' ;~     ; EOF in rule A",
        "~A : 'a' -> more ; B : 'b' ;~ ; the lexer action more",
      })
  void namesWhatBreaksTheRule(String rules, String message) throws Exception {
    Lexer lexer = lexer(rules);
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> TableCompiler.compile(lexer));
    assertTrue(String.valueOf(fault.getMessage()).contains(message), fault.getMessage());
  }

  @Test
  void namesARecursiveRule() throws Exception {
    Lexer lexer = lexer("A : '(' ( A | 'x' )* ')' ; B : 'b' ;");
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> TableCompiler.compile(lexer));
    assertTrue(String.valueOf(fault.getMessage()).contains("recursive"), fault.getMessage());
  }

  @Test
  void goesBackToTheLongestTokenAndDropsWhatIsNone() throws Exception {
    LexerTable.Automaton automaton =
        TableCompiler.compile(lexer("A : 'a' ; ABCD : 'abcd' ; B : 'b' ; C : 'c' ;"));
    assertEquals("a|b|c|a|", tokens(automaton, "abca"));
    assertEquals("abcd|", tokens(automaton, "abcd"));
    assertEquals("a|b|", tokens(automaton, "?a?b?"));
    assertEquals("a|b|c|", tokens(automaton, "abc"));
  }

  @Test
  void takesTheShorterOfALazyRule() throws Exception {
    LexerTable.Automaton automaton = TableCompiler.compile(lexer("A : '<' .*? '>' ; B : . ;"));
    assertEquals("<a>|b|>|", tokens(automaton, "<a>b>"));
    assertEquals("<|a|", tokens(automaton, "<a"));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void readsBackWhatItWrote(Language language) throws IOException {
    LexerTable.Automaton automaton = TableCompiler.compile(AntlrTokenizer.newLexer(language));
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    automaton.write(first);
    ByteArrayOutputStream second = new ByteArrayOutputStream();
    LexerTable.Automaton.read(new ByteArrayInputStream(first.toByteArray())).write(second);
    assertEquals(first.size(), second.size());
    org.junit.jupiter.api.Assertions.assertArrayEquals(first.toByteArray(), second.toByteArray());
  }
}
