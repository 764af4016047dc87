package dev.ringfence.scanner.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.Toml;

/// Zones of all kinds, and how they go together.
class ZonesTest {
  private static final String POLICY =
      """
      version = 1
      default_ring = "middle"

      [[zone]]
      name = "core"
      ring = "inner"
      paths = ["pkg/core/**"]

      [[zone]]
      name = "tests"
      ring = "middle"
      paths = ["**/tests/**"]
      override = true

      [[zone]]
      name = "docs"
      ring = "outer"
      paths = ["doc/**"]

      [[zone]]
      name = "api"
      ring = "inner"
      namespaces = ["pkg.api", "org.example.api", "pkg/public.h"]
      on = "signature-change"

      [[zone]]
      name = "plugins"
      ring = "outer"
      namespaces = ["pkg.plugins"]

      [[zone]]
      name = "memory-zone"
      ring = "inner"
      areas = ["memory"]

      [[area]]
      name = "abi"
      ring = "inner"
      paths = ["*.c", "*.h"]
      match = ['\\bABI_VERSION\\b']

      [[area]]
      name = "memory"
      ring = "middle"
      match = ['\\bmalloc\\b']

      [ignore]
      gitattributes = ["linguist-generated"]
      """;

  private static Landing landing(String path, String... added) {
    List<Landing.Line> lines = new ArrayList<>();
    for (int i = 0; i < added.length; i++) {
      lines.add(new Landing.Line(10 + i, added[i]));
    }
    return new Landing(path, lines, Optional.of(String.join("\n", added)), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pkg/core/a.py      | x = 1                      | INNER  | core",
        "pkg/core/tests/a.py| x = malloc                 | MIDDLE | tests",
        "doc/a.rst          | text                       | OUTER  | docs",
        "doc/a.c            | p = malloc(1);             | INNER  | memory-zone",
        "other/a.py         | x = 1                      | MIDDLE | ''",
        "other/a.c          | #define ABI_VERSION 3      | INNER  | abi",
        "other/a.py         | ABI_VERSION = 3            | MIDDLE | ''",
        "pkg/api/a.py       | def area(radius):          | INNER  | api",
        "pkg/api/a.py       | def _hidden(radius):       | MIDDLE | ''",
        "pkg/api/a.py       | x = area(2)                | MIDDLE | ''",
        "pkg/api.pyi        | value: int                 | INNER  | api",
        "pkg/api/__init__.py| __all__ += ['area']        | INNER  | api",
        "src/pkg/api/a.py   | class Shape:               | INNER  | api",
        "pkg/apix/a.py      | def area(radius):          | MIDDLE | ''",
        "pkg/plugins/a.py   | x = 1                      | OUTER  | plugins",
        "src/main/java/org/example/api/A.java | public int area(int r) { | INNER  | api",
        "src/main/java/org/example/api/A.java | private int area() {     | MIDDLE | ''",
        "src/main/java/org/example/api/A.java | return area(2);          | MIDDLE | ''",
        "include/pkg/public.h | double area(double r);   | INNER  | api",
        "include/pkg/public.h | #define PI 3.14          | INNER  | api",
        "include/pkg/public.h | // a comment             | MIDDLE | ''"
      })
  void rulesOfAllKindsGoTogether(String path, String added, Ring ring, String rule) {
    ZonePolicy.Placement placement =
        PolicyFile.parse("p", POLICY).place(landing(path.strip(), added));
    assertEquals(ring, placement.ring(), placement::toString);
    assertEquals(rule, placement.rule().map(ZoneRule::name).orElse(""));
  }

  @Test
  void whatDunderAllLeavesOutIsNotPublic() {
    ZonePolicy policy = PolicyFile.parse("p", POLICY);
    String text = "__all__ = ['area']\ndef area(r): pass\ndef helper(r): pass\n";
    for (String name : List.of("area", "helper")) {
      Landing landing =
          new Landing(
              "pkg/api/a.py",
              List.of(new Landing.Line(2, "def " + name + "(r): pass")),
              Optional.of(text),
              Optional.empty());
      assertEquals(name.equals("area") ? Ring.INNER : Ring.MIDDLE, policy.place(landing).ring());
    }
  }

