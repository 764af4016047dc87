package dev.ringfence.scanner.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodeMetricsTest {
  /// Counted by hand: cyclomatic, cognitive, nesting.
  static Stream<Arguments> counted() {
    String branches =
        """
        int f(int a, int b) {
          if (a > 0 && b > 0) {
            for (int i = 0; i < a; i++) {
              if (i == b) return 1;
            }
          } else if (a < 0) {
            while (a++) b--;
          } else {
            b = a ? 1 : 2;
          }
          return b;
        }
        """;
    // if 1, && 1, for 2, if 3, else-if 1, while 2, else 1, ?: 2
    String choice =
        """
        int g(int a) {
          do { a--; } while (a > 3 || a == 1);
          switch (a) {
            case 1: return 1;
            case 2: case 3: return 2;
            default: return 0;
          }
        }
        """;
    return Stream.of(
        Arguments.of(Language.C, branches, 8, 13, 3),
        Arguments.of(Language.CPP, branches, 8, 13, 3),
        Arguments.of(
            Language.JAVA, "class X { " + branches.replace("(a++)", "(a++ > 0)") + "}", 8, 13, 3),
        Arguments.of(Language.C, choice, 6, 3, 1),
        Arguments.of(Language.JAVA, "class X { " + choice + "}", 6, 3, 1),
        Arguments.of(Language.C, "int h(int n) { return n ? h(n - 1) : 0; }", 2, 1, 1),
        Arguments.of(Language.OPENCL, "int h(int n) { return n ? h(n - 1) : 0; }", 2, 1, 1),
        Arguments.of(Language.C, "int h(int n) {\n  return n ? h(n - 1) : 0;\n}", 2, 2, 1),
        Arguments.of(Language.C, "void e(void) { a = b && c || d && e; }", 4, 3, 0),
        Arguments.of(Language.C, "void e(void) { for (;;) for (;;) if (x) y(); z(); }", 4, 6, 3),
        Arguments.of(Language.C, "void e(void) { if (x) y(); else z(); if (w) v(); }", 3, 3, 1),
        Arguments.of(Language.CPP, "void T::m() { try { a(); } catch (E &e) { b(); } }", 2, 1, 1),
        Arguments.of(
            Language.GO,
            "func f(a int) int {\n\tif a > 0 && a < 3 {\n\t\tfor {\n\t\t\treturn 1\n\t\t}\n\t}\n\treturn 0\n}\n",
            4,
            4,
            2),
        Arguments.of(
            Language.PYTHON,
            """
            def f(a, b):
                '''Says what it does.'''
                if a and b:
                    for i in a:
                        if i == b:
                            return [x for x in b if x]
                elif a:
                    while a: a -= 1
                else:
                    b = 1 if a else 2
                return b
            """,
            10,
            17,
            4),
        Arguments.of(
            Language.PYTHON,
            "def f(a):\n  try:\n    g()\n  except E:\n    h()\n  return a or b or c\n",
            4,
            2,
            1),
        Arguments.of(
            Language.PYTHON,
            "def f(a):\n  match a:\n    case 1: return 2\n    case _: return 3\n",
            3,
            1,
            1));
  }

  @ParameterizedTest
  @MethodSource("counted")
  void countsAsByHand(Language language, String text, int cyclomatic, int cognitive, int nesting) {
    List<FunctionMetrics> found = CodeMetrics.of(language, text);
    assertEquals(1, found.size(), () -> found.toString());
    FunctionMetrics metrics = found.getFirst();
    assertEquals(cyclomatic, metrics.cyclomatic(), () -> "cyclomatic: " + metrics);
    assertEquals(cognitive, metrics.cognitive().orElse(-1), () -> "cognitive: " + metrics);
    assertEquals(nesting, metrics.nesting(), () -> "nesting: " + metrics);
  }

  static Stream<Arguments> risky() {
    return Stream.of(
        Arguments.of(
            Language.C, "void f(int n) { char *p = malloc(n); free(p); }", Set.of(Risk.MEMORY)),
        Arguments.of(Language.C, "int f(double x) { return x == 1.0; }", Set.of(Risk.NUMERIC)),
        Arguments.of(Language.C, "int f(double x) { return (int)x; }", Set.of(Risk.NUMERIC)),
        Arguments.of(Language.C, "int f(int x) { return x == 10; }", Set.of()),
        Arguments.of(
            Language.C, "void f(void) { pthread_mutex_lock(&m); }", Set.of(Risk.CONCURRENCY)),
        Arguments.of(Language.PYTHON, "def f(x):\n  return x == 0.5\n", Set.of(Risk.NUMERIC)),
        Arguments.of(
            Language.PYTHON,
            "def f(x):\n  with threading.Lock(): return as_strided(x)\n",
            Set.of(Risk.MEMORY, Risk.CONCURRENCY)),
        Arguments.of(
            Language.JAVA, "class X { int f(long x) { return (int) x; } }", Set.of(Risk.NUMERIC)),
        Arguments.of(
            Language.JAVA,
            "class X { void f() { synchronized (this) { g(); } } }",
            Set.of(Risk.CONCURRENCY)),
        Arguments.of(
            Language.JAVA,
            "class X { boolean f(double d) { return (1e-3) != d; } }",
            Set.of(Risk.NUMERIC)),
        Arguments.of(Language.JAVA, "class X { int f(int x) { return x + 1; } }", Set.of()));
  }

  @ParameterizedTest
  @MethodSource("risky")
  void seesRisks(Language language, String text, Set<Risk> risks) {
    assertEquals(risks, CodeMetrics.of(language, text).getFirst().risks());
  }

  @Test
  void seesDocumentation() {
    assertTrue(
        CodeMetrics.of(Language.C, "int x;\n/* Adds. */\nint f(int a) { return a; }\n")
            .getFirst()
            .documented());
    assertEquals(
        List.of(true, false),
        CodeMetrics.of(
                Language.PYTHON,
                "def f(a):\n    \"\"\"Adds.\"\"\"\n    return a\n\ndef g(a):\n    return a\n")
            .stream()
            .map(FunctionMetrics::documented)
            .toList());
    assertEquals(
        List.of(true, false),
        CodeMetrics.of(Language.JAVA, "class X {\n /** Adds. */\n void f() {}\n void g() {}\n}")
            .stream()
            .map(FunctionMetrics::documented)
            .toList());
  }

  /// A token counter for Java that does not parse must not be far from the syntax tree.
  @Test
  void tokensAgreeWithTheSyntaxTree() throws IOException {
    int functions = 0;
    int same = 0;
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source :
          sources.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        String text = Files.readString(source);
        List<FunctionMetrics> parsed = JavaMetrics.of(text).orElseThrow();
        for (FunctionMetrics byTokens : TokenMetrics.of(Language.JAVA, text)) {
          for (FunctionMetrics byTree : parsed) {
            if (byTree.function().equals(byTokens.function())) {
              functions++;
              same += byTree.cyclomatic() == byTokens.cyclomatic() ? 1 : 0;
            }
          }
        }
      }
    }
    assertTrue(functions > 300, "functions: " + functions);
    assertTrue(same > 0.85 * functions, same + " of " + functions);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void isTotalOnPiecesAndNoise(Language language) throws IOException {
    String sample =
        Files.readString(
            Path.of("../fingerprints/src/test/resources/samples", language.id() + ".txt"));
    Random random = new Random(7);
    for (int round = 0; round < 40; round++) {
      int from = random.nextInt(sample.length());
      int to = from + random.nextInt(sample.length() - from);
      StringBuilder text = new StringBuilder(sample.substring(from, to));
      for (int k = 0; k < random.nextInt(20) && !text.isEmpty(); k++) {
        text.setCharAt(
            random.nextInt(text.length()), "{}()[];:?'\"#/\n\\".charAt(random.nextInt(14)));
      }
      int lines = (int) text.toString().lines().count() + 1;
      for (FunctionMetrics metrics : CodeMetrics.of(language, text.toString())) {
        assertTrue(metrics.cyclomatic() >= 1 && metrics.nesting() >= 0, metrics.toString());
        assertTrue(metrics.cognitive().orElse(0) >= 0, metrics.toString());
        assertTrue(metrics.function().lastLine() <= lines, metrics.toString());
        assertTrue(EnumSet.allOf(Risk.class).containsAll(metrics.risks()));
      }
    }
  }
}
