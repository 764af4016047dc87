package dev.ringfence.scanner.blast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportGraphTest {
  private final Map<String, List<String>> imports = new HashMap<>();

  private ImportGraphTest file(Language language, String path, String text) {
    imports.put(path, Imports.of(language, text).orElseThrow());
    return this;
  }

  private ImportGraph graph() {
    return ImportGraph.of(imports);
  }

  @Test
  void readsPythonImports() {
    file(Language.PYTHON, "pkg/__init__.py", "from . import core\n");
    file(Language.PYTHON, "pkg/core/__init__.py", "");
    file(
        Language.PYTHON,
        "pkg/core/array.py",
        "from ..util import (\n  helper,  # one\n  other as o)\n");
    file(Language.PYTHON, "pkg/util.py", "import random\nimport pkg.core.array as a, os\n");
    file(Language.PYTHON, "pkg/random.py", "");
    file(Language.PYTHON, "pkg/tests/test_array.py", "from pkg.core import array\n");
    file(
        Language.CYTHON,
        "pkg/fast.pyx",
        "cimport pkg.util\ncdef extern from \"fast.h\":\n  int f()\n");
    file(Language.C, "pkg/fast.h", "");
    ImportGraph graph = graph();
    assertEquals(Set.of("pkg/core/array.py", "pkg/fast.pyx"), graph.users("pkg/util.py"));
    assertEquals(Set.of("pkg/util.py"), graph.users("pkg/core/array.py"));
    assertEquals(Set.of("pkg/tests/test_array.py"), graph.tests("pkg/core/array.py"));
    // The standard library's.
    assertEquals(Set.of(), graph.users("pkg/random.py"));
    assertEquals(Set.of("pkg/fast.pyx"), graph.users("pkg/fast.h"));
    assertEquals(Set.of("pkg/__init__.py"), graph.users("pkg/core/__init__.py"));
  }

  @Test
  void readsIncludes() {
    file(Language.C, "include/pkg/a.h", "");
    file(Language.C, "src/a.c", "#include <pkg/a.h>\n#include \"b.h\"\n");
    file(Language.C, "src/b.h", "#include \"../include/pkg/a.h\"\n");
    file(Language.C, "other/b.h", "");
    file(Language.C, "src/c.c", "# include \"b.h\" // x\n");
    file(Language.C, "src/d.c.src", "#include \"t.h\"\n");
    file(Language.C, "src/t.h.src", "");
    file(Language.C, "tests/a_test.c", "#include \"pkg/a.h\"\n");
    ImportGraph graph = graph();
    assertEquals(Set.of("src/a.c", "src/b.h"), graph.users("include/pkg/a.h"));
    assertEquals(Set.of("src/a.c", "src/c.c"), graph.users("src/b.h"), "the nearest b.h");
    assertEquals(Set.of(), graph.users("other/b.h"));
    assertEquals(Set.of("src/d.c.src"), graph.users("src/t.h.src"));
    // A source has the users and the tests of the header that it implements.
    assertEquals(Set.of("src/b.h"), graph.users("src/a.c"));
    assertEquals(Set.of("tests/a_test.c"), graph.tests("src/a.c"));
    FileFacts facts = FileFacts.of(Language.C, "");
    assertTrue(graph.publicBy("include/pkg/a.h", facts).isPresent());
    assertFalse(graph.publicBy("src/b.h", facts).isPresent());
  }

  @Test
  void readsJava() {
    file(Language.JAVA, "src/main/java/a/b/X.java", "package a.b;\nclass X { Y y; }\n");
    file(Language.JAVA, "src/main/java/a/b/Y.java", "package a.b;\nclass Y { int x; }\n");
    file(
        Language.JAVA,
        "src/main/java/a/Z.java",
        "package a;\nimport a.b.Y.Inner;\nimport static a.b.X.f;\nimport java.util.List;\n");
    file(Language.JAVA, "src/test/java/a/b/YTest.java", "package a.b;\nclass YTest { Y y; }\n");
    file(Language.JAVA, "src/main/java/module-info.java", "module m {\n  exports a.b;\n}\n");
    ImportGraph graph = graph();
    assertEquals(
        Set.of("src/main/java/a/b/X.java", "src/main/java/a/Z.java"),
        graph.users("src/main/java/a/b/Y.java"));
    assertEquals(Set.of("src/main/java/a/Z.java"), graph.users("src/main/java/a/b/X.java"));
    assertEquals(Set.of("src/test/java/a/b/YTest.java"), graph.tests("src/main/java/a/b/Y.java"));
    assertTrue(
        graph
            .publicBy("src/main/java/a/b/Y.java", FileFacts.of(Language.JAVA, "package a.b;\n"))
            .isPresent());
    assertFalse(
        graph
            .publicBy("src/main/java/a/Z.java", FileFacts.of(Language.JAVA, "package a;\n"))
            .isPresent());
  }

  @Test
  void cyclesCountAsOne() {
    // top -> {a <-> b <-> c} -> base, and d -> a
    file(Language.PYTHON, "p/top.py", "from p import a\n");
    file(Language.PYTHON, "p/a.py", "from p import b\n");
    file(Language.PYTHON, "p/b.py", "from p import a, c\n");
    file(Language.PYTHON, "p/c.py", "from p import b, base\n");
    file(Language.PYTHON, "p/d.py", "from p import a\n");
    file(Language.PYTHON, "p/base.py", "");
    ImportGraph graph = graph();
    assertEquals(Set.of("p/b.py", "p/c.py"), graph.cycle("p/a.py"));
    assertEquals(Set.of(), graph.cycle("p/base.py"));
    assertEquals(3, graph.dependents("p/base.py"), "the cycle, top and d");
    assertEquals(2, graph.dependents("p/c.py"), "top and d");
    assertEquals(0, graph.dependents("p/top.py"));
    assertTrue(graph.rankPercentile("p/base.py") > graph.rankPercentile("p/d.py"));
    assertEquals(0, graph.rankPercentile("p/d.py"));
  }

  @ParameterizedTest
  @CsvSource({
    "numpy/linalg/tests/test_linalg.py, true",
    "src/test/java/a/FooTest.java, true",
    "tests/run.c, true",
    "pkg/conftest.py, true",
    "numpy/testing/_private/utils.py, true",
    "numpy/linalg/_linalg.py, false",
    "src/contest.py, false",
    "src/main/java/a/Tester.java, false"
  })
  void tellsTests(String path, boolean test) {
    assertEquals(test, ImportGraph.isTest(path));
  }

  /// Dependents with cycles collapsed, against a search from each file, on seeded graphs.
  @Test
  void dependentsAreThoseOfASearch() {
    Random random = new Random(11);
    for (int round = 0; round < 30; round++) {
      imports.clear();
      int size = 3 + random.nextInt(20);
      Map<String, Set<String>> uses = new HashMap<>();
      for (int i = 0; i < size; i++) {
        StringBuilder text = new StringBuilder();
        Set<String> own = new java.util.TreeSet<>();
        for (int k = 0; k < random.nextInt(4); k++) {
          int other = random.nextInt(size);
          text.append("from q import m").append(other).append('\n');
          own.add("q/m" + other + ".py");
        }
        uses.put("q/m" + i + ".py", own);
        file(Language.PYTHON, "q/m" + i + ".py", text.toString());
      }
      ImportGraph graph = graph();
      for (String path : uses.keySet()) {
        Set<String> reaching = new java.util.TreeSet<>();
        for (String other : uses.keySet()) {
          if (reach(other, uses).contains(path) && !other.equals(path)) {
            reaching.add(other);
          }
        }
        reaching.removeAll(graph.cycle(path));
        // Members of one cycle count once.
        Set<String> counted = new java.util.TreeSet<>(reaching);
        for (String member : reaching) {
          if (counted.contains(member)) {
            counted.removeAll(graph.cycle(member));
          }
        }
        assertEquals(counted.size(), graph.dependents(path), path + " in " + uses);
      }
    }
  }

  private static Set<String> reach(String from, Map<String, Set<String>> uses) {
    Set<String> seen = new java.util.TreeSet<>();
    java.util.ArrayDeque<String> work =
        new java.util.ArrayDeque<>(uses.getOrDefault(from, Set.of()));
    while (!work.isEmpty()) {
      String next = work.pop();
      if (seen.add(next)) {
        work.addAll(uses.getOrDefault(next, Set.of()));
      }
    }
    return seen;
  }

  @Test
  void importsOfNoiseAreRead() {
    Random random = new Random(3);
    String letters = "from import #include<>\"().,:\n java;package*_aB ";
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = 0; k < 400; k++) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      for (Language language :
          List.of(Language.C, Language.PYTHON, Language.CYTHON, Language.JAVA)) {
        file(language, "n/f" + i + language.id() + ".x", text.toString());
      }
    }
    assertTrue(graph().knows("n/f0c.x"));
  }
}