  @Test
  void attributesPlaceAndIgnore() {
    Map<String, String> files =
        Map.of(
            ".gitattributes",
            "*.gen.c linguist-generated\nvendor/** ai-zone=inner\n*.x ai-zone=nonsense\n",
            "vendor/lib/.gitattributes",
            "*.md ai-zone=outer\n/top.c -linguist-generated !ai-zone\n");
    ZonePolicy policy =
        PolicyFile.parse("p", POLICY)
            .withAttributes(new GitAttributes(path -> Optional.ofNullable(files.get(path))));
    assertEquals(Ring.INNER, policy.place("vendor/a.c").ring());
    assertEquals(Ring.OUTER, policy.place("vendor/lib/a.md").ring());
    assertEquals(Ring.MIDDLE, policy.place("vendor/lib/top.c").ring());
    assertEquals(Ring.MIDDLE, policy.place("a.x").ring());
    assertTrue(policy.place("src/t.gen.c").ignored());
    assertEquals(
        Optional.of("`linguist-generated` in .gitattributes"), policy.place("t.gen.c").ignoredBy());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[area]]\nring = \"inner\"\nmatch = ['x']\n",
        "[[area]]\nname = \"a\"\nmatch = ['x']\n",
        "[[area]]\nname = \"a\"\nring = \"inner\"\n",
        "[[area]]\nname = \"a\"\nring = \"inner\"\nmatch = ['(']\n",
        "[[area]]\nname = \"a\"\nring = \"inner\"\nmach = ['x']\n",
        "[[zone]]\nname = \"a\"\nring = \"inner\"\non = \"never\"\n",
        "[[zone]]\nname = \"a\"\nring = \"inner\"\noverride = \"yes\"\n",
        "preset = \"nunpy\"\n"
      })
  void faultsNameTheirLine(String wrong) {
    RingfenceException fault =
        assertThrows(
            RingfenceException.class, () -> PolicyFile.parse("p", "version = 1\n" + wrong));
    assertTrue(
        fault.diagnostic().location().orElse("").startsWith("p:"), fault.diagnostic()::toString);
  }

  @Test
  void aFileGoesOverItsPreset() {
    ZonePolicy policy =
        PolicyFile.parse(
            "p",
            "version = 1\npreset = \"numpy\"\n[[zone]]\nname = \"mine\"\nring = \"outer\"\npaths ="
                + " [\"numpy/fft/notes/**\"]\n[rings.outer]\nfail_on = \"error\"\n");
    assertEquals(Ring.INNER, policy.place("numpy/linalg/linalg.py").ring());
    assertEquals(Ring.OUTER, policy.place("numpy/fft/notes/a.py").ring());
    assertEquals(
        "p:4", policy.place("numpy/fft/notes/a.py").rule().map(ZoneRule::place).orElse(""));
    assertTrue(
        policy
            .place("numpy/linalg/linalg.py")
            .rule()
            .map(ZoneRule::place)
            .orElse("")
            .startsWith("preset numpy:"));
    assertEquals(Ring.MIDDLE, policy.place("numpy/linalg/tests/test_linalg.py").ring());
    assertEquals(Severity.ERROR, policy.failLevel(Ring.OUTER));
    assertEquals(Severity.WARNING, policy.failLevel(Ring.INNER));
    assertEquals(Optional.of("BSD-3-Clause"), policy.projectLicense());
    assertTrue(policy.place("numpy/linalg/lapack_lite/f2c.c").ignored());
  }

  private static Schema schema() throws IOException {
    try (InputStream in = PolicyFile.class.getResourceAsStream("policy.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(
              new String(
                  java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8),
              InputFormat.JSON);
    }
  }

  private static boolean fits(String toml) throws IOException {
    return schema().validate(Toml.parse(toml).toJson(), InputFormat.JSON).isEmpty();
  }

  /// The schema for editors and the reader agree.
  @Test
  void theSchemaTakesWhatTheReaderTakes() throws IOException {
    assertTrue(fits(POLICY));
    for (String preset : PolicyFile.PRESETS) {
      PolicyFile.parse(preset, PolicyFile.preset(preset));
      assertTrue(fits(PolicyFile.preset(preset)), preset);
      assertTrue(fits("version = 1\npreset = \"" + preset + "\"\n"), preset);
    }
    for (String wrong :
        List.of(
            "version = 2\n",
            "version = 1\nzones = []\n",
            "version = 1\npreset = \"x\"\n",
            "version = 1\n[[zone]]\nname = \"x\"\n",
            "version = 1\n[taint.categories]\nCopyleft = \"maybe\"\n",
            "version = 1\n[[area]]\nname = \"x\"\nring = \"inner\"\nregex = []\n")) {
      assertFalse(fits(wrong), wrong);
      if (!wrong.contains("zones")) {
        assertThrows(RingfenceException.class, () -> PolicyFile.parse("p", wrong), wrong);
      }
    }
  }
}
