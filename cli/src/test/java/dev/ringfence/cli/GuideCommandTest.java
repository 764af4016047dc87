package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.scanner.policy.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuideCommandTest {
  private static final List<String> FILES =
      List.of(
          "AI_CONTRIBUTION_GUIDE.md",
          "AGENTS.md",
          ".github/PULL_REQUEST_TEMPLATE.md",
          ".github/AI_PROMPT_TEMPLATE.md");

  @TempDir Path temp;

  private Ringfence.Result guide(String... more) {
    String[] all = new String[3 + more.length];
    all[0] = "guide";
    all[1] = "--repo";
    all[2] = temp.toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return Ringfence.run(all);
  }

  private Path write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private String read(String name) throws IOException {
    return Files.readString(temp.resolve(name));
  }

  static List<String> presets() {
    return PolicyFile.PRESETS.stream().sorted().toList();
  }

  /// Written, up to date, stale by a change of the policy, up to date again; and the template that
  /// it writes reads as an unfilled form, whose boxes nobody ticked.
  @ParameterizedTest
  @MethodSource("presets")
  void followsThePolicy(String preset) throws IOException {
    write(".github/ai-policy.toml", "version = 1\npreset = \"" + preset + "\"\n");
    assertEquals(1, guide("--check").status());
    assertEquals(0, guide().status());
    for (String file : FILES) {
      assertTrue(Files.exists(temp.resolve(file)), file);
      assertFalse(read(file).contains("null"), file);
    }
    assertEquals(0, guide("--check").status());
    assertTrue(read("AI_CONTRIBUTION_GUIDE.md").contains("Never rename, reorder"));
    assertTrue(read("AGENTS.md").contains("Never rename, reorder"));
    Ringfence.Result unfilled =
        Ringfence.run(
            "attest",
            "check",
            "--json",
            "--repo",
            temp.toString(),
            "--body",
            temp.resolve(".github/PULL_REQUEST_TEMPLATE.md").toString());
    assertTrue(
        unfilled.out().contains(preset.equals("scikit-learn") ? "\"none\"" : "\"unsaid\""),
        unfilled.out());
    write(
        ".github/ai-policy.toml",
        "version = 1\npreset = \""
            + preset
            + "\"\n[disclosure]\nheading = \"Machines\"\n[rings.inner]\nowner_approvals = 7\n");
    Ringfence.Result stale = guide("--check");
    assertEquals(1, stale.status());
    assertTrue(stale.out().contains("stale: AI_CONTRIBUTION_GUIDE.md\n"), stale.out());
    assertTrue(stale.out().contains("stale: .github/PULL_REQUEST_TEMPLATE.md\n"), stale.out());
    assertEquals(0, guide().status());
    assertTrue(read("AI_CONTRIBUTION_GUIDE.md").contains("7 approvals of owners"));
    assertEquals(0, guide("--check").status());
  }

  @Test
  void leavesWhatIsNotItsOwn() throws IOException {
    write("AGENTS.md", "# Agents\r\n\r\nRun the tests.\r\n");
    write(".github/PULL_REQUEST_TEMPLATE.md", "## Summary\n");
    assertEquals(0, guide().status());
    assertTrue(
        read("AGENTS.md").startsWith("# Agents\n\nRun the tests.\n\n<!-- ringfence-guide:begin"));
    write("AGENTS.md", read("AGENTS.md") + "\n## More\n");
    assertEquals(0, guide("--check").status());
    // Who changes our section is told so, and gets the rest back as it was.
    write("AGENTS.md", read("AGENTS.md").replace("Never add", "Always add"));
    assertEquals(1, guide("--check").status());
    assertEquals(0, guide().status());
    assertTrue(read("AGENTS.md").endsWith("<!-- ringfence-guide:end -->\n\n## More\n"));
    assertTrue(read("AGENTS.md").contains("Never add"));
    assertTrue(read(".github/PULL_REQUEST_TEMPLATE.md").startsWith("## Summary\n"));
  }
}
