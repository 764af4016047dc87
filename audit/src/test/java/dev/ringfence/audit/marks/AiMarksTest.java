package dev.ringfence.audit.marks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.audit.history.CommitEdits;
import dev.ringfence.scanner.change.RepositoryFinder;
import dev.ringfence.scanner.policy.Disclosure;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("StringConcatToTextBlock") // line ends in sight
class AiMarksTest {
  private static final AiMarkTable TABLE = AiMarkTable.with(Disclosure.DEFAULT);

  private static CommitEdits commit(String name, String address, String message) {
    CommitEdits.Person person = new CommitEdits.Person(name, address);
    return new CommitEdits(
        "0", person, 0, 0, person, 0, message, 1, List.of(), List.of(), List.of());
  }

  private static String marks(CommitEdits commit) {
    return new CommitMarks(TABLE)
        .find(commit).stream()
            .map(mark -> mark.sign() + " " + mark.tool() + " " + mark.strength())
            .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Co-Authored-By: Claude Opus 4.6 (1M context) <noreply@anthropic.com> | claude-address Claude 95
          co-developed-by: x <codex@openai.com>                    | codex-address Codex 95
          Co-authored-by: y <noreply@openai.com>                   | codex-address Codex 95
          Co-authored-by: Cursor <cursoragent@cursor.com>          | cursor-address Cursor 95
          Co-authored-by: Copilot <223556219+Copilot@users.noreply.github.com> | copilot-bot GitHub Copilot 95
          Co-authored-by: Copilot <1+Copilot[bot]@users.noreply.github.com>    | copilot-bot GitHub Copilot 60
          Co-authored-by: Cursor Lee <12345+cursor@users.noreply.github.com>   | ``
          Assisted-by: Claude:claude-3-opus coccinelle sparse      | assisted-by Claude:claude-3-opus coccinelle sparse 80
          Made-with: Cursor                                        | made-with Cursor 80
          Made-with: love                                          | ``
          AI-assisted: true                                        | ai-assisted true 85
          AI-assisted: false                                       | ``
          Agent-Logs-Url: https://example.org/1                    | agent-logs-url GitHub Copilot 95
          Entire-Checkpoint: 0123456789ab                          | entire Entire 95
          Replit-Commit-Author: Agent                              | replit Replit 95
          Replit-Commit-Author: Human                              | ``
          Generated with [Claude Code](https://example.org)        | claude-message Claude 90
          aider: fix the parser                                    | aider-message Aider 75
          This was once ai-generated                               | mention  20
          Signed-off-by: Ada <ada@example.org>                     | ``
          Reviewed-by: z <noreply@anthropic.com>                   | ``
          """)
  void signsOfMessages(String line, String wanted) {
    String marked = marks(commit("Ada", "ada@example.org", "parse: tidy\n\n" + line + "\n\nmore"));
    assertEquals(wanted, marked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Ada (aider)        | ada@example.org                                              | aider-name Aider 95
          Copilot            | 198982749+Copilot@users.noreply.github.com                   | copilot-bot GitHub Copilot 95
          devin              | 158243242+devin-ai-integration[bot]@users.noreply.github.com | devin-bot Devin 95
          dependabot[bot]    | 49699333+dependabot[bot]@users.noreply.github.com            |
          """)
  void signsOfNames(String name, String address, String wanted) {
    assertEquals(wanted == null ? "" : wanted, marks(commit(name, address, "tidy")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Merge pull request #12 from ada/claude/fix-parser       | agent-branch claude
          Merge branch 'codex/tests' into main                    | agent-branch codex
          Merge remote-tracking branch 'origin/cursor/x'          | agent-branch cursor
          Merge branch 'fix/claude'                               | ``
          Take in claude/fix                                      | ``
          """)
  void signsOfMerges(String message, String wanted) {
    assertEquals(
        wanted,
        new CommitMarks(TABLE)
            .mergedBranch(message)
            .map(mark -> mark.sign() + " " + mark.tool())
            .orElse(""));
  }

  @Test
  void policyAddsItsOwnSigns() {
    Disclosure disclosure =
        PolicyFile.parse(
                "p",
                "version = 1\n[disclosure]\ntrailer_keys = [\"Robot\"]\n"
                    + "extra_markers = ['made by our bot']\n")
            .ai()
            .disclosure();
    List<AiMark> found =
        new CommitMarks(AiMarkTable.with(disclosure))
            .find(commit("Ada", "a@b", "x\n\nmade by our bot\n\nRobot: R2\n"));
    assertEquals(
        List.of("policy-trailer", "policy-marker"), found.stream().map(AiMark::sign).toList());
    assertEquals("R2", found.getFirst().tool());
  }

  @Test
  void notesOfTheGitAiStandard() {
    GitAiNote.Reading reading =
        GitAiNote.parse(
            """
            src/main.c
              s_0123456789abcd::t_0123456789abcd 1-4,9
              h_0123456789abcd 5-8
            "src/with space.py"
              0123456789abcdef 12
            ---
            {"schema_version":"authorship/3.0.0","base_commit_sha":"00",
             "sessions":{"s_0123456789abcd":{"agent_id":{"tool":"claude","id":"1","model":"opus"}}},
             "prompts":{"0123456789abcdef":{"agent_id":{"tool":"cursor","model":"x"}}}}
            """);
    assertEquals(
        List.of(
            new AiLines("src/main.c", 1, 4, "claude opus", "git-ai authorship note"),
            new AiLines("src/main.c", 9, 9, "claude opus", "git-ai authorship note"),
            new AiLines("src/with space.py", 12, 12, "cursor x", "git-ai authorship note")),
        reading.lines());
    assertTrue(reading.fault().isEmpty());
    assertTrue(GitAiNote.parse("a.c\n  h_1 1\n").fault().isPresent());
    assertTrue(GitAiNote.parse("a.c\n---\nnot json").fault().isPresent());
    assertTrue(GitAiNote.parse("---\n{\"schema_version\":\"authorship/9\"}").fault().isPresent());
  }

  @Test
  void signsBesideTheCommits(@TempDir Path folder) throws IOException {
    TestRepository repository = new TestRepository(folder);
    LocalDate day = LocalDate.of(2026, 1, 1);
    String first = repository.write("a.c", "int a;\n").commit(day);
    repository.git(
        "notes",
        "--ref=ai",
        "add",
        "-m",
        "a.c\n  s_1::t_1 1\n---\n{\"schema_version\":\"authorship/3.0.0\",\"sessions\":{\"s_1\":"
            + "{\"agent_id\":{\"tool\":\"claude\",\"model\":\"m\"}}}}",
        first);
    repository.git("checkout", "--quiet", "--orphan", "entire/checkpoints/v1");
    repository.write("01/23456789ab/0/metadata.json", "{\"agent\":\"Claude Code\"}").commit(day);
    repository.git("checkout", "--quiet", "-b", "copilot/fix", "main");
    String agents = repository.write("b.c", "int b;\n").commit(day.plusDays(1));
    repository.git("checkout", "--quiet", "main");
    repository.write(
        ".agent-trace/traces.jsonl",
        "{\"version\":\"0.1.0\",\"vcs\":{\"type\":\"git\",\"revision\":\""
            + first
            + "\"},\"tool\":{\"name\":\"cursor\"},\"files\":[{\"path\":\"a.c\",\"conversations\":["
            + "{\"contributor\":{\"type\":\"ai\",\"model_id\":\"p/m\"},\"ranges\":[{\"start_line\":1,"
            + "\"end_line\":1}]},{\"contributor\":{\"type\":\"human\"},\"ranges\":[{\"start_line\":2,"
            + "\"end_line\":3}]}]}]}\nbroken\n");
    repository.commit(day.plusDays(2));
    try (Repository opened = RepositoryFinder.open(folder)) {
      RepositoryMarks found =
          RepositoryMarks.read(opened, TABLE, Map.of(first, "0123456789ab"), blobs -> Map.of());
      assertEquals(
          List.of("git-ai claude m", "agent-trace cursor p/m", "entire-checkpoint Claude Code"),
          found.marks().getOrDefault(first, List.of()).stream()
              .map(mark -> mark.sign() + " " + mark.tool())
              .toList());
      assertEquals(
          List.of("agent-branch copilot"),
          found.marks().getOrDefault(agents, List.of()).stream()
              .map(mark -> mark.sign() + " " + mark.tool())
              .toList());
      assertEquals(2, found.lines().getOrDefault(first, List.of()).size());
      assertEquals(
          List.of(".agent-trace/traces.jsonl: 1 records name no revision or are no JSON"),
          found.notes());
    }
  }
}
