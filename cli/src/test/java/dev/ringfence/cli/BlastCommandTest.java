package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BlastCommandTest {
  @TempDir Path temp;
  private TestRepository repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = new TestRepository(temp);
    repository.write("p/__init__.py", "").write("p/core.py", "def f(a):\n    return a\n");
    for (int i = 0; i < 40; i++) {
      repository.write("p/sub/user" + i + ".py", "from p import core\n");
    }
    repository.write("p/<odd> & \"name\".py", "x = 1\n");
    repository.commit(LocalDate.of(2020, 1, 1));
    for (int i = 0; i < 12; i++) {
      repository.write("notes.md", "version " + i + "\n");
      repository.commit(LocalDate.of(2025, 1, 1).plusMonths(i));
    }
  }

  private Ringfence.Result run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--repo";
    all[arguments.length + 1] = temp.toString();
    return Ringfence.run(all);
  }

  @Test
  void showsEachDimensionWithItsMeasures() {
    Ringfence.Result shown = run("blast", "p/core.py");
    assertEquals(0, shown.status(), shown.err());
    for (String part :
        new String[] {
          "complexity",
          "impact        1.00     weight 0.30",
          "fan-in                                       40 files, no tests  [ln scale 1 to 30] -> 1.00",
          "lifespan",
          "rollback",
          "testability"
        }) {
      assertTrue(shown.out().contains(part), part + "\n" + shown.out());
    }
  }

  @Test
  void jsonHoldsTheSame() {
    JsonNode root = JsonMapper.shared().readTree(run("blast", "p/core.py", "--json").out());
    JsonNode place = root.path("places").path(0);
    assertEquals("p/core.py", place.path("path").asString());
    assertEquals(1, place.path("dimensions").path("impact").path("value").asDouble());
    assertEquals("middle", place.path("declaredRing").asString());
    assertEquals(5, place.path("dimensions").size());
  }

  @Test
  void theMapIsAWellFormedPage() throws IOException, XMLStreamException {
    Path map = temp.resolve("map.html");
    assertEquals(0, run("blast", "--map", map.toString()).status());
    String page = Files.readString(map);
    assertTrue(page.contains("p/&lt;odd&gt; &amp; &quot;name&quot;.py"));
    assertFalse(page.contains("<script") || page.contains("http"), "nothing is loaded");
    String svg = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + 6);
    XMLStreamReader reader =
        XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(svg));
    int files = 0;
    double area = 0;
    while (reader.hasNext()) {
      if (reader.next() == javax.xml.stream.XMLStreamConstants.START_ELEMENT
          && reader.getLocalName().equals("rect")
          && !"folder".equals(reader.getAttributeValue(null, "class"))) {
        files++;
        double x = Double.parseDouble(reader.getAttributeValue(null, "x"));
        double width = Double.parseDouble(reader.getAttributeValue(null, "width"));
        double height = Double.parseDouble(reader.getAttributeValue(null, "height"));
        assertTrue(x >= 0 && x + width <= 1200.5, "inside");
        area += width * height;
      }
    }
    assertEquals(43, files);
    assertTrue(area > 0.5 * 1200 * 760, "the files fill the map: " + area);
  }

  @Test
  void aPolicyMayLetItRaiseARingByOne() throws IOException {
    String change = "def f(a):\n    return a + 1\n";
    for (String mode : new String[] {"off", "suggest", "escalate"}) {
      repository.write(
          "ai-policy.toml",
          "version = 1\ndefault_ring = \"outer\"\n[blast_radius]\nmode = \"" + mode + "\"\n");
      repository.write("p/core.py", "def f(a):\n    return a\n");
      repository.commit(LocalDate.of(2026, 1, 1));
      repository.write("p/core.py", change);
      repository.commit(LocalDate.of(2026, 1, 2));
      Ringfence.Result shown = run("policy", "explain", "--diff", "HEAD");
      assertEquals(0, shown.status(), shown.err());
      boolean raised = shown.out().contains("ring: middle");
      assertEquals(mode.equals("escalate"), raised, shown.out());
      assertEquals(
          mode.equals("suggest"), shown.out().contains("suggests the inner ring"), shown.out());
      assertFalse(shown.out().contains("not evaluated"), shown.out());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "blast | name paths, or one of",
        "blast no/such.py | no file `no/such.py` in the commit",
        "blast --history p/core.py | --history goes with --diff",
        "blast --all --map x.html | name paths, or one of",
        "blast --diff no-such-commit | no commit named",
        "blast p/core.py --coverage missing.xml | coverage file does not exist",
        "blast p/core.py --revision nowhere | no commit named"
      })
  void faultsSayWhatToDo(String command, String message) {
    Ringfence.Result result = run(command.split(" "));
    assertEquals(2, result.status(), result.err());
    assertTrue(result.err().contains(message), result.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode = 'loud' | `loud` is no mode",
        "inner_at = 20 | `middle_at` is not below `inner_at`",
        "weight = 1 | did you mean `blast_radius.weights`",
        "weights = { complexity = 0.0, impact = 0, lifespan = 0, rollback = 0, testability = 0 } | all weights are 0",
        "anchors = { fan_in = [9, 3] } | `fan_in` is no pair of anchors",
        "anchors = { fanin = [1, 3] } | did you mean `blast_radius.anchors.fan_in`"
      })
  void settingsAreChecked(String line, String message) throws IOException {
    repository.write("ai-policy.toml", "version = 1\n[blast_radius]\n" + line + "\n");
    Ringfence.Result result = run("policy", "check");
    assertEquals(2, result.status(), result.out());
    assertTrue(result.err().contains(message), result.err());
    assertTrue(result.err().contains("ai-policy.toml:3"), result.err());
  }
}
