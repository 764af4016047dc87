package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Records over real repositories, and what merges, rebases and moves do to them.
class ProvenanceCommandTest {
  private static final LocalDate DAY = LocalDate.of(2026, 2, 1);
  private static final String POLICY =
      """
      version = 1

      [[zone]]
      name = "core"
      ring = "inner"
      paths = ["src/**"]

      [rings.inner]
      provenance = "required"
      """;

  @TempDir Path temp;
  private TestRepository repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = new TestRepository(temp.resolve("r"));
    repository
        .write(".github/ai-policy.toml", POLICY)
        .write("src/old.c", lines("old", 12))
        .write("src/other.c", lines("other", 12));
    repository.commit(DAY);
  }

  private static String lines(String name, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("int ")
          .append(name)
          .append(i)
          .append("(int x) { return x + ")
          .append(i)
          .append("; }\n");
    }
    return text.toString();
  }

  private Ringfence.Result provenance(String... arguments) {
    List<String> all = new ArrayList<>(List.of("provenance"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--repo", repository.root().toString()));
    return Ringfence.run(all.toArray(String[]::new));
  }

  private JsonNode verify(String... arguments) {
    List<String> all = new ArrayList<>(List.of("verify", "--json"));
    all.addAll(List.of(arguments));
    Ringfence.Result result = provenance(all.toArray(String[]::new));
    assertTrue(result.status() <= 1, result.err());
    return JsonMapper.shared().readTree(result.out());
  }

  private String commit(String message) throws IOException {
    repository.commit(DAY);
    repository.git("commit", "--quiet", "--amend", "--message", message);
    return repository.git("rev-parse", "HEAD").trim();
  }

  /// A branch of two commits with a record: a new file, and lines inside of an old one.
  private void recordedBranch() throws IOException {
    repository.git("checkout", "--quiet", "-b", "change");
    repository.write("src/new.c", lines("fresh", 10));
    commit("new\n\nAssisted-by: Claude Code:claude-opus-4-5");
    repository.write(
        "src/old.c",
        repository
            .read("src/old.c")
            .replace("int old6(", "int between(int y) { return y; }\nint old6("));
    commit("between\n\nAssisted-by: Claude Code:claude-opus-4-5");
    Ringfence.Result recorded = provenance("record", "--diff", "main..HEAD", "--id", "gh-1");
    assertEquals(0, recorded.status(), recorded.err());
    commit("provenance");
  }

  /// Each way a branch gets into main.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "merge          | true",
        "squash         | true",
        "rebase         | true",
        "cherry-pick    | true",
        "squash-edited  | false",
      })
  void aMergeLosesNothing(String how, boolean byPatchId) throws IOException {
    recordedBranch();
    repository.git("checkout", "--quiet", "main");
    repository.write("src/other.c", "/* moved on */\n" + lines("other", 12));
    commit("main moves on");
    switch (how) {
      case "merge" -> repository.git("merge", "--quiet", "--no-ff", "-m", "merge", "change");
      case "squash", "squash-edited" -> {
        repository.git("merge", "--quiet", "--squash", "change");
        if (how.equals("squash-edited")) {
          repository.write(
              "src/new.c", lines("fresh", 10).replace("fresh3(int x)", "fresh3(long x)"));
          repository.git("add", "--all");
        }
        repository.git("commit", "--quiet", "-m", "squashed");
      }
      case "rebase" -> {
        repository.git("checkout", "--quiet", "change");
        repository.git("rebase", "--quiet", "main");
        repository.git("checkout", "--quiet", "main");
        repository.git("merge", "--quiet", "--ff-only", "change");
      }
      default -> repository.git("cherry-pick", "main..change");
    }
    repository.git("branch", "-D", "change");
    JsonNode record = verify().path("records").path(0);
    assertTrue(record.path("holds").asBoolean(false), record.toString());
    assertEquals(byPatchId, !record.path("commit").isNull(), record.toString());
    assertEquals(11, record.path("lines").asInt(0));
    assertEquals(byPatchId ? 11 : 10, record.path("found").asInt(0), record.toString());
  }

  @Test
  void moreCommitsAndMovesAreFollowed() throws IOException {
    recordedBranch();
    repository.git("checkout", "--quiet", "main");
    repository.git("merge", "--quiet", "--squash", "change");
    repository.git("commit", "--quiet", "-m", "squashed");
    // Indented, moved down and renamed.
    StringBuilder moved = new StringBuilder("namespace x {\n\n");
    lines("fresh", 10).lines().forEach(line -> moved.append("    ").append(line).append('\n'));
    repository.write("lib/moved.cc", moved.append("}\n").toString());
    repository.git("rm", "--quiet", "src/new.c");
    commit("move");
    JsonNode places = verify("gh-1").path("records").path(0).path("places");
    JsonNode run = places.path(places.size());
    for (JsonNode place : places) {
      run = place.path("path").asString("").equals("src/new.c") ? place : run;
    }
    assertEquals("moved", run.path("state").asString(""), places.toString());
    assertEquals("lib/moved.cc", run.path("now").asString(""));
    assertEquals(3, run.path("now_start_line").asInt(0));
    assertEquals(12, run.path("now_end_line").asInt(0));
    // All of it taken out again: the commit still tells.
    repository.git("rm", "--quiet", "lib/moved.cc");
    repository.write("src/old.c", lines("old", 12));
    commit("revert");
    JsonNode gone = verify().path("records").path(0);
    assertEquals(0, gone.path("found").asInt(-1), gone.toString());
    assertTrue(gone.path("holds").asBoolean(false), gone.toString());
  }

  @Test
  void aChangeThatNeverCameInDoesNotHold() throws IOException {
    recordedBranch();
    repository.git("checkout", "--quiet", "main");
    repository.git("checkout", "change", "--", ".provenance");
    commit("the record alone");
    JsonNode record = verify().path("records").path(0);
    assertFalse(record.path("holds").asBoolean(true), record.toString());
    assertEquals(1, provenance("verify").status());
  }

  @Test
  void notesMirrorRecordsAndRebasesTakeThemAlong() throws IOException {
    repository.git("checkout", "--quiet", "-b", "change");
    repository.write("src/new.c", lines("fresh", 10));
    commit("new\n\nAssisted-by: Cursor");
    assertEquals(0, provenance("record", "--diff", "main..HEAD", "--notes").status());
    repository.git("clean", "-fdq");
    repository.git("checkout", "--quiet", "main");
    repository.write("src/other.c", "/* moved on */\n" + lines("other", 12));
    commit("main moves on");
    repository.git("checkout", "--quiet", "change");
    repository.git("rebase", "--quiet", "main");
    String head = repository.git("rev-parse", "HEAD").trim();
    assertTrue(repository.git("notes", "--ref=ai-provenance", "list").contains(head));
    JsonNode record = verify().path("records").path(0);
    assertTrue(record.path("file").asString("").startsWith("note of "), record.toString());
    assertTrue(record.path("holds").asBoolean(false), record.toString());
    assertEquals(head, record.path("commit").asString(""));
    assertThrowsNothing(repository.git("notes", "--ref=ai", "list"));
  }

  /// git-ai owns its notes; nothing of ours is in them.
  private static void assertThrowsNothing(String notes) {
    assertEquals("", notes);
  }

  @Test
  void promptsAreKeptByDigestWithoutSecrets() throws IOException {
    repository.git("checkout", "--quiet", "-b", "change");
    repository.write("src/new.c", lines("fresh", 10));
    commit("new\n\nAssisted-by: Cursor");
    String token = "ghp_" + "aB3dE6gH9jK2mN5pQ8sT".repeat(2).substring(0, 36);
    Path prompts =
        Files.writeString(
            temp.resolve("prompts.md"),
            "Add the function.\nUse " + token + " to push.\nMy boss is [redacted: name].\n");
    Ringfence.Result refused =
        provenance("record", "--diff", "main..HEAD", "--id", "x", "--prompts", prompts.toString());
    assertEquals(2, refused.status());
    assertTrue(refused.err().contains("prompts.md:2: github-token"), refused.err());
    assertFalse(refused.err().contains(token), refused.err());
    assertFalse(Files.exists(repository.root().resolve(".provenance")));
    Ringfence.Result recorded =
        provenance(
            "record",
            "--diff",
            "main..HEAD",
            "--id",
            "x",
            "--redact",
            "--prompts",
            prompts.toString());
    assertEquals(0, recorded.status(), recorded.err());
    String kept = repository.read(".provenance/x/prompts.md");
    assertEquals(
        "Add the function.\nUse [redacted: github-token] to push.\nMy boss is [redacted: name].\n",
        kept);
    assertTrue(recorded.out().contains("redacted in the prompts: 2"), recorded.out());
    assertTrue(recorded.out().contains("- **Prompts** [tool]: .provenance/x/prompts.md (sha256:"));
    commit("provenance");
    assertEquals(0, provenance("verify").status(), provenance("verify").out());
    repository.write(".provenance/x/prompts.md", kept + "more\n");
    commit("tampered");
    Ringfence.Result tampered = provenance("verify");
    assertEquals(1, tampered.status());
    assertTrue(tampered.out().contains("prompts.md were changed"), tampered.out());
    Ringfence.Result digest =
        provenance(
            "record",
            "--diff",
            "main..HEAD~2",
            "--id",
            "y",
            "--digest-only",
            "--prompts",
            prompts.toString());
    assertEquals(0, digest.status(), digest.err());
    assertFalse(Files.exists(repository.root().resolve(".provenance/y")));
    assertFalse(repository.read(".provenance/y.intoto.jsonl").contains("ghp_"));
  }

  private String openssl(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? out : "FAILED " + out;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static boolean has(String program) {
    try {
      return new ProcessBuilder(program, "version").start().waitFor() == 0;
    } catch (IOException | InterruptedException missing) {
      return false;
    }
  }

  /// openssl, which knows nothing of us, agrees about the signature over what the format says.
  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ec"})
  void signaturesAreWhatOpensslVerifies(String algorithm) throws IOException {
    assumeTrue(has("openssl"), "openssl is not installed");
    Path key = temp.resolve("key.pem");
    Path pub = temp.resolve("key.pub");
    openssl(
        algorithm.equals("ec")
            ? new String[] {
              "genpkey",
              "-algorithm",
              "EC",
              "-pkeyopt",
              "ec_paramgen_curve:P-256",
              "-out",
              key.toString()
            }
            : new String[] {"genpkey", "-algorithm", "ed25519", "-out", key.toString()});
    openssl("pkey", "-in", key.toString(), "-pubout", "-out", pub.toString());
    repository.git("checkout", "--quiet", "-b", "change");
    repository.write("src/new.c", lines("fresh", 10));
    commit("new\n\nAssisted-by: Cursor");
    Ringfence.Result recorded =
        provenance("record", "--diff", "main..HEAD", "--id", "x", "--key", key.toString());
    assertEquals(0, recorded.status(), recorded.err());
    commit("provenance");
    JsonNode envelope = JsonMapper.shared().readTree(repository.read(".provenance/x.intoto.jsonl"));
    byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asString(""));
    String type = "application/vnd.in-toto+json";
    assertEquals(type, envelope.path("payloadType").asString(""));
    Path signed = temp.resolve("signed");
    Files.write(
        signed,
        ("DSSEv1 28 "
                + type
                + " "
                + payload.length
                + " "
                + new String(payload, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8));
    Path signature = temp.resolve("signature");
    Files.write(
        signature,
        Base64.getDecoder().decode(envelope.path("signatures").path(0).path("sig").asString("")));
    String verified =
        algorithm.equals("ec")
            ? openssl(
                "dgst",
                "-sha256",
                "-verify",
                pub.toString(),
                "-signature",
                signature.toString(),
                signed.toString())
            : openssl(
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                pub.toString(),
                "-rawin",
                "-in",
                signed.toString(),
                "-sigfile",
                signature.toString());
    assertTrue(
        verified.contains("Verified OK") || verified.contains("Verified Successfully"), verified);
    assertEquals(
        "valid",
        verify("--key", pub.toString()).path("records").path(0).path("signature").asString(""));
    assertEquals("not_checked", verify().path("records").path(0).path("signature").asString(""));
    // Another key, another payload, no signature.
    Path other = temp.resolve("other.pub");
    openssl("genpkey", "-algorithm", "ed25519", "-out", temp.resolve("other.pem").toString());
    openssl(
        "pkey", "-in", temp.resolve("other.pem").toString(), "-pubout", "-out", other.toString());
    assertEquals(1, provenance("verify", "--key", other.toString()).status());
    String tampered = new String(payload, StandardCharsets.UTF_8).replace("\"ai\"", "\"human\"");
    repository.write(
        ".provenance/x.intoto.jsonl",
        envelope
                .toString()
                .replace(
                    envelope.path("payload").asString(""),
                    Base64.getEncoder().encodeToString(tampered.getBytes(StandardCharsets.UTF_8)))
            + "\n");
    commit("tampered");
    assertEquals(1, provenance("verify", "--key", pub.toString()).status());
    repository.write(
        ".provenance/x.intoto.jsonl", new String(payload, StandardCharsets.UTF_8) + "\n");
    commit("unsigned");
    assertEquals(1, provenance("verify", "--key", pub.toString()).status());
    assertEquals(0, provenance("verify").status());
    assertEquals(2, provenance("verify", "--key", key.toString()).status());
  }

  @Test
  void exportsWhatOthersRead() throws IOException {
    recordedBranch();
    Ringfence.Result trace = provenance("export", "--format", "agent-trace");
    assertEquals(0, trace.status(), trace.err());
    JsonNode record = JsonMapper.shared().readTree(trace.out());
    assertTrue(record.path("version").asString("").matches("[0-9]+\\.[0-9]+"));
    assertEquals("Claude Code", record.path("tool").path("name").asString(""));
    JsonNode conversation = record.path("files").path(0).path("conversations").path(0);
    assertEquals("claude-opus-4-5", conversation.path("contributor").path("model_id").asString(""));
    assertEquals(1, conversation.path("ranges").path(0).path("start_line").asInt(0));
    assertEquals(10, conversation.path("ranges").path(0).path("end_line").asInt(0));
    JsonNode spdx = JsonMapper.shared().readTree(provenance("export", "--format", "spdx").out());
    JsonNode snippet = spdx.path("snippets").path(1);
    JsonNode bytes = snippet.path("ranges").path(0);
    String old = repository.read("src/old.c");
    int from = bytes.path("startPointer").path("offset").asInt(0);
    int to = bytes.path("endPointer").path("offset").asInt(0);
    assertEquals("int between(int y) { return y; }\n", old.substring(from - 1, to));
    assertEquals(
        7, snippet.path("ranges").path(1).path("startPointer").path("lineNumber").asInt(0));
    assertEquals(
        "Generated-by: Claude Code (claude-opus-4-5)\n  src/new.c\n  src/old.c\n",
        provenance("export", "--format", "asf").out());
    // Ours and theirs come back in.
    Path file = Files.writeString(temp.resolve("traces.jsonl"), trace.out());
    Ringfence.Result imported =
        provenance("import", file.toString(), "--diff", "main..HEAD~1", "--id", "again");
    assertEquals(0, imported.status(), imported.err());
    assertTrue(repository.read(".provenance/again.intoto.jsonl").contains("claude-opus-4-5"));
    Path own =
        Files.writeString(
            temp.resolve("own.intoto.jsonl"), provenance("export", "--format", "in-toto").out());
    assertEquals(0, provenance("import", own.toString()).status());
    assertEquals(
        repository.read(".provenance/gh-1.intoto.jsonl"),
        repository.read(".provenance/own.intoto.jsonl"));
    assertEquals(2, provenance("export", "--format", "xml").status());
    assertEquals(2, provenance("import", "--diff", "main..main~0").status());
  }

  @Test
  void aRingMayAskForARecord() throws IOException {
    repository.git("checkout", "--quiet", "-b", "change");
    repository.write("src/new.c", lines("fresh", 10));
    commit("new\n\nAssisted-by: Cursor");
    Ringfence.Result missing = provenance("check", "--diff", "main..HEAD");
    assertEquals(1, missing.status(), missing.err());
    assertTrue(missing.out().contains("src/new.c:1: 10 lines of the inner ring"), missing.out());
    assertEquals(0, provenance("record", "--diff", "main..HEAD", "--id", "x").status());
    commit("provenance");
    assertEquals(0, provenance("check", "--diff", "main..HEAD").status());
    repository.write("src/new.c", lines("fresh", 12));
    commit("more");
    assertTrue(provenance("check", "--diff", "main..HEAD").out().contains("src/new.c:11: 2 lines"));
  }

  @Test
  void withoutASignOfAiNothingIsAskedFor() throws IOException {
    repository.git("checkout", "--quiet", "-b", "change");
    repository.write("src/new.c", lines("fresh", 10));
    commit("new");
    Ringfence.Result none = provenance("check", "--diff", "main..HEAD");
    assertEquals(0, none.status());
    assertTrue(none.out().contains("which proves nothing"), none.out());
    assertEquals(1, provenance("check", "--diff", "main..HEAD", "--always").status());
    Path body =
        Files.writeString(temp.resolve("b.md"), "#### AI Disclosure\nCursor wrote src/new.c\n");
    assertEquals(
        1, provenance("check", "--diff", "main..HEAD", "--body", body.toString()).status());
    Ringfence.Result untold = provenance("record", "--diff", "main..HEAD");
    assertEquals(2, untold.status());
    assertTrue(untold.err().contains("name it with --tool"), untold.err());
    Ringfence.Result told =
        provenance("record", "--diff", "main..HEAD", "--id", "t", "--tool", "Cursor 0.48 / gpt-5");
    assertEquals(0, told.status(), told.err());
    commit("provenance");
    Ringfence.Result shown = provenance("show", "t");
    assertTrue(
        shown.out().contains("tool: Cursor 0.48, model gpt-5\n    src/new.c:1-10\n"), shown.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"payloadType\":\"x\",\"payload\":\"!\"}", "{\"_type\":\"y\"}"})
  void aDamagedRecordIsNoPass(String text) throws IOException {
    repository.write(".provenance/x.intoto.jsonl", text + "\n");
    commit("damaged");
    Ringfence.Result result = provenance("verify");
    assertEquals(3, result.status(), result.out());
    assertTrue(result.err().contains(".provenance/x.intoto.jsonl:1"), result.err());
  }

  @Test
  void noRecordAtAllIsNoPass() {
    assertEquals(2, provenance("verify").status());
    assertEquals(2, provenance("show", "none").status());
  }
}
