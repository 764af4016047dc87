package dev.ringfence.attest.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.attest.replay.compare.Comparison;
import dev.ringfence.attest.replay.compare.TreeComparison;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pairs of trees, and how alike they are.
class TreeComparisonTest {
  private static final LocalDate DAY = LocalDate.of(2026, 2, 1);
  private static final String C =
      """
      #include <math.h>
      static int scale = 3;
      int first(int x) { return x * scale; }
      """;
  private static final String C_MERGED =
      C
          + """
          double mean(const double *values, int n) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
              sum += sqrt(values[i]);
            }
            return sum / n;
          }
          """;
  private static final String JAVA_MERGED =
      """
      package a;

      import java.util.List;

      /** Text. */
      public class A {
        private int count;

        public int first(List<String> names) {
          int length = 0;
          for (String name : names) {
            length += name.length() + count;
          }
          return length;
        }

        protected void second() {
          count++;
        }
      }
      """;

  @TempDir Path temp;

  private Comparison compare(String path, String base, String merged, String replayed)
      throws IOException {
    TestRepository repository = new TestRepository(temp.resolve("r"));
    repository.write("README.md", "x\n").write(path, base);
    String before = repository.commit(DAY);
    repository.write(path, merged);
    String one = repository.commit(DAY);
    repository.git("checkout", "--quiet", before);
    repository.write(path, replayed);
    String two = repository.commit(DAY);
    try (GitChanges git = GitChanges.open(repository.root())) {
      return TreeComparison.of(git, before, one, two);
    }
  }

  /// What may differ and what may not, in C, where tokens are compared.
  @ParameterizedTest(name = "{0}: {1} for {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "true  | sum         | total",
        "true  | values      | v",
        "true  | \"  double sum = 0;\" | \"  /* adds */\n    double  sum = 0;\"",
        "false | mean        | average",
        "false | sqrt        | fabs",
        "false | sum / n     | n / sum",
        "false | i = 0       | i = 1",
        "false | sum         | scale",
        "false | const double | double",
        "false | < n         | <= n",
      })
  void namesOfItsOwnMayDiffer(boolean equal, String from, String to) throws IOException {
    Comparison comparison =
        compare("src/a.c", C, C_MERGED, C_MERGED.replace(from.strip(), to.strip()));
    assertEquals(equal, comparison.structural(), comparison.toString());
    assertEquals(false, comparison.identical());
    assertTrue(comparison.similarity() > (equal ? 0.99 : 0.75), comparison.toString());
  }

  @Test
  void theOrderOfFunctionsMayDiffer() throws IOException {
    String one = "\nint one(int a) {\n  return a + 1;\n}\n";
    String two = "\nint two(int a) {\n  return a * 2 + one(a);\n}\n";
    assertTrue(compare("a.c", C, C + one + two, C + two + one).structural());
  }

  /// Of Java the trees are compared.
  @ParameterizedTest(name = "{0}: {1} for {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "equal     | length =      | length =",
        "equal     | /** Text. */  | /** Others. */",
        "equal     | name          | each",
        "equal     | names         | all",
        "different | count;        | number;",
        "different | length = 0    | length = 1",
        "different | first         | last",
        "different | protected     | private",
        "different | .length()     | .hashCode()",
        "unparsed  | }             | ]",
      })
  void javaIsComparedByItsTrees(String ast, String from, String to) throws IOException {
    String replayed =
        from.equals("name")
            ? JAVA_MERGED.replace("String name ", "String each ").replace("+= name.", "+= each.")
            : JAVA_MERGED.replace(from, to);
    Comparison comparison = compare("A.java", "package a;\n", JAVA_MERGED, replayed + "// end\n");
    assertEquals(ast, comparison.files().getFirst().ast().orElse(""), comparison.toString());
    assertEquals(ast.equals("equal"), comparison.structural(), comparison.toString());
  }

  @Test
  void theOrderOfMembersOfJavaMayDiffer() throws IOException {
    String second = "  protected void second() {\n    count++;\n  }\n";
    String moved =
        JAVA_MERGED.replace(second, "").replace("  private int", second + "\n  private int");
    Comparison comparison = compare("A.java", "package a;\n", JAVA_MERGED, moved);
    assertTrue(comparison.structural(), comparison.toString());
  }

  @Test
  void whatCanBeCalledIsToldApart() throws IOException {
    Comparison java =
        compare(
            "A.java",
            "package a;\n",
            JAVA_MERGED,
            JAVA_MERGED
                .replace("int first(List<String> names)", "int first(List<String> names, int from)")
                .replace("protected void second", "void second"));
    assertEquals(
        List.of("a.A.first(List<String>): int", "a.A.second(): void"), java.api().removed());
    assertEquals(List.of("a.A.first(List<String>, int): int"), java.api().added());
  }

  @Test
  void functionsOfPythonFindTheirPartners() throws IOException {
    String base = "import os\n\n\ndef keep(x):\n    return x\n";
    String merged =
        base
            + "\n\ndef run(items):\n    total = 0\n    for item in items:\n        total += item\n    return total\n"
            + "\n\ndef _hidden(a):\n    return os.path.join(a, 'x')\n";
    String replayed =
        base
            + "\n\ndef run_all(items):\n    total = 0\n    for item in items:\n        total += item\n    return total\n"
            + "\n\ndef _other(a):\n    return os.path.join(a, 'x')\n";
    Comparison comparison = compare("a.py", base, merged, replayed);
    assertEquals(2, comparison.functions().size(), comparison.toString());
    assertTrue(comparison.functions().stream().allMatch(pair -> pair.share() > 0.9));
    assertEquals(List.of("a.py: run(items)"), comparison.api().removed());
    assertEquals(List.of("a.py: run_all(items)"), comparison.api().added());
    assertEquals(false, comparison.structural());
    // A name that nobody outside knows is its own.
    String hidden = merged.replace("_hidden", "_other");
    assertTrue(new TreeComparisonTestRun(temp.resolve("second")).compare(base, merged, hidden));
  }

  /// Another repository.
  private record TreeComparisonTestRun(Path folder) {
    boolean compare(String base, String merged, String replayed) throws IOException {
      TreeComparisonTest test = new TreeComparisonTest();
      test.temp = folder;
      return test.compare("a.py", base, merged, replayed).structural();
    }
  }

  /// A function that only one side touches stands beside what it was.
  @Test
  void whatOnlyOneSideTouchesHasAPartner() throws IOException {
    Comparison comparison =
        compare("a.c", C, C_MERGED, C_MERGED.replace("x * scale", "(x + 1) * scale"));
    assertEquals(2, comparison.functions().size(), comparison.toString());
    assertTrue(
        comparison.functions().stream().noneMatch(pair -> pair.state().equals("alone")),
        comparison.toString());
    assertEquals(false, comparison.structural());
  }

  @Test
  void nothingInCommonIsNothingAlike() throws IOException {
    Comparison comparison =
        compare(
            "a.c",
            "",
            C_MERGED,
            "char *name(void) {\n  static char text[] = \"abc\";\n  return text;\n}\n");
    assertTrue(comparison.similarity() < 0.35, comparison.toString());
    assertEquals(0, comparison.exact().jaccard());
  }
}
