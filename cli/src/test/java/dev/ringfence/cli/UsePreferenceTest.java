package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a work says about its use for training models stands beside a finding in it, and changes
/// nothing.
class UsePreferenceTest {
  private static final Path SOURCE =
      Path.of("../scanner/src/main/java/dev/ringfence/scanner/match/region/RegionFinder.java");

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isShownBesideAFinding(boolean said) throws IOException {
    Path work = Files.createDirectories(temp.resolve("work"));
    Files.copy(SOURCE, work.resolve("RegionFinder.java"));
    if (said) {
      Files.writeString(work.resolve("robots.txt"), "User-Agent: *\nContent-Usage: train-ai=n\n");
    }
    String index = temp.resolve("index").toString();
    Ringfence.Result added =
        Ringfence.run(
            "index", "add", index, "dir:" + work, "--name", "w", "--license", "GPL-2.0-or-later");
    assertEquals(0, added.status(), added.err());
    Path code = Files.write(temp.resolve("New.java"), Files.readAllLines(SOURCE).subList(60, 160));
    String text = scan(index, code, "text");
    String markdown = scan(index, code, "markdown");
    JsonNode finding =
        JsonMapper.shared().readTree(scan(index, code, "json")).path("findings").path(0);
    assertEquals("error", finding.path("severity").asString(""));
    JsonNode preferences = finding.path("origin").path("use_preferences");
    if (said) {
      assertEquals("[\"Content-Usage: train-ai=n (robots.txt:2)\"]", preferences.toString());
      assertTrue(text.contains("  on AI use: Content-Usage: train-ai=n (robots.txt:2)\n"), text);
      assertTrue(markdown.contains("`Content-Usage: train-ai=n (robots.txt:2)`"), markdown);
    } else {
      assertEquals("[]", preferences.toString());
      assertFalse(text.contains("on AI use"), text);
      assertFalse(markdown.contains("AI use"), markdown);
    }
  }

  private static String scan(String index, Path code, String format) {
    Ringfence.Result result =
        Ringfence.run(
            "scan",
            index,
            code.toString(),
            "--paste",
            "--language",
            "java",
            "--policy",
            "none",
            "--format",
            format);
    assertEquals(1, result.status(), result.err());
    return result.out();
  }
}
