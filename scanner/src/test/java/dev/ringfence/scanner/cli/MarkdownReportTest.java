package dev.ringfence.scanner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The comment on a change.
class MarkdownReportTest {
  @TempDir static Path shared;
  @TempDir Path temp;
  private static String index;
  private static List<String> copied;

  @BeforeAll
  static void indexOwnSources() throws IOException {
    index = shared.resolve("index").toString();
    Ringfence.run(
        "index",
        "add",
        index,
        "dir:src/main/java/dev/ringfence/scanner/match",
        "--name",
        "own",
        "--license",
        "GPL-2.0-or-later");
    List<String> lines =
        Files.readAllLines(Path.of("src/main/java/dev/ringfence/scanner/match/RegionFinder.java"));
    copied = lines.subList(61, 161);
  }

  private Ringfence.Result scan(String path, List<String> added, int times) throws IOException {
    StringBuilder patch = new StringBuilder();
    for (int i = 0; i < times; i++) {
      String name = path + (i == 0 ? "" : i + ".java");
      patch
          .append("--- /dev/null\n+++ b/")
          .append(name)
          .append("\n@@ -0,0 +1,")
          .append(added.size());
      patch.append(" @@\n");
      added.forEach(line -> patch.append('+').append(line).append('\n'));
    }
    Path file = temp.resolve("a.patch");
    Files.writeString(file, patch);
    return Ringfence.run(
        "scan", index, file.toString(), "--policy", "none", "--format", "markdown");
  }

  @Test
  void saysWhatWhereWhyAndWhatToDo() throws IOException {
    Ringfence.Result result = scan("src/Copied.java", copied, 1);
    assertEquals(1, result.status(), result.err());
    String out = result.out();
    assertTrue(out.startsWith("<!-- ringfence -->\n### Ringfence: "), out);
    for (String part :
        List.of(
            "to settle before this can go in",
            "#### error 7.5: `src/Copied.java:1-100",
            "- **What:** ",
            "`own/RegionFinder.java:62-161",
            "under **GPL-2.0-or-later** (Copyleft)",
            "- **How sure:** ",
            "- **Where it lands:** middle ring",
            "- **Why it matters:** category Copyleft in the middle ring: error",
            "<details><summary>Side by side</summary>",
            "**What to do.**",
            "receipt `sha256:",
            "not a legal judgement")) {
      assertTrue(out.contains(part), part + "\n" + out);
    }
    assertEquals(result.out(), scan("src/Copied.java", copied, 1).out());
  }

  @Test
  void aCleanChangeTakesOneLine() throws IOException {
    Ringfence.Result result =
        scan(
            "src/New.py",
            List.of(
                "import os",
                "def listing(folder, suffix):",
                "    names = sorted(os.listdir(folder))",
                "    return {name: os.path.getsize(os.path.join(folder, name)) for name in names if name.endswith(suffix)}"),
            1);
    assertEquals(0, result.status(), result.err());
    assertEquals(
        2,
        result.out().lines().filter(line -> !line.startsWith("- ") && !line.isBlank()).count(),
        result.out());
    assertTrue(result.out().contains("**Ringfence**: nothing found in 1 hunks with 4 added lines"));
  }

  @Test
  void isNeverLongerThanAComment() throws IOException {
    Ringfence.Result result = scan("src/Copied.java", copied, 60);
    assertTrue(result.out().length() < 65_536, String.valueOf(result.out().length()));
    assertTrue(
        result.out().contains("which this comment has no room for"),
        result.out().substring(60_000));
  }

  @Test
  void whatComesFromElsewhereCannotFormatOrMention() throws IOException {
    Ringfence.Result result = scan("src/`x` <b> @team.java", copied, 1);
    assertEquals(1, result.status(), result.err());
    assertTrue(result.out().contains("`` src/`x` <b> @team.java:1-100"), result.out());
    assertFalse(result.out().replaceAll("(?s)`+.*?`+", "").contains("@team"), result.out());
  }

  @Test
  void whatIsIncompleteNeverReadsAsClean() throws IOException {
    Ringfence.Result result = scan("src/A.java", List.of("x".repeat(30_000)), 1);
    assertEquals(3, result.status());
    assertTrue(
        result.out().contains("NOT everything was checked; nothing found in what was"),
        result.out());
    assertTrue(
        result.out().contains("- **NOT CHECKED**: a line of 30,000 characters"), result.out());
  }
}
