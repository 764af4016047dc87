package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `attest` and `commit-msg` over real repositories with the marks that tools leave.
class AttestCommandTest {
  private static final LocalDate DAY = LocalDate.of(2026, 2, 1);
  private static final String POLICY =
      """
      version = 1

      [[zone]]
      name = "core"
      ring = "inner"
      paths = ["src/**"]

      [[zone]]
      name = "docs"
      ring = "outer"
      paths = ["docs/**"]
      """;
  private static final String CODE =
      """
      int first(int x) {
        return x + 1;
      }

      int second(int x) {
        return x * 2;
      }
      """;

  @TempDir Path temp;
  private TestRepository repository;
  private String base = "";

  @BeforeEach
  void makeRepository() throws IOException {
    repository = new TestRepository(temp.resolve("r"));
    repository.write(".github/ai-policy.toml", POLICY).write("src/old.c", "int old;\n");
    base = repository.commit(DAY);
    repository.git("checkout", "--quiet", "-b", "change");
  }

  private String commit(String message) throws IOException {
    repository.commit(DAY);
    repository.git("commit", "--quiet", "--amend", "--allow-empty", "--message", message);
    return repository.git("rev-parse", "HEAD").trim();
  }

  private Path body(String text) throws IOException {
    return Files.writeString(temp.resolve("body.md"), text);
  }

  private Ringfence.Result attest(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "attest";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--repo";
    all[all.length - 1] = repository.root().toString();
    return Ringfence.run(all);
  }

  private JsonNode json(String... arguments) {
    Ringfence.Result result = attest(arguments);
    return JsonMapper.shared().readTree(result.out());
  }

  @Test
  void fromDraftToComplete() throws IOException {
    repository.write("src/a.c", CODE).write("tests/test_a.py", "def test_first():\n    pass\n");
    commit("add\n\nAssisted-by: Claude Code:claude-opus-4-5");
    Ringfence.Result draft = attest("init", "--diff", "main..HEAD");
    assertEquals(0, draft.status(), draft.err());
    assertTrue(draft.out().contains("Claude Code / claude-opus-4-5 / "), draft.out());
    assertTrue(draft.out().contains("core-logic: src/a.c L1-7"), draft.out());
    assertTrue(draft.out().contains("tests/test_a.py::test_first"), draft.out());
    String file = body(draft.out()).toString();
    assertEquals(1, attest("check", "--body", file, "--diff", "main..HEAD").status());
    String filled =
        draft
            .out()
            .replace("[ ] [human]", "[x] [human]")
            .replace("**Search** [tool]:", "**Search** [tool]: sha256:" + "0".repeat(64))
            .replace("</details>", words(70) + "\n</details>");
    Ringfence.Result whole =
        attest("check", "--body", body(filled).toString(), "--diff", "main..HEAD");
    assertEquals(0, whole.status(), whole.out());
    assertTrue(whole.out().startsWith("attestation: complete; it says that AI was used\n"));
    assertEquals(1, attest("check", "--draft", "--body", file, "--diff", "main..HEAD").status());
  }

