package dev.ringfence.scanner.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read as code in a document, what is not, and that odd documents do no harm.
@SuppressWarnings("StringConcatToTextBlock") // line ends in sight
class DocumentHunkReaderTest {
  private static final int LONGEST = 20_000;

  /// A hunk that adds some of the lines of a text.
  private static Hunk hunk(List<String> lines, int start, int end, Random random) {
    List<Boolean> added = new ArrayList<>();
    for (int i = start; i < end; i++) {
      added.add(random.nextInt(8) > 0);
    }
    return new Hunk(start + 1, lines.subList(start, end), added, 0);
  }

  private static DocumentHunkReader.Reading read(
      String path, String text, Hunk hunk, boolean whole) {
    return new DocumentHunkReader(new HunkReader(), LONGEST)
        .read(
            new FileChange(
                path,
                Optional.empty(),
                FileChange.Kind.ADDED,
                List.of(hunk),
                whole ? Optional.of(text) : Optional.empty()),
            hunk);
  }

  private static DocumentHunkReader.Reading readAll(String path, String text, boolean whole) {
    List<String> lines = text.lines().toList();
    return read(path, text, new Hunk(1, lines, Collections.nCopies(lines.size(), true), 0), whole);
  }

  private static String words(DocumentHunkReader.Reading reading) {
    StringBuilder words = new StringBuilder();
    for (HunkTokens tokens : reading.tokens()) {
      words.append(tokens.language().id()).append(':');
      for (int i = 0; i < tokens.size(); i++) {
        words.append(' ').append(tokens.line(i)).append('/').append(tokens.word(i));
      }
      words.append('\n');
    }
    return words.toString().strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.md    | 'Text.~```c~x = 1;~```~More.'                                  | c: 3/x 3/= 3/1 3/;
          a.md    | 'Text.~~~~js~x = 1;'                                           | javascript: 3/x 3/= 3/1
          a.md    | '- a~  > ```c~  > x = 1;~  > ```~x = 2;'                       | c: 3/x 3/= 3/1 3/;
          a.md    | 'x = 1;~```~x = 2;~```'                                        | ''
          a.rst   | '.. code:: c~~   x = 1;~~Text.'                                | c: 3/x 3/= 3/1 3/;
          a.html  | '<p>a<SCRIPT>x = 1;~</SCRIPT>'                                 | javascript: 1/x 1/= 1/1
          a.html  | '<script type="application/json">{}</script>'                  | ''
          a.html  | '<script~ type="text/x-c">~x = 1;'                             | c: 3/x 3/= 3/1 3/;
          a.yml   | 'a:~  - run: |~      x=$y~    name: z'                         | shell: 3/x 3/= 3/$y
          a.ipynb | '{"cells":[{"cell_type":"code","source":["x.y"]}]}'            | python: 1/x 1/. 1/y 1/
          a.ipynb | '{"source":["x;"],"cell_type":"code","language":"c"}'          | c: 1/x 1/;
          a.ipynb | '"cell_type": "code",~"source": [~"%%js\\n",~"x;"'             | javascript: 4/x
          """)
  void readsWhatADocumentCallsCode(String path, String text, String expected) {
    String document = text.replace('~', '\n').replace("\n\n\n\njs", "\n~~~js");
    assertEquals(expected, words(readAll(path, document, true)));
    assertEquals(expected, words(readAll(path, document, false)));
  }

  /// Prose and data, which no one may take for code.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "notes.txt:The matrix (see above) is singular; then return to step 3, if any.\n"
            + "For example: foo, bar, baz, and so on. It isn't clear; while it may be, do not rely on it.\n"
            + "In this case x = 1, and the function f(x) is not defined (see g(x), h(x)).\n"
            + "Use `f(a, b)` to call it, or use g(a) if a is not known.\n",
        "data.csv:name,width,height\na,1.0,2.5\nb,2.0,3.5\nc,3.0,4.5\nd,4.0,5.5\ne,5.0,6.5\nf,6.0,7.5\n",
        "a.json:{\n  \"name\": \"x\",\n  \"files\": [\"a\", \"b\"],\n  \"private\": true,\n  \"n\": 3,\n"
            + "  \"scripts\": {\"test\": \"node test.js\", \"lint\": \"eslint src\"}\n}\n",
        "poetry.lock:[[package]]\nname = \"x\"\nversion = \"1.2.3\"\noptional = false\n"
            + "files = [\n    {file = \"x.whl\", hash = \"sha256:12ab\"},\n    {file = \"y.whl\", hash = \"sha256:34cd\"},\n]\n",
        "de.po:#: lib/a.c:12\nmsgid \"Could not open %s\"\nmsgstr \"%s konnte nicht geoeffnet werden\"\n"
            + "\n#: lib/a.c:19\nmsgid \"Done\"\nmsgstr \"Fertig\"\n",
        "setup.cfg:[metadata]\nname = x\nversion = 1.0\n[options]\npackages = find:\npython_requires = >=3.9\n",
        "a.yaml:on:\n  push:\n    branches: [main]\njobs:\n  a:\n    runs-on: ubuntu\n    steps:\n"
            + "      - uses: actions/checkout@v4\n        with:\n          fetch-depth: 0\n",
        "CHANGES:Version 1.2 (2026-01-01)\n * lib: fix the build on old systems, reported by A. B.\n"
            + " * docs: mention f(x) and g(x); close #12\n * tests: run faster\n",
        "blob.txt:TG9yZW0gaXBzdW0gZG9sb3Igc2l0IGFtZXQsIGNvbnNlY3RldHVyIGFkaXBpc2NpbmcgZWxpdA==\n"
            + "c2VkIGRvIGVpdXNtb2QgdGVtcG9yIGluY2lkaWR1bnQgdXQgbGFib3JlIGV0IGRvbG9yZSBtYWdu\n"
      })
  void isSilentOnProseAndData(String sample) {
    int colon = sample.indexOf(':');
    for (boolean whole : new boolean[] {true, false}) {
      assertEquals(
          "", words(readAll(sample.substring(0, colon), sample.substring(colon + 1), whole)));
    }
  }

  /// Several lines of the part stand in one line of the file, and the text shows them there.
  @Test
  void keepsLinesAndWordsOfANotebookInOneLine() {
    String text =
        "{\"cells\":[\n{\"cell_type\":\"code\",\"source\":[\"a = f(b)\\n\",\"c = a\"]}]}\n";
    HunkTokens tokens = readAll("x.ipynb", text, true).tokens().getFirst();
    assertEquals(Language.PYTHON, tokens.language());
    assertEquals("a = f(b) c = a", tokens.text().strip());
    for (int i = 0; i < tokens.size(); i++) {
      assertEquals(2, tokens.line(i));
    }
  }

  @Test
  void namesALineOfCodeThatIsTooLongToRead() {
    String line = "if(a){return f(b);}for(i=0;i<9;i++){g(i);}".repeat(1_000);
    for (String path : List.of("x.txt", "x.html", "x.json", "x.ipynb")) {
      List<Unread> unread = readAll(path, line + "\n", false).unread();
      assertEquals(1, unread.size(), path);
      assertTrue(unread.getFirst().mayBeCode());
    }
    String data = "0.25,-1.5e3,".repeat(4_000);
    assertEquals(List.of(), readAll("x.svg", "<path d=\"" + data + "\"/>\n", true).unread());
    assertEquals(List.of(), readAll("x.json", "[" + data + "1]\n", true).unread());
  }

  private static final List<String> PIECES =
      List.of(
          "```",
          "```python\n",
          "~~~",
          "<script>",
          "</script>",
          "<![CDATA[",
          "]]>",
          "<pre>",
          "\"",
          "\\",
          "\\u00",
          "{\"cells\":[",
          "\"cell_type\":\"code\",",
          "\"source\":[",
          "]",
          "}",
          "[",
          "{",
          "run: |\n",
          "- ",
          "  ",
          "\n",
          "\r\n",
          "\r",
          ">>> ",
          "... ",
          "/*",
          "*/",
          "\"\"\"",
          "'''",
          "#",
          "x = f(y[1]);\n",
          "if (a) {\n",
          "def f(x):\n",
          "    return x\n",
          "the quick brown fox\n",
          "&lt;",
          "&#10;",
          "&",
          "<",
          ">",
          "\u2028",
          "\u0000",
          ".. code:: c\n\n",
          "#+BEGIN_SRC c\n",
          "[source,c]\n----\n",
          "\\begin{lstlisting}\n",
          "%%bash\\n",
          "$x");

  /// Whatever a document holds: nothing is thrown, and each token stands on an added line.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.ipynb", "a.html", "a.svg", "a.md", "a.rst", "a.yml", "a.json", "a.txt", "tool", "a.c.txt"
      })
  void readsAnything(String path) {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      String text =
          random
              .ints(1 + random.nextInt(60), 0, PIECES.size())
              .mapToObj(PIECES::get)
              .collect(Collectors.joining());
      List<String> lines = List.of(text.split("\n", -1));
      int start = random.nextInt(lines.size());
      int end = start + 1 + random.nextInt(lines.size() - start);
      Hunk hunk = hunk(lines, start, end, random);
      for (boolean whole : new boolean[] {true, false}) {
        for (HunkTokens tokens : read(path, text, hunk, whole).tokens()) {
          for (int i = 0; i < tokens.size(); i++) {
            assertTrue(hunk.isAdded(tokens.line(i)), "seed " + seed + ", line " + tokens.line(i));
            assertTrue(
                0 <= tokens.start(i)
                    && tokens.start(i) <= tokens.end(i)
                    && tokens.end(i) <= tokens.text().length(),
                "seed " + seed);
          }
        }
      }
    }
  }
}
