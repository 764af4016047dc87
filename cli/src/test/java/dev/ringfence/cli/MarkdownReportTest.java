package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The comment on a change.
@SuppressWarnings("StringConcatToTextBlock") // line ends in sight
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
        "dir:" + TestWorks.WEAVER.resolve("match"),
        "--name",
        "own",
        "--license",
        "GPL-2.0-or-later");
    List<String> lines = Files.readAllLines(TestWorks.WEAVER.resolve("match/RegionFinder.java"));
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
    assertTrue(result.out().contains("**Ringfence**: nothing found in 1 hunk with 4 added lines"));
  }

  @Test
  void isNeverLongerThanAComment() throws IOException {
    Ringfence.Result result = scan("src/Copied.java", copied, 60);
    assertTrue(result.out().length() < 65_536, String.valueOf(result.out().length()));
    assertTrue(result.out().contains("which this comment has no room for"), "what is left out");
    // Each has at least its row.
    for (int i = 1; i < 60; i++) {
      assertTrue(result.out().contains("`src/Copied.java" + i + ".java:1`"), "row " + i);
    }
  }

  /// The one finding that blocks is the last by path, behind more than a comment holds.
  @Test
  void whatBlocksComesFirstAndIsNeverLeftOut() throws IOException {
    Path policy =
        Files.writeString(
            temp.resolve("p.toml"),
            "version = 1\n[[zone]]\nname = \"core\"\nring = \"inner\"\npaths = [\"zz/**\"]\n"
                + "[[zone]]\nname = \"doc\"\nring = \"outer\"\npaths = [\"doc/**\"]\n");
    StringBuilder patch = new StringBuilder();
    for (int i = 0; i <= 120; i++) {
      String name = i < 120 ? "doc/f" + i + ".java" : "zz/core.java";
      patch.append("--- /dev/null\n+++ b/").append(name).append("\n@@ -0,0 +1,100 @@\n");
      copied.forEach(line -> patch.append('+').append(line).append('\n'));
    }
    Path file = Files.writeString(temp.resolve("a.patch"), patch);
    for (String format : List.of("markdown", "text", "json")) {
      Ringfence.Result result =
          Ringfence.run(
              "scan", index, file.toString(), "--policy", policy.toString(), "--format", format);
      assertEquals(1, result.status(), result.err());
      String out = result.out();
      assertTrue(out.indexOf("zz/core.java") < out.indexOf("doc/f"), format);
      if (format.equals("markdown")) {
        assertTrue(out.length() < 65_536, String.valueOf(out.length()));
        assertTrue(out.contains("#### error 9.1: `zz/core.java:1-100"));
        int fold = out.indexOf("that do not stop the change</summary>");
        assertTrue(out.indexOf("#### error 9.1") < fold);
        assertTrue(out.indexOf("#### warning 5.0: `doc/") > fold);
        assertTrue(out.contains(" of 120 findings that do not stop the change</summary>"));
      }
      if (format.equals("text")) {
        assertTrue(out.startsWith("FAILS  error"), out.substring(0, 200));
      }
    }
  }

  /// More that block than a comment has rows for: it says that it is incomplete, and how many.
  @Test
  void aCommentThatCannotHoldAllSaysSo() throws IOException {
    List<String> few = copied.subList(0, 40);
    String path = "src/" + "d".repeat(150) + "/" + "e".repeat(150) + "/C.java";
    Ringfence.Result result = scan(path, few, 340);
    assertEquals(1, result.status(), result.err());
    assertTrue(result.out().length() < 65_536, String.valueOf(result.out().length()));
    long rows = result.out().lines().filter(line -> line.startsWith("| **error**")).count();
    assertTrue(
        result.out().contains("This comment is incomplete: " + (340 - rows) + " findings"),
        rows + " rows");
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
