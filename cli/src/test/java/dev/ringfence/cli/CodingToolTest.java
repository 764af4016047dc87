package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.server.RingfenceServer;
import dev.ringfence.server.settings.Limits;
import dev.ringfence.server.settings.ServerSettings;
import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What coding tools see: the hook after an edit, the Model Context Protocol, and the whole way of
/// a change from an edit to a record that outlives a squash merge.
@SuppressWarnings("StringConcatToTextBlock") // lines of a file or a protocol, one by one
class CodingToolTest {
  private static final LocalDate DAY = LocalDate.of(2026, 2, 1);
  private static final String COPIED =
      "../scanner/src/main/java/dev/ringfence/scanner/match/region/RegionFinder.java";

  @TempDir static Path shared;
  private static Path index;

  @TempDir Path temp;
  private TestRepository repository;

  /// The commit that brought a copy in long ago.
  private String ledger = "";

  @BeforeAll
  static void indexOwnSources() {
    index = shared.resolve("index");
    Ringfence.Result added =
        Ringfence.run(
            "index",
            "add",
            index.toString(),
            "dir:../scanner/src/main/java/dev/ringfence/scanner/match",
            "--name",
            "own",
            "--license",
            "GPL-2.0-or-later");
    assertEquals(0, added.status(), added.err());
  }

  @BeforeEach
  void makeRepository() throws IOException {
    repository = new TestRepository(temp.resolve("r"));
    repository
        .write(
            ".github/ai-policy.toml",
            "version = 1\n[[zone]]\nname = \"core\"\nring = \"inner\"\npaths = [\"src/**\"]\n"
                + "[rings.inner]\nprovenance = \"required\"\nmax_ai_lines = 200\n")
        .write("src/Old.java", "class Old {}\n");
    repository.commit(DAY);
  }

  private static String copied() throws IOException {
    List<String> lines = Files.readAllLines(Path.of(COPIED));
    return String.join("\n", lines.subList(60, 160)) + "\n";
  }

  private ObjectNode toolInput(String file, String text) {
    ObjectNode event = JsonMapper.shared().createObjectNode();
    event.put("session_id", "1");
    event.put("cwd", repository.root().toString());
    event.put("hook_event_name", "PostToolUse");
    event.put("tool_name", "Edit");
    event
        .putObject("tool_input")
        .put("file_path", repository.root().resolve(file).toString())
        .put("old_string", "x")
        .put("new_string", text);
    return event;
  }

  private ObjectNode edits(String file, String text) {
    ObjectNode event = JsonMapper.shared().createObjectNode();
    event.put("conversation_id", "1");
    event.put("hook_event_name", "afterFileEdit");
    event.putArray("workspace_roots").add(repository.root().toString());
    event.put("file_path", repository.root().resolve(file).toString());
    event.putArray("edits").addObject().put("old_string", "x").put("new_string", text);
    return event;
  }

  private Ringfence.Result hook(String input) {
    return Ringfence.runWithInput(input, "hook", index.toString());
  }

  @Test
  void aHookAnswersWithTheFindingOfTheEdit() throws IOException {
    repository.write("src/New.java", "class New {\n\n" + copied() + "}\n");
    Ringfence.Result claude = hook(toolInput("src/New.java", copied()).toString());
    assertEquals(0, claude.status(), claude.err());
    JsonNode answer = JsonMapper.shared().readTree(claude.out());
    assertEquals("block", answer.path("decision").asString(""));
    String reason = answer.path("reason").asString("");
    assertTrue(reason.startsWith("error[9.1]: src/New.java:"), reason);
    assertTrue(reason.contains("GPL-2.0-or-later"), reason);
    assertTrue(reason.contains("origin: own/region/RegionFinder.java"), reason);
    assertTrue(reason.contains("Do not rename, reorder"), reason);
    // The lines are those of the file, not of the edit: two stand above it.
    int line = Integer.parseInt(reason.replaceFirst("(?s).*?src/New.java:(\\d+).*", "$1"));
    String first = repository.read("src/New.java").split("\n", -1)[line - 1];
    assertTrue(reason.contains(line + ": " + first), reason);
    assertEquals(
        "PostToolUse", answer.path("hookSpecificOutput").path("hookEventName").asString(""));
    JsonNode cursor =
        JsonMapper.shared().readTree(hook(edits("src/New.java", copied()).toString()).out());
    assertEquals(reason, cursor.path("additional_context").asString(""));
    assertFalse(cursor.has("decision"));
  }

