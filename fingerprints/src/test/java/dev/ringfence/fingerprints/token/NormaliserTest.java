package dev.ringfence.fingerprints.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.antlr.AntlrTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {
  private static String tokens(Language language, String text) {
    Tokens tokens = new AntlrTokenizer().tokenize(new SourceText(text, language, "test"));
    StringBuilder out = new StringBuilder();
    for (int symbol : tokens.symbolArray()) {
      out.append(out.isEmpty() ? "" : " ")
          .append(
              switch (symbol) {
                case Alphabet.NAME -> "n";
                case Alphabet.NUMBER -> "0";
                case Alphabet.STRING -> "s";
                default -> Alphabet.spelling(symbol);
              });
    }
    return out.toString();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "c          | a->b = 0x1fUL; // x            | n -> n = 0 ;",
        "c          | #include <a.h>\\nint a;        | int n ;",
        "c          | #  define A(x) \\\\\\n x         | #define n ( n ) n",
        "c          | #error don't\\na;              | n ;",
        "c          | L'a' u8\"b\" ~c                 | s s ~ n",
        "c          | (*p).a = (*q).b             | n -> n = n -> n",
        "c          | f(*p).a                     | n ( * n ) . n",
        "c          | i += 1; i = i - 1;          | n ++ ; n -- ;",
        "c          | f(i += 1, a.i = i + 1)      | n ( n ++ , n . n = n + 0 )",
        "c          | i += 2; i = j + 1;          | n += 0 ; n = n + 0 ;",
        "go         | (*p).a                      | n . n",
        "python     | i += 1\\ni = i + 1\\n         | n ++ ; n ++ ;",
        "cpp        | R\"x(a\"b)x\" <=> p->*q         | s <=> n ->* n",
        "cpp        | using std::x;\\nint a;         | int n ;",
        "java       | import a.b.*;\\nclass A {}     | class n { }",
        "java       | package a;\\nint b;            | int n ;",
        "java       | x = {1, 2,};                  | n = { 0 , 0 } ;",
        "python     | import os\\nx = 1\\n           | n = 0 ;",
        "python     | from a import (b,\\n c)\\nx = 1  | n = 0",
        "python     | x = [1,\\n 2]\\ny = 2\\n       | n = [ 0 , 0 ] ; n = 0 ;",
        "python     | x = 1 + \\\\\\n 2\\n           | n = 0 + 0 ;",
        "python     | if x: y\\n                    | if n : n ;",
        "python     | if x:\\n  y\\n                | if n : n ;",
        "python     | f'a' rb'''c\\nd'''            | s s",
        "go         | import (\\n\"a\"\\n)\\nfunc f() {}  | func n ( ) { }",
        "go         | a := 1;                       | n := 0",
        "javascript | import {a} from 'b'\\nlet c    | let n",
        "javascript | a = b / c / d                 | n = n / n / n",
        "javascript | a = /b[/]c/g.test(d)          | n = s . n ( n )",
        "javascript | return /a/                    | return s",
        "javascript | `a${b + `c`}d`                | s ${ n + s } s",
        "rust       | 'a' + 'b + r#\"\"\"#          | s + n + s",
        "rust       | /* a /* b */ c */ d           | n",
        "rust       | use a::{b, c};\\nfn d() {}    | fn n ( ) { }",
        "cython     | cdef int x = <int>y?          | cdef int n = < int > n ?",
      })
  void normalises(String language, String text, String expected) {
    String unescaped = text.replace("\\\\", "\u0001").replace("\\n", "\n").replace("\u0001", "\\");
    assertEquals(expected, tokens(Language.ofId(language).orElseThrow(), unescaped));
  }

  @Test
  void dropsDocumentationStrings() {
    assertEquals(
        "def n ( ) : return 0 ;",
        tokens(Language.PYTHON, "def f():\n    \"\"\"What it\n    does.\"\"\"\n    return 1\n"));
  }

  @ParameterizedTest(name = "half an import in {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "javascript | import {\\nimport { P } from 'x'\\nfunction f() {} | function n ( ) { }",
        "python     | from x import (a,\\nfrom y import b\\ndef f(): 1     | def n ( ) : 0",
        "go         | import (\\n\"x\"\\nfunc f() {}                       | func n ( ) { }",
      })
  void readsOnAfterHalfAnImport(String language, String text, String expected) {
    assertEquals(
        expected, tokens(Language.ofId(language).orElseThrow(), text.replace("\\n", "\n")));
  }

  @Test
  void givesLiteralsOfOneValueOneSpelling() {
    Tokens c = new AntlrTokenizer().tokenize(new SourceText("1000u 1'000 1000L", Language.C, "c"));
    assertEquals(c.spelling(0), c.spelling(1));
    assertEquals(c.spelling(0), c.spelling(2));
    Tokens python =
        new AntlrTokenizer()
            .tokenize(new SourceText("'a' u\"a\" \"\"\"a\"\"\"", Language.PYTHON, "p"));
    assertEquals(1, java.util.Arrays.stream(python.spellingArray()).distinct().count());
  }

  /// A text outside Latin-1 takes another way; its words have the same spellings all the same.
  @Test
  void aWordIsTheSameBesideAnyOther() {
    Tokens plain = stream("resolve_name_of(first);");
    Tokens wide = stream("/* \u4e2d */ resolve_name_of(first);");
    assertArrayEquals(plain.spellingArray(), wide.spellingArray());
    // Equal in their lower bytes.
    int one = stream("name\u4e2d").spelling(0);
    int other = stream("name\u4f2d").spelling(0);
    assertTrue(one != other);
  }

  private static Tokens stream(String text) {
    return Tokenizers.create().tokenize(new SourceText(text, Language.C, "test"));
  }
}
