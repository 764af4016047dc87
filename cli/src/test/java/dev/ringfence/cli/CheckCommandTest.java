package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One suspicious piece of code, by every way in, and what is said of it.
@SuppressWarnings("StringConcatToTextBlock") // lines of a file or a protocol, one by one
class CheckCommandTest {
  @TempDir static Path shared;
  private static String index = "";
  private static String copied = "";

  @TempDir Path temp;

  @BeforeAll
  static void indexAWork() throws IOException {
    index = shared.resolve("index").toString();
    copied = RepositoryTest.program(7);
    Path work = Files.createDirectories(shared.resolve("work"));
    Files.writeString(work.resolve("fold.c"), copied + RepositoryTest.program(8));
    assertEquals(
        0,
        Ringfence.run(
                "index",
                "add",
                index,
                "dir:" + work,
                "--license",
                "GPL-3.0-only",
                "--date",
                "2019-03-04")
            .status());
  }

  private static void assertFits(String text) {
    for (String line : text.lines().toList()) {
      // A path or an id is not broken.
      assertTrue(line.length() <= 80 || !line.strip().contains(" "), line);
    }
  }

  private static String renamed(String code) {
    return code.replaceAll("\\bdata\\b", "values").replaceAll("\\bcount\\b", "size");
  }

  @Test
  void aPastedCopyIsToldOnOneScreen() {
    Ringfence.Result result =
        Ringfence.runWithInput(renamed(copied), "check", index, "-", "--language", "c");
    assertEquals(1, result.status(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals("Very likely copied from work, fold.c.", lines.getFirst());
    assertTrue(result.out().contains("from     work/fold.c:1-"), result.out());
    assertTrue(result.out().contains("license  GPL-3.0-only, Copyleft"), result.out());
    assertTrue(result.out().contains("bits of evidence where 68 make a finding"), result.out());
    assertTrue(result.out().contains("data to values"), result.out());
    assertTrue(result.out().contains("here     middle ring: error, which fails a scan"));
    assertTrue(result.out().contains(" ~ ") && result.out().contains(" = "), result.out());
    assertTrue(lines.size() <= 50, lines.size() + " lines");
    assertFits(result.out());
    // The next command is one that works.
    String id = result.out().replaceAll("(?s).*ringfence explain \\S+\\s+([0-9a-f]{16}).*", "$1");
    Ringfence.Result explained =
        Ringfence.runWithInput(renamed(copied), "explain", id, index, "--paste", "--language", "c");
    assertEquals(0, explained.status(), explained.err());
  }

  @Test
  void fullShowsEachToken() {
    Ringfence.Result brief = Ringfence.runWithInput(copied, "check", index, "-", "--language", "c");
    Ringfence.Result full =
        Ringfence.runWithInput(copied, "check", index, "-", "--language", "c", "--full");
    assertTrue(brief.out().contains("more lines; --full shows all"), brief.out());
    assertFalse(full.out().contains("more lines"), full.out());
    assertTrue(full.out().lines().filter(line -> line.contains(" equal ")).count() > 200);
    assertFits(full.out());
  }

  @Test
  void linesOfAFileAreReadWithTheRestAtHand() throws IOException {
    Path file = temp.resolve("mine.c");
    Files.writeString(file, "/* open\n" + "*/ int own;\n" + copied + "int last;\n");
    int end = 2 + (int) copied.lines().count();
    Ringfence.Result there = Ringfence.run("check", index, file + ":3-" + end);
    assertEquals(1, there.status(), there.out() + there.err());
    assertTrue(there.out().startsWith("Very likely copied from work, fold.c."), there.out());
    assertTrue(there.out().contains("\n    3 "), there.out());
    Ringfence.Result whole = Ringfence.run("check", index, file.toString());
    assertEquals(1, whole.status());
    Ringfence.Result besides = Ringfence.run("check", index, file + ":1-2");
    assertEquals(0, besides.status(), besides.out());
    Ringfence.Result beyond = Ringfence.run("check", index, file + ":900-901");
    assertEquals(2, beyond.status());
    assertTrue(beyond.err().contains("are not there; the file has"), beyond.err());
  }

  @ParameterizedTest
  @CsvSource({
    "'int x;', Too short to judge",
    "unlike, Nothing found in 1 work",
    "cut, Resembles work",
  })
  void whatIsNoFindingIsSaidInWords(String what, String verdict) {
    String code =
        switch (what) {
          case "unlike" -> RepositoryTest.UNLIKE;
          case "cut" ->
              String.join("\n", copied.lines().skip(14).limit(3).toList())
                  + "\n"
                  + RepositoryTest.UNLIKE;
          default -> what;
        };
    Ringfence.Result result = Ringfence.runWithInput(code, "check", index, "-", "--language", "c");
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().startsWith(verdict), result.out());
    assertTrue(result.out().contains("2019-03-04"), result.out());
    assertFits(result.out());
  }

  @Test
  void ringAndLanguageGoByThePathThatIsNamed() throws IOException {
    TestRepository repository = new TestRepository(temp.resolve("repo"));
    repository.write(
        ".github/ai-policy.toml",
        "version = 1\n[[zone]]\nname = \"core\"\nring = \"inner\"\npaths = [\"core/**\"]\n"
            + "[[zone]]\nname = \"docs\"\nring = \"outer\"\npaths = [\"doc/**\"]\n");
    String root = repository.root().toString();
    Ringfence.Result inner =
        Ringfence.runWithInput(copied, "check", index, "-", "--at", "core/x.c", "--repo", root);
    assertTrue(inner.out().contains("here     inner ring: error"), inner.out());
    Ringfence.Result outer =
        Ringfence.runWithInput(copied, "check", index, "-", "--at", "doc/x.c", "--repo", root);
    assertTrue(outer.out().contains("here     outer ring: "), outer.out());
    assertEquals(0, outer.status(), outer.out());
  }

  @Test
  void aDiffIsToldByItsForm() throws IOException {
    StringBuilder patch = new StringBuilder("diff --git a/x.c b/x.c\nnew file mode 100644\n");
    patch.append("--- /dev/null\n+++ b/x.c\n@@ -0,0 +1,").append(copied.lines().count());
    patch.append(" @@\n");
    copied.lines().forEach(line -> patch.append('+').append(line).append('\n'));
    Ringfence.Result result = Ringfence.runWithInput(patch.toString(), "check", index, "-");
    assertEquals(1, result.status(), result.err());
    assertTrue(result.out().startsWith("Very likely copied"), result.out());
  }

  @Test
  void programsGetJsonAndPeopleMarkdown() {
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                Ringfence.runWithInput(copied, "check", index, "-", "--language", "c", "--json")
                    .out());
    assertEquals("very-likely-copied", json.path("verdict").asString());
    assertEquals(
        "work", json.path("report").path("findings").get(0).path("origin").path("work").asString());
    String markdown =
        Ringfence.runWithInput(copied, "check", index, "-", "--language", "c", "--markdown").out();
    assertTrue(markdown.contains("fold.c") && markdown.contains("|"), markdown);
  }