  @Test
  void aHookSaysNothingWhereNothingIs() throws IOException {
    repository.write("src/New.java", "class New {}\n");
    for (String input :
        List.of(
            toolInput("src/New.java", "class New {}\n").toString(),
            edits("src/New.java", "class New {}\n").toString(),
            "{\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"ls\"}}",
            toolInput("src/New.java", copied()).put("hook_event_name", "PreToolUse").toString(),
            "",
            "no json")) {
      Ringfence.Result result = hook(input);
      assertEquals("{}\n", result.out(), input);
      assertEquals(0, result.status(), result.err());
    }
    // No index is no pass.
    Ringfence.Result none =
        Ringfence.runWithInput(
            toolInput("src/New.java", copied()).toString(),
            "hook",
            temp.resolve("none").toString());
    assertTrue(none.status() >= 2, none.out());
    assertEquals("", none.out());
  }

  private static Path client() {
    return Path.of(
        System.getProperty("ringfence.mcp.client", Path.of("target", "mcp-client").toString()));
  }

  /// The server's command line.
  private String[] overStandardStreams() {
    return new String[] {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "--enable-native-access=ALL-UNNAMED",
      "-cp",
      Ringfence.classPath(),
      Main.class.getName(),
      "mcp",
      index.toString(),
      "--repo",
      repository.root().toString()
    };
  }

  private JsonNode mcp(String calls, String... server) throws IOException {
    assumeTrue(
        Files.isDirectory(client().resolve("node_modules/@modelcontextprotocol/sdk")),
        "npm install --prefix cli/target/mcp-client @modelcontextprotocol/sdk was not run");
    Path script = temp.resolve("client.mjs");
    try (InputStream in = CodingToolTest.class.getResourceAsStream("mcp-client.mjs")) {
      Files.write(script, Objects.requireNonNull(in).readAllBytes());
    }
    List<String> command =
        new ArrayList<>(
            List.of("node", script.toString(), client().toAbsolutePath().toString(), calls));
    command.addAll(List.of(server));
    Path err = temp.resolve("err.txt");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertEquals(0, process.waitFor(), Files.readString(err));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return JsonMapper.shared().readTree(out);
  }

  // The client of the protocol's own SDK, in another language.
  @Test
  void aClientOfTheProtocolCallsTheTools() throws IOException {
    callsAllTools(overStandardStreams());
  }

  /// The same client over the network, to a server that wants a token.
  @Test
  void aClientCallsTheToolsOfARunningServer() throws IOException {
    String token = "0123456789abcdef0123456789abcdef";
    try (RingfenceServer server = serve(Optional.of(token))) {
      callsAllTools(server.address() + "/mcp", token);
    }
  }

  private RingfenceServer serve(Optional<String> token) throws IOException {
    return RingfenceServer.start(
        new ServerSettings(
            index,
            MatchParameters.shipped(),
            Optional.of(repository.root()),
            Optional.empty(),
            temp.resolve("reports"),
            "127.0.0.1",
            0,
            token,
            Optional.empty(),
            Optional.empty(),
            Limits.usual(2),
            new ServerSettings.ServerClock(() -> DAY, System::nanoTime, () -> "now"),
            line -> {}));
  }