  private static String words(int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append("word").append(i).append(' ');
    }
    return words.toString();
  }

  @Test
  void aTypoIsNotHeldUp() throws IOException {
    repository.write("docs/a.md", "A typo is gone.\n");
    commit("docs: typo");
    Ringfence.Result result =
        attest("check", "--body", body("").toString(), "--diff", "main..HEAD");
    assertEquals(0, result.status(), result.out());
    assertTrue(result.out().contains("advice: this pull request does not say"), result.out());
  }

  /// The policy of the base counts, not the one that the change brings along.
  @Test
  void aChangeDoesNotJudgeItself() throws IOException {
    repository
        .write(".github/ai-policy.toml", POLICY.replace("inner", "outer"))
        .write("src/a.c", CODE);
    commit("add");
    assertEquals(
        1, attest("check", "--body", body("").toString(), "--diff", "main..HEAD").status());
  }

  @Test
  void readsTheTracesOfTools() throws IOException {
    repository.write("src/a.c", CODE);
    String first = commit("add");
    repository.git(
        "notes",
        "--ref=ai",
        "add",
        "-m",
        "src/a.c\n  s_00000000000001::t_00000000000001 1-3\n  h_00000000000002 5\n---\n"
            + "{\"schema_version\":\"authorship/3.0.0\",\"base_commit_sha\":\"x\",\"sessions\":{\"s_00000000000001\":"
            + "{\"agent_id\":{\"tool\":\"claude\",\"id\":\"1\",\"model\":\"claude-opus-4-5\"}}}}",
        first);
    // A later commit moves these lines down.
    repository.write("src/a.c", "/* head */\n\n" + CODE);
    String second = commit("head");
    repository.write(
        ".agent-trace/traces.jsonl",
        "{\"version\":\"0.1.0\",\"id\":\"550e8400-e29b-41d4-a716-446655440000\",\"timestamp\":\"2026-02-01T00:00:00Z\","
            + "\"vcs\":{\"type\":\"git\",\"revision\":\""
            + second
            + "\"},\"tool\":{\"name\":\"cursor\",\"version\":\"2.4.0\"},\"files\":[{\"path\":\"src/a.c\",\"conversations\":"
            + "[{\"contributor\":{\"type\":\"ai\",\"model_id\":\"openai/gpt-5\"},\"ranges\":[{\"start_line\":7,\"end_line\":9}]}]}]}\n");
    commit("trace");
    JsonNode draft = json("init", "--json", "--diff", "main..HEAD");
    JsonNode traced = draft.path("change").path("traced");
    assertEquals("claude", traced.path(0).path("tool").asString(""));
    assertEquals(
        "[{\"first\":3,\"last\":5}]", traced.path(0).path("lines").toString().replace(" ", ""));
    assertEquals("cursor", traced.path(1).path("tool").asString(""));
    assertEquals("openai/gpt-5", traced.path(1).path("model").asString(""));
    assertEquals(
        "[{\"first\":7,\"last\":9}]", traced.path(1).path("lines").toString().replace(" ", ""));
    assertTrue(
        draft.path("block").asString("").contains("src/a.c L3-5, L7-9"),
        draft.path("block").asString(""));
    // What the traces say holds against a no.
    JsonNode check =
        json(
            "check",
            "--json",
            "--diff",
            "main..HEAD",
            "--body",
            body("#### AI Disclosure\nNo AI tools used\n").toString());
    assertEquals("contradiction/none", check.path("remarks").path(0).path("code").asString(""));
    assertEquals("missing", check.path("status").asString(""));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"refs/heads/entire/checkpoints/v1", "refs/entire/checkpoints/a3/a3b2c4d5e6f7"})
  void readsCheckpointsOfEntire(String reference) throws IOException {
    repository.git("checkout", "--quiet", "--orphan", "checkpoints");
    repository.git("rm", "-r", "--quiet", "--force", ".");
    repository
        .write("a3/b2c4d5e6f7/metadata.json", "{\"files_touched\":[\"src/a.c\"]}")
        .write("a3/b2c4d5e6f7/0/metadata.json", "{\"agent\":\"Gemini CLI\",\"model\":\"gemini-3\"}")
        .write("a3/b2c4d5e6f7/0/prompt.txt", "add the function");
    String checkpoint = repository.commit(DAY);
    repository.git("update-ref", reference, checkpoint);
    repository.git("checkout", "--quiet", "change");
    repository.write("src/a.c", CODE);
    commit("add\n\nEntire-Checkpoint: a3b2c4d5e6f7");
    JsonNode draft = json("init", "--json", "--diff", "main..HEAD");
    assertEquals(
        "Gemini CLI", draft.path("change").path("traced").path(0).path("tool").asString(""));
    assertEquals("gemini-3", draft.path("change").path("tools").path(0).path("model").asString(""));
  }

  @Test
  void readsTheEventOfAForge() throws IOException {
    repository.write("src/a.c", CODE);
    String head = commit("add");
    ObjectNode event = JsonMapper.shared().createObjectNode();
    ObjectNode request = event.putObject("pull_request");
    request.put("body", "#### AI Disclosure\r\n- [x] No AI tools used\r\n");
    request.putObject("base").put("sha", base);
    request.putObject("head").put("sha", head);
    request.putObject("user").put("login", "ada").put("type", "User");
    Path file = Files.writeString(temp.resolve("event.json"), event.toString());
    assertEquals(0, attest("check", "--event", file.toString()).status());
    request.put("body", (String) null);
    Files.writeString(file, event.toString());
    Path comment = temp.resolve("comment.md");
    Ringfence.Result result =
        attest(
            "check",
            "--event",
            file.toString(),
            "--format",
            "annotations",
            "--report",
            "markdown=" + comment);
    assertEquals(1, result.status());
    assertTrue(result.out().startsWith("::error title=AI disclosure%3A"), result.out());
    assertTrue(Files.readString(comment).contains("one thing to do"));
    // A commit that the clone lacks is no clean pass.
    ((ObjectNode) request.path("head")).put("sha", "0123456789012345678901234567890123456789");
    Files.writeString(file, event.toString());
    Ringfence.Result gone = attest("check", "--event", file.toString());
    assertTrue(gone.status() >= 2, gone.err());
    assertEquals(2, attest("check", "--event", body("{}").toString()).status());
    assertEquals(2, attest("check", "--event", body("x").toString()).status());
    assertEquals(2, attest("check").status());
    assertEquals(2, attest("check", "--body", temp.resolve("none").toString()).status());
    assertEquals(2, attest("check", "--body", body("").toString(), "--format", "xml").status());
  }

  @Test
  void readsStandardInputAndSaysWhenThereIsNoChange() {
    Ringfence.Result result =
        Ringfence.runWithInput(
            "No AI tools used\n",
            "attest",
            "check",
            "--body",
            "-",
            "--repo",
            repository.root().toString());
    assertEquals(0, result.status(), result.out());
    assertTrue(result.out().contains("the change is not at hand"), result.out());
  }

  /// Messages of a range and of a file by the policy, in the hook too.
  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "required  | Co-authored-by: Claude <noreply@anthropic.com> | commit/trailer-missing",
        "required  | Assisted-by: Claude                            | ''",
        "optional  | Co-authored-by: Claude <noreply@anthropic.com> | ''",
        "forbidden | Assisted-by: Claude                            | commit/trailer-forbidden",
        "optional  | Signed-off-by: Claude <noreply@anthropic.com>  | commit/tool-signs-off",
      })
  void holdsMessagesToThePolicy(String trailers, String trailer, String category)
      throws IOException {
    repository.git("checkout", "--quiet", "main");
    repository.write(
        ".github/ai-policy.toml", POLICY + "\n[disclosure]\ntrailers = \"" + trailers + "\"\n");
    repository.commit(DAY);
    repository.git("checkout", "--quiet", "-b", "messages");
    repository.write("src/a.c", CODE);
    commit("add\n\n" + trailer);
    Ringfence.Result range =
        Ringfence.run("commit-msg", "--diff", "main..HEAD", "--repo", repository.root().toString());
    Path message = Files.writeString(temp.resolve("message"), "add\n\n" + trailer + "\n");
    Ringfence.Result file =
        Ringfence.run("commit-msg", message.toString(), "--repo", repository.root().toString());
    for (Ringfence.Result result : new Ringfence.Result[] {range, file}) {
      assertEquals(category.isEmpty() ? 0 : 1, result.status(), result.err());
      assertTrue(result.err().contains(category), result.err());
    }
    assertEquals(2, Ringfence.run("commit-msg").status());
    // What git itself does with it.
    Path hook = repository.root().resolve(".git/hooks/commit-msg");
    Files.createDirectories(hook.getParent());
    Files.writeString(
        hook,
        "#!/bin/sh\nexec '"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' -cp '"
            + Ringfence.classPath()
            + "' "
            + Main.class.getName()
            + " commit-msg \"$1\"\n",
        StandardCharsets.UTF_8);
    assertTrue(hook.toFile().setExecutable(true));
    boolean made;
    try {
      repository.git("commit", "--quiet", "--allow-empty", "--message", "x\n\n" + trailer);
      made = true;
    } catch (IOException refused) {
      made = false;
      assertTrue(String.valueOf(refused.getMessage()).contains(category), refused.getMessage());
    }
    assertEquals(category.isEmpty(), made);
    assertFalse(category.isEmpty() && !range.err().isEmpty(), range.err());
  }
}
