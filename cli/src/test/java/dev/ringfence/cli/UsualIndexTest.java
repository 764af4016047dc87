package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestRepository;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An index that goes without saying, for every command that takes one; and what editors make of
/// the output.
class UsualIndexTest {
  @TempDir static Path temp;
  private static Path index;
  private static TestRepository repository;

  @BeforeAll
  static void make() throws IOException {
    index = temp.resolve("index");
    assertEquals(
        0,
        Ringfence.run(
                "index",
                "add",
                index.toString(),
                "dir:" + TestWorks.WEAVER,
                "--name",
                "weaver",
                "--license",
                "GPL-3.0-or-later")
            .status());
    repository = new TestRepository(Files.createDirectories(temp.resolve("r")));
    repository.write("README.md", "x\n").commit(LocalDate.of(2026, 1, 1));
    repository
        .write(
            "src/Alpha.java",
            AuditedHistory.type("Alpha", AuditedHistory.lines("BandedAligner.java", 120, 200)))
        .commit(LocalDate.of(2026, 1, 2));
  }

  private static Ringfence.Result run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(temp, "run");
    return new RingfenceProcess(folder, environment).run(arguments);
  }

  @Test
  void theEnvironmentNamesIt() throws Exception {
    Map<String, String> named = Map.of("RINGFENCE_INDEX", index.toString());
    Ringfence.Result list = run(named, "index", "list");
    assertEquals(0, list.status(), list.err());
    assertTrue(list.out().contains("weaver"), list.out());
    Path receipt = temp.resolve("receipt.json");
    String range = "HEAD^..HEAD";
    String root = repository.root().toString();
    Ringfence.Result scan =
        run(named, "scan", "--diff", range, "--repo", root, "--receipt", receipt.toString());
    assertEquals(1, scan.status(), scan.err());
    Ringfence.Result verified =
        run(named, "receipt", "verify", receipt.toString(), "--diff", range, "--repo", root);
    assertEquals(0, verified.status(), verified.out() + verified.err());
    Matcher id = Pattern.compile("\\b([0-9a-f]{16})\\b").matcher(scan.out());
    assertTrue(id.find(), scan.out());
    Ringfence.Result explained =
        run(named, "explain", id.group(1), "--diff", range, "--repo", root);
    assertEquals(0, explained.status(), explained.err());
    Ringfence.Result audit = run(named, "audit", root, "--out", temp.resolve("audit").toString());
    assertEquals(1, audit.status(), audit.err());
  }

  @Test
  void theUsersSettingsNameIt() throws Exception {
    Path settings = Files.createDirectories(temp.resolve("config/ringfence"));
    // A literal string: folders of Windows have backslashes.
    Files.writeString(settings.resolve("config.toml"), "index = '" + index + "'\n");
    Ringfence.Result list =
        run(Map.of("XDG_CONFIG_HOME", temp.resolve("config").toString()), "index", "list");
    assertEquals(0, list.status(), list.err());
    assertTrue(list.out().contains("weaver"), list.out());
  }

  @Test
  void withoutOneItIsAskedFor() throws Exception {
    Ringfence.Result list =
        run(Map.of("XDG_CONFIG_HOME", temp.resolve("none").toString()), "index", "list");
    assertEquals(2, list.status(), list.out());
    assertTrue(list.err().contains("INDEX"), list.err());
  }

  /// The pattern of the documented task finds file, line and severity in what is printed.
  @Test
  void problemsOfTheDocumentedTaskAreFound() throws IOException {
    String doc = Files.readString(Path.of("../docs/editors.md"));
    String json = doc.substring(doc.indexOf("    {\n"), doc.indexOf("`\"ringfence.index\""));
    JsonNode matcher =
        JsonMapper.shared().readTree(json).path("tasks").path(0).path("problemMatcher");
    JsonNode pattern = matcher.path("pattern");
    Ringfence.Result scan =
        Ringfence.run(
            "scan",
            index.toString(),
            "--diff",
            "HEAD^..HEAD",
            "--repo",
            repository.root().toString(),
            "--format",
            "concise",
            "--color",
            "never");
    Matcher found =
        Pattern.compile(pattern.path("regexp").asString(), Pattern.MULTILINE).matcher(scan.out());
    assertTrue(found.find(), scan.out());
    assertEquals("src/Alpha.java", found.group(pattern.path("file").asInt()));
    assertTrue(Integer.parseInt(found.group(pattern.path("line").asInt())) > 0);
    assertTrue(List.of("error", "warning").contains(found.group(pattern.path("severity").asInt())));
    assertTrue(found.group(pattern.path("message").asInt()).contains("weaver"), scan.out());
  }
}
