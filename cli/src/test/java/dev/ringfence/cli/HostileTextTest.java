package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Paths, names, code and reasons that want to be more than text, in every report.
class HostileTextTest {
  private static final String EVIL = "\u001b[2J\u001b]0;NO FINDING\u0007\u202e\u200b##[error]x";

  @TempDir static Path shared;
  @TempDir Path temp;
  private static String index;
  private static List<String> copied;

  @BeforeAll
  static void indexOwnSources() throws IOException {
    index = shared.resolve("index").toString();
    Ringfence.Result added =
        Ringfence.run(
            "index",
            "add",
            index,
            "dir:" + TestWorks.WEAVER.resolve("match"),
            "--name",
            "own" + EVIL,
            "--license",
            "GPL-2.0-or-later");
    assertEquals(0, added.status(), added.err());
    harmless(added.out());
    copied =
        Files.readAllLines(TestWorks.WEAVER.resolve("match/RegionFinder.java")).subList(60, 160);
  }

  private static void harmless(String text) {
    text.codePoints()
        .filter(point -> point != '\n')
        .forEach(point ->
            assertFalse(VisibleText.isUnseen(point), () -> "U+" + Integer.toHexString(point)));
    assertFalse(text.contains("##[error]"), "a log command");
  }

  private String change() throws IOException {
    StringBuilder patch = new StringBuilder();
    List<String> lines = new ArrayList<>();
    lines.add("int a" + EVIL.replace("\n", "") + "() { /* \r\n::error::line */ }");
    copied.forEach(line -> lines.add(line + " // " + EVIL));
    String quoted = "\"b/src/\\n::error::pwn\\n" + EVIL.replace("\u001b", "\\033") + ".java\"";
    patch.append("diff --git ").append(quoted.replace("b/", "a/")).append(' ').append(quoted);
    patch.append("\nnew file mode 100644\n--- /dev/null\n+++ ").append(quoted);
    int count =
        (int)
            lines.stream()
                .flatMap(line ->
                    line.split("\n", -1).length == 1 ? List.of(1).stream() : List.of(1, 1).stream())
                .count();
    patch.append("\n@@ -0,0 +1,").append(count).append(" @@\n");
    lines.forEach(line -> patch.append('+').append(line.replace("\n", "\n+")).append('\n'));
    return Files.writeString(temp.resolve("a.patch"), patch.toString()).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown", "annotations", "codequality", "json", "sarif"})
  void aReportShowsThem(String format) throws IOException {
    Path policy =
        Files.writeString(
            temp.resolve("p.toml"),
            "version = 1\n[[zone]]\nname = \"x\\n::error::zone\\u001b\\u202e\"\nring = \"inner\"\npaths = [\"src/**\", \"**/*.java\"]\n");
    Path file = temp.resolve("report");
    Ringfence.Result result =
        Ringfence.run(
            "scan",
            index,
            change(),
            "--policy",
            policy.toString(),
            "--format",
            format,
            "--report",
            format + "=" + file);
    assertTrue(result.status() == 1 || result.status() == 3, result.err());
    harmless(result.err());
    for (String report : List.of(result.out(), Files.readString(file))) {
      harmless(report);
      report
          .lines()
          .filter(line -> line.stripLeading().startsWith("::"))
          .forEach(line ->
              assertTrue(
                  format.equals("annotations")
                      && line.matches(
                          "::(error|warning|notice) (file=[^:,]*,line=\\d+,endLine=\\d+,)?title=Ringfence.*"),
                  line));
    }
    if (format.equals("json")) {
      JsonNode finding = JsonMapper.shared().readTree(result.out()).path("findings").path(0);
      String path = finding.path("hunk").path("path").asString();
      assertTrue(path.contains("\u001b[2J") && path.contains("\n::error::pwn\n"), path);
    }
  }

  @Test
  void aDiagnosticShowsThem() throws IOException {
    for (String[] arguments :
        new String[][] {
          {"scan", "none\n::error::x" + EVIL},
          {"scan", index, "none\n::error::x" + EVIL},
          {"scan", index, "--format", "\n::error::x" + EVIL},
          {"explain", "x\n::error::x" + EVIL, index},
          {"\n::error::x" + EVIL},
          {"scan", index, "--nonesuch\n::error::x" + EVIL},
        }) {
      Ringfence.Result result = Ringfence.run(arguments);
      assertTrue(result.status() >= 2, result.err());
      harmless(result.err());
      assertTrue(
          result.err().lines().noneMatch(line -> line.stripLeading().startsWith("::")),
          result.err());
    }
  }
}