  /// What the protocol asks of a server over HTTP, beyond what its own client tries.
  @Test
  void theProtocolOverHttpIsKept() throws Exception {
    try (RingfenceServer server = serve(Optional.empty());
        HttpClient http = HttpClient.newHttpClient()) {
      URI mcp = server.address().resolve("/mcp");
      String list = "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"tools/list\"}";
      assertEquals(200, post(http, mcp, list).statusCode());
      JsonNode listed = JsonMapper.shared().readTree(post(http, mcp, list).body());
      assertEquals("x", listed.path("id").asString(""));
      assertEquals(4, listed.path("result").path("tools").size());
      HttpResponse<String> told =
          post(http, mcp, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      assertEquals(202, told.statusCode());
      assertEquals("", told.body());
      HttpResponse<String> unknown =
          post(http, mcp, "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"none/such\"}");
      assertEquals(
          -32601, JsonMapper.shared().readTree(unknown.body()).path("error").path("code").asInt(0));
      for (String broken : List.of("", "no json", "[]", "{\"jsonrpc\":\"2.0\"}")) {
        HttpResponse<String> refused = post(http, mcp, broken);
        assertEquals(400, refused.statusCode(), broken);
        assertEquals(
            -32700,
            JsonMapper.shared().readTree(refused.body()).path("error").path("code").asInt(0),
            refused.body());
      }
      assertEquals(400, post(http, mcp, list, "MCP-Protocol-Version", "1999-01-01").statusCode());
      assertEquals(200, post(http, mcp, list, "MCP-Protocol-Version", "2025-06-18").statusCode());
      assertEquals(403, post(http, mcp, list, "Origin", "https://elsewhere.example").statusCode());
      assertEquals(415, post(http, mcp, list, "Content-Type", "text/plain").statusCode());
      HttpResponse<String> stream =
          http.send(HttpRequest.newBuilder(mcp).build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(405, stream.statusCode());
      assertEquals("POST", stream.headers().firstValue("Allow").orElse(""));
      assertEquals(
          "application/problem+json", stream.headers().firstValue("Content-Type").orElse(""));
    }
    try (RingfenceServer closed = serve(Optional.of("0123456789abcdef"));
        HttpClient http = HttpClient.newHttpClient()) {
      assertEquals(401, post(http, closed.address().resolve("/mcp"), "{}").statusCode());
    }
  }

  private static HttpResponse<String> post(
      HttpClient http, URI address, String body, String... header)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int h = 0; h < header.length; h += 2) {
      request.setHeader(header[h], header[h + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private void callsAllTools(String... server) throws IOException {
    repository.git("checkout", "--quiet", "-b", "change");
    repository.write("src/New.java", "class New {\n  int one() {\n    return 1;\n  }\n}\n");
    repository.commit(DAY);
    ObjectNode check = JsonMapper.shared().createObjectNode();
    check.put("name", "check_hunk");
    check.putObject("arguments").put("path", "src/New.java").put("code", copied());
    JsonNode answers =
        mcp(
            "[{\"name\":\"policy_explain\",\"arguments\":{\"paths\":[\"src/a.c\",\"docs/a.md\"]}},"
                + check
                + ",{\"name\":\"attest_init\",\"arguments\":{\"range\":\"main..HEAD\"}},"
                + "{\"name\":\"provenance_record\",\"arguments\":{\"range\":\"main..HEAD\"}},"
                + "{\"name\":\"provenance_record\",\"arguments\":{\"range\":\"main..HEAD\",\"id\":\"x\","
                + "\"tool\":\"Claude Code 2.1 / opus\",\"prompts\":\"add one()\"}},"
                + "{\"name\":\"attest_init\",\"arguments\":{\"range\":\"none..HEAD\"}},"
                + "{\"name\":\"check_hunk\",\"arguments\":{}}]",
            server);
    assertEquals("ringfence", answers.path("server").path("name").asString(""));
    assertTrue(answers.path("instructions").asString("").contains("never change code"));
    List<String> tools = new ArrayList<>();
    answers.path("tools").forEach(tool -> tools.add(tool.path("name").asString("")));
    assertEquals(
        List.of("policy_explain", "check_hunk", "attest_init", "provenance_record"), tools);
    JsonNode calls = answers.path("calls");
    JsonNode paths = calls.path(0).path("structuredContent").path("paths");
    assertEquals("inner", paths.path(0).path("ring").asString(""), calls.path(0).toString());
    assertEquals("middle", paths.path(1).path("ring").asString(""));
    JsonNode found = calls.path(1).path("structuredContent");
    assertEquals("findings", found.path("status").asString(""), calls.path(1).toString());
    assertEquals("GPL-2.0-or-later", found.path("findings").path(0).path("license").asString(""));
    assertTrue(text(calls.path(1)).contains("Do not rename"), text(calls.path(1)));
    assertTrue(text(calls.path(2)).contains("ai-attestation:v1 ring=inner"));
    assertTrue(calls.path(3).path("isError").asBoolean(false));
    assertTrue(text(calls.path(3)).contains("provenance/no-tool"), text(calls.path(3)));
    assertEquals(
        ".provenance/x.intoto.jsonl",
        calls.path(4).path("structuredContent").path("file").asString(""));
    assertEquals("add one()", repository.read(".provenance/x/prompts.md"));
    assertTrue(calls.path(5).path("isError").asBoolean(false));
    assertTrue(calls.path(6).path("isError").asBoolean(false), calls.path(6).toString());
  }

  private static String text(JsonNode call) {
    return call.path("content").path(0).path("text").asString("");
  }

  private Ringfence.Result run(int status, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--repo", repository.root().toString()));
    Ringfence.Result result = Ringfence.run(all.toArray(String[]::new));
    assertEquals(
        status, result.status(), String.join(" ", all) + "\n" + result.out() + result.err());
    return result;
  }

  // From the tool's first edit to the record that is found after the squash merge.
  @Test
  void theWholeWayOfAChange() throws IOException {
    // The history holds a copy from before anyone looked.
    repository.write("src/Ledger.java", "class Ledger {\n" + copied() + "}\n");
    ledger = repository.commit(DAY.minusYears(1));
    repository.git("tag", "v1.0");
    repository.git("checkout", "--quiet", "-b", "change");
    // The tool copies; its hook stops it, and the person has it written anew.
    repository.write("src/New.java", "class New {\n" + copied() + "}\n");
    assertTrue(hook(toolInput("src/New.java", copied()).toString()).out().contains("block"));
    StringBuilder own = new StringBuilder("class New {\n");
    for (int i = 0; i < 6; i++) {
      own.append("  int scaled")
          .append(i)
          .append("(int x) {\n    return x * ")
          .append(i + 3)
          .append(";\n  }\n");
    }
    String code = own.append("}\n").toString();
    repository
        .write("src/New.java", code)
        .write(
            "tests/NewTest.java",
            "class NewTest {\n  void scales() {\n    new New().scaled1(2);\n  }\n}\n");
    assertEquals("{}\n", hook(toolInput("src/New.java", code).toString()).out());
    repository.commit(DAY);
    repository.git(
        "commit",
        "--quiet",
        "--amend",
        "--message",
        "new\n\nAssisted-by: Claude Code:claude-opus-4-5");
    run(0, "commit-msg", "--diff", "main..HEAD");
    // The search, the attestation, the record.
    Path receipt = temp.resolve("receipt.json");
    run(0, "scan", index.toString(), "--diff", "main..HEAD", "--receipt", receipt.toString());
    Ringfence.Result draft =
        run(0, "attest", "init", "--diff", "main..HEAD", "--receipt", receipt.toString());
    assertTrue(draft.out().contains("- **Search** [tool]: receipt sha256:"), draft.out());
    Path body = Files.writeString(temp.resolve("body.md"), draft.out());
    run(1, "attest", "check", "--body", body.toString(), "--diff", "main..HEAD");
    run(1, "provenance", "check", "--body", body.toString(), "--diff", "main..HEAD");
    Files.writeString(
        body,
        draft
            .out()
            .replace("[ ] [human]", "[x] [human]")
            .replace(
                "</details>",
                "Each of the functions multiplies by its own constant, which the caller chooses by name"
                    + " because the table of constants must be visible in a stack trace when one of them"
                    + " overflows. What must hold is that no two of them share a constant, or the caller"
                    + " cannot tell them apart. I thought about one function with a parameter and about a"
                    + " table, and dropped both since neither shows up in a profile by itself.\n</details>"));
    run(
        0,
        "attest",
        "check",
        "--body",
        body.toString(),
        "--diff",
        "main..HEAD",
        "--receipt",
        receipt.toString());
    Path prompts = Files.writeString(temp.resolve("prompts.md"), "Write six scaling functions.\n");
    run(
        0,
        "provenance",
        "record",
        "--diff",
        "main..HEAD",
        "--id",
        "gh-7",
        "--prompts",
        prompts.toString(),
        "--receipt",
        receipt.toString(),
        "--body",
        body.toString());
    repository.commit(DAY);
    run(0, "provenance", "check", "--body", body.toString(), "--diff", "main..HEAD");
    // Main moves on, the branch is squashed into it and gone, the file is renamed.
    repository.git("checkout", "--quiet", "main");
    repository.write("src/Old.java", "class Old { int moved; }\n");
    repository.commit(DAY);
    repository.git("merge", "--quiet", "--squash", "change");
    repository.git("commit", "--quiet", "--message", "squashed (#7)");
    repository.git("branch", "-D", "change");
    repository.git("mv", "src/New.java", "src/Scaled.java");
    repository.commit(DAY);
    Ringfence.Result verified = run(0, "provenance", "verify", "gh-7", "--json");
    JsonNode record = JsonMapper.shared().readTree(verified.out()).path("records").path(0);
    assertFalse(record.path("commit").isNull(), verified.out());
    assertEquals(record.path("lines").asInt(-1), record.path("found").asInt(0), verified.out());
    assertEquals("src/Scaled.java", record.path("places").path(0).path("now").asString(""));
    JsonNode statement =
        JsonMapper.shared().readTree(run(0, "provenance", "show", "gh-7", "--json").out());
    JsonNode predicate = statement.path("predicate");
    assertTrue(predicate.path("attestation").path("understand").asBoolean(false));
    assertEquals(0, predicate.path("search").path("findings").asInt(-1));
    audited();
  }

  /// An audit of the history, long after: the lines that an older commit had copied are found where
  /// they are, what the tool wrote is found to be the tool's and clean, and the record still holds.
  private void audited() throws IOException {
    Path out = temp.resolve("audit");
    Ringfence.Result audit =
        Ringfence.run(
            "audit", index.toString(), repository.root().toString(), "--out", out.toString());
    assertEquals(1, audit.status(), audit.out() + audit.err());
    JsonNode report =
        JsonMapper.shared()
            .readTree(Ringfence.run("audit", "report", out.toString(), "--format", "json").out());
    assertEquals(1, report.path("findings").size(), audit.out());
    JsonNode finding = report.path("findings").path(0);
    assertEquals(ledger, finding.path("introduced").path("hash").asString(""));
    assertEquals("WHOLE", finding.path("now").path("status").asString(""));
    assertEquals(
        "src/Ledger.java", finding.path("now").path("places").path(0).path("path").asString(""));
    assertEquals("v1.0", finding.path("now").path("tags").path(0).path("name").asString(""));
    // The squash lost the trailer; the record tells by the content which commit is the tool's.
    JsonNode sign = report.path("ai_signs").path(0);
    assertEquals("provenance", sign.path("sign").asString(""), report.path("ai_signs").toString());
    assertEquals(1, report.path("ai_signs").size(), report.path("ai_signs").toString());
    assertEquals(1, sign.path("commits").asInt(0));
    assertTrue(sign.path("tool").asString("").contains("Claude Code"), sign.toString());
    run(0, "provenance", "verify", "gh-7");
    // Whoever decides about the old finding is heard by the next audit.
    String id = finding.path("fingerprint").asString("");
    assertEquals(
        0,
        Ringfence.run(
                "audit",
                "triage",
                "set",
                out.toString(),
                id,
                "cleared",
                "--reason",
                "licensed to us in 2025",
                "--name",
                "Counsel")
            .status());
    assertEquals(
        0,
        Ringfence.run(
                "audit", index.toString(), repository.root().toString(), "--out", out.toString())
            .status());
  }
}
