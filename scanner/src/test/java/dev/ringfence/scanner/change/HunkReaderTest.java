package dev.ringfence.scanner.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HunkReaderTest {
  /// A hunk of lines marked `+` or ` `.
  private static Hunk hunk(int firstLine, String... lines) {
    List<String> text = new ArrayList<>();
    List<Boolean> added = new ArrayList<>();
    for (String line : lines) {
      text.add(line.substring(1));
      added.add(line.charAt(0) == '+');
    }
    return new Hunk(firstLine, text, added, 0);
  }

  private static HunkTokens read(Language language, Optional<String> file, Hunk hunk) {
    return new HunkReader()
        .read(
            new FileChange("x", Optional.empty(), FileChange.Kind.MODIFIED, List.of(hunk), file),
            hunk,
            language);
  }

  private static String words(Language language, Optional<String> file, Hunk hunk) {
    HunkTokens tokens = read(language, file, hunk);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      out.append(tokens.line(i)).append(':').append(tokens.word(i)).append(' ');
    }
    return out.toString().trim();
  }

  /// What one file was read as is no matter of another with the same text.
  @Test
  void equalTextInTwoLanguagesIsReadAsEach() {
    String text = "x = a // b\ny = '#' + c\nz = 1  # d\n";
    Hunk hunk = hunk(1, "+x = a // b", "+y = '#' + c", "+z = 1  # d");
    List<Language> languages = List.of(Language.C, Language.PYTHON, Language.RUBY, Language.C);
    HunkReader reader = new HunkReader();
    for (Language language : languages) {
      FileChange file =
          new FileChange(
              "x", Optional.empty(), FileChange.Kind.ADDED, List.of(hunk), Optional.of(text));
      assertEquals(
          read(language, Optional.of(text), hunk),
          reader.read(file, hunk, language),
          "" + language);
    }
    assertFalse(
        read(Language.C, Optional.of(text), hunk)
            .equals(read(Language.PYTHON, Optional.of(text), hunk)));
  }

  @Test
  void takesTheAddedLinesAlone() {
    assertEquals(
        "8:b 8:= 8:1 8:;",
        words(Language.C, Optional.empty(), hunk(7, " a = 0;", "+b = 1;", " c = 2;")));
  }

  @Test
  void readsAHunkThatBeginsInsideAComment() {
    assertEquals(
        "3:x 3:= 3:1 3:;",
        words(
            Language.C,
            Optional.empty(),
            hunk(1, "+ * doesn't end here, it's", "+ */", "+x = 1;")));
  }

  @Test
  void readsAHunkThatBeginsInsideADocumentationString() {
    assertEquals(
        "4:if 4:salt 4:: 4:x 4:= 4:1",
        words(
                Language.PYTHON,
                Optional.empty(),
                hunk(
                    1,
                    "+:param str salt: the salt to use",
                    "+    (must be long)",
                    "+\"\"\"",
                    "+if salt: x = 1"))
            .replaceAll(" \\d+:$", ""));
  }

  /// Lines pasted from the middle of a documentation string: its end opens a string of its own.
  @Test
  void readsCodeBehindTheEndOfATornDocumentationString() {
    String words =
        words(
            Language.PYTHON,
            Optional.empty(),
            hunk(
                1,
                "+total = count(items)",
                "+    Returns the fingerprint of the host key, or None if",
                "+    the key is not among those of the server.",
                "+    \"\"\"",
                "+    if self.valid and key in self.known:",
                "+        return [self.known[key], self.salt]",
                "+    return None"));
    assertTrue(words.contains("5:if 5:self 5:."), words);
    assertTrue(words.contains("7:return 7:None"), words);
    assertFalse(words.contains("2:"), words);
    assertFalse(words.contains("3:"), words);
    assertTrue(words.startsWith("1:total 1:= 1:count 1:("), words);
  }

  @Test
  void leavesExamplesInADocumentationStringAlone() {
    String words =
        words(
            Language.PYTHON,
            Optional.empty(),
            hunk(
                1,
                "+def double(x):",
                "+    \"\"\"Twice as much.",
                "+",
                "+    >>> double([1, 2, 3])",
                "+    [2, 4, 6]",
                "+    >>> double({1: [2, 3], 4: (5, 6)})",
                "+    {2: [4, 6], 8: (10, 12)}",
                "+    \"\"\"",
                "+    return [double(each) for each in x]"));
    assertFalse(words.matches("(?s).*[2-8]:.*"), words);
    assertTrue(words.contains("9:return 9:["), words);
  }

  /// Code pasted into a documentation string, or commented out, is a copy all the same.
  @Test
  void readsCodeInADocumentationString() {
    Hunk hunk =
        hunk(
            1,
            "+def rank(self):",
            "+    \"\"\"Returns the rank of the array, as a number.",
            "+",
            "+    >>> rank(zeros(3, 4))",
            "+    2",
            "+        if flag == Kind.INNER:",
            "+            path = self.inner_path",
            "+        else:",
            "+            path = self.outer_path",
            "+        if path: self.view.expand_to(path)",
            "+    These are the words of the author.",
            "+    \"\"\"",
            "+    return self._rank");
    String expected =
        "1:def 1:rank 1:( 1:self 1:) 1:: 6:if 6:flag 6:== 6:Kind 6:. 6:INNER 6::"
            + " 7:path 7:= 7:self 7:. 7:inner_path 7: 8:else 8:: 9:path 9:= 9:self 9:. 9:outer_path 9:"
            + " 10:if 10:path 10:: 10:self 10:. 10:view 10:. 10:expand_to 10:( 10:path 10:) 10:"
            + " 13:return 13:self 13:. 13:_rank 13:";
    assertEquals(expected, words(Language.PYTHON, Optional.empty(), hunk));
    for (String lineEnd : List.of("\n", "\r\n")) {
      String file = String.join(lineEnd, hunk.lines()) + lineEnd;
      assertEquals(expected, words(Language.PYTHON, Optional.of(file), hunk));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "c | // for (i = 0; i < n; i++) { | // sum += a[i] * b[i]; | // seen[i] = sum > limit; | // } | 36",
        "c | /* for (i = 0; i < n; i++) { | * sum += a[i] * b[i]; | * seen[i] = sum > limit; | } */ | 36",
        "python | # for i in range(n): | #     total += a[i] * b[i] | #     seen[i] = total > limit | #"
            + " done(total, seen) | 36",
        // Three lines, prose, a table, markup, prompts, items, directives.
        "c | // for (i = 0; i < n; i++) { | // sum += a[i] * b[i]; | // seen[i] = sum > limit; } | x = 1; | 4",
        "c | // Returns the sum (of a and b) and more, | // so that it's (nearly) equal to the mean; |"
            + " // see mean(a) for it, or the manual, | // which tells more about both of them; | 0",
        "c | /* +---+------+ | * / a = (b) / c = [d] / | * / e = (f) / g = [h] / | +---+ */ | 0",
        "java | /* &lt;element name=(\"a\"); | * &lt;element name=(\"b\"); | * <p a=(\"b\")> | *"
            + " @param x = (y) */ | 0",
        "python | # >>> a(b, c) == [d] | # >>> e(f, g) == [h] | # - i(j, k) == [l] | # [1, 2, 3, (4, 5)] | 0",
        "c | #include <a.h> | #include <b.h> | #include <c/d.h> | #include <e/f.h> | 0",
      })
  void readsCommentedCode(
      String language, String one, String two, String three, String four, int tokens) {
    Hunk hunk = hunk(1, "+" + one, "+" + two, "+" + three, "+" + four);
    Optional<String> file = Optional.of(String.join("\n", hunk.lines()) + "\n");
    HunkTokens read = read(Language.ofId(language).orElseThrow(), file, hunk);
    assertEquals(tokens, read.size());
    for (int i = 1; i < read.size(); i++) {
      assertTrue(read.line(i) >= read.line(i - 1));
      assertTrue(read.start(i) <= read.end(i) && read.end(i) <= read.text().length());
      // Reports show the text beside the origin's, by line.
      if (read.start(i) < read.end(i)) {
        assertTrue(hunk.lines().get(read.line(i) - 1).contains(read.word(i)), read.word(i));
        assertEquals(
            read.line(i) - read.line(0),
            lineAt(read.text(), read.start(i)) - lineAt(read.text(), read.start(0)));
      }
    }
  }

  @Test
  void readsTheWholeFileWhereItIsAtHand() {
    String file = "/* a comment\n   that holds b = 1;\n*/\nint c;\n";
    assertEquals(
        "4:int 4:c 4:;",
        words(Language.C, Optional.of(file), hunk(2, "+   that holds b = 1;", " */", "+int c;")));
  }

  private static String prose(Language language, Optional<String> file, Hunk hunk) {
    Prose prose = read(language, file, hunk).prose();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < prose.size(); i++) {
      out.append(prose.line(i)).append(':').append(prose.word(i)).append(' ');
    }
    return out.toString().trim();
  }

  @Test
  void proseIsWhatIsInNoToken() {
    // Added lines alone; the end of a comment whose beginning is not in the hunk counts too.
    assertEquals(
        "9:doesn 9:end 9:here 11:one 11:more",
        prose(
            Language.C,
            Optional.empty(),
            hunk(
                8,
                " * no word of this",
                "+ * doesn't end here",
                "+ */",
                "+call(\"a string\"); /* one more */ name = 1;")));
    assertEquals(
        "3:torn 3:text 6:and 6:so 6:on",
        prose(
            Language.PYTHON,
            Optional.empty(),
            hunk(
                3,
                "+    torn text",
                "+    \"\"\"",
                "+    if salt is None: salt = os.urandom(16)",
                "+    # and so on")));
    // In a whole file, a string over several lines stays a string.
    String file = "a = 1\nb = f(\"\"\"one two\nthree\"\"\")  # four five\n";
    assertEquals(
        "3:four 3:five",
        prose(
            Language.PYTHON,
            Optional.of(file),
            hunk(2, "+b = f(\"\"\"one two", "+three\"\"\")  # four five")));
  }

  /// Lines from the middle of a documentation string that show neither of its marks.
  @Test
  void proseOfADocumentationStringIsNoCode() {
    Hunk hunk =
        hunk(
            5,
            "+    The p-value is calculated by counting the elements of the null",
            "+    distribution that are as extreme or more extreme than the observed",
            "+    value = observed(1)");
    assertEquals(
        "7:value 7:= 7:observed 7:( 7:1 7:) 7:", words(Language.PYTHON, Optional.empty(), hunk));
    assertTrue(prose(Language.PYTHON, Optional.empty(), hunk).startsWith("5:the 5:value 5:is"));
    assertEquals(
        "7:value 7:= 7:observed 7:( 7:1 7:) 7:", words(Language.CYTHON, Optional.empty(), hunk));
    // Python 2 puts names side by side, once.
    assertEquals(
        "1:print 1:total 1:", words(Language.PYTHON, Optional.empty(), hunk(1, "+print total")));
  }

  /// Cython puts a type before a name, several times on a line.
  @Test
  void declarationsOfCythonAreNoProse() {
    for (String line :
        List.of(
            "def total(Matrix left, Vector right):",
            "cdef readonly Matrix left",
            "cpdef Matrix scaled(self, Matrix left, scalar_t factor, Options how) except *:")) {
      String words = words(Language.CYTHON, Optional.empty(), hunk(1, "+" + line));
      assertTrue(words.contains("1:Matrix 1:"), words);
      assertEquals(words(Language.CYTHON, Optional.of(line + "\n"), hunk(1, "+" + line)), words);
    }
  }

  /// An opening that takes a line of its own must not push the hunk down by one.
  @Test
  void aHunkThatBeginsInsideARubyCommentKeepsItsLines() {
    Hunk hunk = hunk(1, "+this isn't code, it says", "+=end", "+x = 1");
    assertEquals("3:x 3:= 3:1 3:", words(Language.RUBY, Optional.empty(), hunk));
    assertEquals(
        "1:this 1:isn 1:code 1:it 1:says 2:end", prose(Language.RUBY, Optional.empty(), hunk));
  }

  private static long lineAt(String text, int offset) {
    return text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  /// One reader reads many files of a change: equal texts in two languages are two readings.
  @Test
  void readsEqualTextsByTheirLanguage() {
    String text = "#define a 1\nb = 'c'; // d\n# e f g\nh = i\n";
    Hunk hunk = hunk(1, "+#define a 1", "+b = 'c'; // d", "+# e f g", "+h = i");
    HunkReader reader = new HunkReader();
    for (Language language :
        List.of(Language.C, Language.PYTHON, Language.C, Language.SHELL, Language.PYTHON)) {
      FileChange file =
          new FileChange(
              "x", Optional.empty(), FileChange.Kind.ADDED, List.of(hunk), Optional.of(text));
      assertEquals(
          read(language, Optional.of(text), hunk),
          reader.read(file, hunk, language),
          language.id());
    }
  }

  /// A lone CR ends no line, so that no count of them moves code out of its hunk.
  @ParameterizedTest
  @CsvSource({"C", "PYTHON", "JAVA"})
  void loneCarriageReturnsShiftNoLines(Language language) {
    String mark = language == Language.PYTHON ? "#" : "//";
    Hunk hunk = hunk(1, "+" + mark + ("\r" + mark).repeat(300), "+a = 1;", "+b = 2;");
    String text = String.join("\n", hunk.lines()) + "\n";
    for (Optional<String> file : List.of(Optional.<String>empty(), Optional.of(text))) {
      String words = words(language, file, hunk);
      assertTrue(words.contains("2:a 2:= 2:1"), words);
      assertTrue(words.contains("3:b 3:= 3:2"), words);
    }
    Hunk old = hunk(1, "+a = 1;\rb = 2;\r");
    assertTrue(words(language, Optional.empty(), old).contains("1:b 1:= 1:2"));
  }

  @ParameterizedTest
  @CsvSource({">>>, ...", "In [1]:, '   ...:'", ">, +", "julia>, julia>", "$, >"})
  void readsCodeBehindPrompts(String prompt, String further) {
    List<String> code = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      plain.add("+value" + i + " = (other" + i + " + 1)");
      code.add("+" + (i % 3 == 0 ? prompt : further) + " " + plain.getLast().substring(1));
    }
    for (Language language : List.of(Language.PYTHON, Language.JULIA, Language.R)) {
      Hunk with = hunk(1, code.toArray(String[]::new));
      Hunk without = hunk(1, plain.toArray(String[]::new));
      HunkTokens expected = read(language, Optional.empty(), without);
      assertEquals(expected, read(language, Optional.empty(), with));
      String text = String.join("\n", with.lines()) + "\n";
      assertEquals(expected, read(language, Optional.of(text), with));
    }
  }

  /// Code kept as strings, one a line.
  @Test
  void readsCodeInATableOfStrings() {
    List<String> code =
        List.of(
            "int sum(int *a, int n) {",
            "  int total = 0;",
            "  for (int i = 0; i < n; i++) {",
            "    total += a[i] * a[i];",
            "    if (total > LIMIT) {",
            "      return -1;",
            "    }",
            "    note(\"so\", total);",
            "  }",
            "  return total;",
            "}");
    List<String> lines = new ArrayList<>(List.of("+const char *code[] = {"));
    code.forEach(line -> lines.add("+  \"" + line.replace("\"", "\\\"") + "\\n\","));
    lines.add("+};");
    Hunk hunk = hunk(1, lines.toArray(String[]::new));
    String text = String.join("\n", hunk.lines()) + "\n";
    for (Optional<String> file : List.of(Optional.<String>empty(), Optional.of(text))) {
      String words = words(Language.C, file, hunk);
      assertTrue(words.contains("5:total 5:+= 5:a 5:[ 5:i 5:] 5:* 5:a"), words);
      assertTrue(words.contains("9:note 9:( 9:\"so"), words);
    }
    // A table of single expressions is read as strings.
    List<String> table = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      table.add("+  \"a" + i + " == (b + c)\",");
    }
    HunkTokens read = read(Language.C, Optional.empty(), hunk(1, table.toArray(String[]::new)));
    assertEquals(24, read.size());
  }
}