  @Test
  void theUsualIndexNeedsNoName() throws IOException, InterruptedException {
    Path file = temp.resolve("mine.c");
    Files.writeString(file, copied);
    Path settings = temp.resolve("config/ringfence/config.toml");
    Files.createDirectories(settings.getParent());
    Files.writeString(settings, "index = \"" + index + "\"\n");
    for (Map<String, String> environment :
        List.of(
            Map.of("RINGFENCE_INDEX", index),
            Map.of("XDG_CONFIG_HOME", temp.resolve("config").toString()))) {
      Ringfence.Result result =
          new RingfenceProcess(temp, environment).run("check", file.toString());
      assertEquals(1, result.status(), result.err());
      assertTrue(result.out().startsWith("Very likely copied"), result.out());
    }
    Files.writeString(settings, "index = \n");
    Ringfence.Result broken =
        new RingfenceProcess(temp, Map.of("XDG_CONFIG_HOME", temp.resolve("config").toString()))
            .run("check", file.toString());
    assertEquals(2, broken.status());
    assertTrue(broken.err().contains("the settings cannot be read"), broken.err());
    Ringfence.Result none =
        new RingfenceProcess(temp, Map.of("XDG_CONFIG_HOME", temp.resolve("no").toString()))
            .run("check", file.toString());
    assertEquals(2, none.status());
    assertTrue(none.err().contains("no index is named"), none.err());
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere.c, there is no file `nowhere.c`",
    "nowhere.c:10-40, there is no file `nowhere.c`",
  })
  void whatIsNotThereIsNamed(String file, String message) {
    Ringfence.Result result = Ringfence.run("check", index, file);
    assertEquals(2, result.status());
    assertTrue(result.err().contains(message), result.err());
  }
}
