package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ringfence.attest.replay.report.ReplayJson;
import dev.ringfence.testkit.TestRepository;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real command over real repositories, against a server that speaks the protocol, programs,
/// and folders of answers.
class ReplayCommandTest {
  private static final LocalDate DAY = LocalDate.of(2026, 2, 1);
  private static final String BASE =
      """
      #!/bin/sh
      # Counts.
      total() {
        sum=0
        for each in "$@"; do
          sum=$((sum + each))
        done
        echo "$sum"
      }
      """;
  private static final String ADDED =
      """

      longest_run() {
        best=0
        length=0
        last=
        for value in "$@"; do
          if [ "$value" = "$last" ]; then
            length=$((length + 1))
          else
            length=1
          fi
          last=$value
          if [ "$length" -gt "$best" ]; then
            best=$length
          fi
        done
        echo "$best"
      }
      """;
  private static final String MERGED = BASE + ADDED;
  private static final String ANOTHER_WAY =
      BASE
          + """

          longest_run() {
            printf '%s\\n' "$@" | uniq -c | awk '$1 > m { m = $1 } END { print m + 0 }'
          }
          """;
  private static final String WRONG = BASE + "\nlongest_run() {\n  echo \"$#\"\n}\n";
  private static final String TEST =
      """
      #!/bin/sh
      . ./lib/count.sh
      out=report.xml
      echo '<testsuite>' > $out
      status=0
      check() {
        if [ "$2" = "$3" ]; then
          echo "<testcase classname=\\"count\\" name=\\"$1\\"/>" >> $out
        else
          echo "<testcase classname=\\"count\\" name=\\"$1\\"><failure/></testcase>" >> $out
          status=1
        fi
      }
      check two_of_three "$(longest_run 1 1 2)" 2
      check three "$(longest_run 4 7 7 7 1 1)" 3
      check total "$(total 1 2 3)" 6
      echo '</testsuite>' >> $out
      echo "took 1.5 ms"
      exit $status
      """;
  private static final String VALIDATE =
      """

      [[replay.validate]]
      name = "tests"
      command = ["sh", "tests/test_count.sh"]
      junit = ["report.xml"]
      timeout = 30
      """;

  @TempDir static Path shared;
  @TempDir Path temp;
  private TestRepository repository;
  private ChatServer server;
  private static Path index;

  @BeforeAll
  static void makeIndex() {
    index = shared.resolve("index");
    Ringfence.Result added =
        Ringfence.run(
            "index",
            "add",
            index.toString(),
            "dir:" + TestWorks.WEAVER,
            "--name",
            "weaver",
            "--license",
            "GPL-3.0-only");
    assertEquals(0, added.status(), added.err());
  }

  @BeforeEach
  void makeRepository() throws IOException {
    server = new ChatServer();
    repository = new TestRepository(temp.resolve("r"));
    repository.write("lib/count.sh", BASE).write("README.md", "Counts.\n");
    repository.commit(DAY);
    repository.write("lib/count.sh", MERGED).write("tests/test_count.sh", TEST);
    repository.commit(DAY, "longest run\n\nAssisted-by: Assistant:model-a");
    Files.writeString(
        temp.resolve("prompts.md"),
        "Add a function longest_run to lib/count.sh that prints how long the longest run of equal"
            + " arguments is.\n");
    record("gh-1", "HEAD^..HEAD", temp.resolve("prompts.md").toString());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void record(String id, String range, String prompts) throws IOException {
    Ringfence.Result recorded =
        Ringfence.run(
            "provenance",
            "record",
            "--repo",
            repository.root().toString(),
            "--diff",
            range,
            "--id",
            id,
            "--prompts",
            prompts);
    assertEquals(0, recorded.status(), recorded.err());
    repository.commit(DAY, "provenance");
  }

  private void policy(String replay) throws IOException {
    repository.write(".github/ai-policy.toml", "version = 1\n\n[replay]\n" + replay);
    repository.commit(DAY, "policy");
  }

  private String chat(String more) {
    return "enabled = true\nprovider = \"openai-chat\"\nmodel = \"small\"\nendpoint = \""
        + server.endpoint()
        + "\"\nbackoff = 0.01\nretries = 3\n"
        + more;
  }

  private String[] arguments(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "replay",
                "--repo",
                repository.root().toString(),
                "--index",
                index.toString(),
                "--out",
                temp.resolve("out").toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private Ringfence.Result replay(String... more) {
    return Ringfence.run(arguments(more));
  }

  private JsonNode json(int status, String... more) {
    List<String> all = new ArrayList<>(List.of("--all", "--run", "--format", "json"));
    all.addAll(List.of(more));
    Ringfence.Result result = replay(all.toArray(String[]::new));
    assertEquals(status, result.status(), result.out() + result.err());
    return JsonMapper.shared().readTree(result.out());
  }

  private static JsonNode samples(JsonNode report) {
    return report.path("records").path(0).path("samples");
  }

  private static List<String> classes(JsonNode report) {
    List<String> classes = new ArrayList<>();
    samples(report).forEach(sample -> classes.add(sample.path("class").asString("")));
    return classes;
  }

  private static String file(String path, String text) {
    return "Here it is.\n\n`" + path + "`\n```sh\n" + text + "```\n";
  }

  private static String merged() {
    return file("lib/count.sh", MERGED) + file("tests/test_count.sh", TEST);
  }

  // ---- opt-in twice ----

  @Test
  void nothingIsSentUnlessPolicyAndCommandSaySo() throws IOException {
    server.then(ChatServer.says(merged()));
    Ringfence.Result none = replay("--all", "--run");
    assertEquals(2, none.status());
    assertTrue(none.err().contains("replay/not-enabled"), none.err());
    policy(chat("").replace("enabled = true", "enabled = false"));
    assertTrue(replay("--all", "--run").err().contains("replay/not-enabled"));
    policy(chat(""));
    Ringfence.Result plan = replay("--all");
    assertEquals(2, plan.status());
    assertTrue(plan.out().contains("gh-1: would be asked 3 times"), plan.out());
    assertTrue(plan.err().contains("replay/not-run"), plan.err());
    assertEquals(List.of(), server.requests());
    assertFalse(Files.exists(temp.resolve("out")));
  }

  // ---- what answers are ----

  @Test
  void answersAreToldApart() throws IOException {
    policy(chat("samples = 6\nseed = 40\n") + VALIDATE);
    String renamed =
        MERGED.replace("value", "item").replace("    length=1\n", "    length=1 # anew\n");
    server.then(
        ChatServer.says(merged()),
        ChatServer.says(file("lib/count.sh", renamed) + file("tests/test_count.sh", TEST)),
        ChatServer.says(file("lib/count.sh", ANOTHER_WAY)),
        ChatServer.says(file("lib/count.sh", WRONG)),
        ChatServer.says("I'm sorry, but I can't help with that.\n"),
        ChatServer.says(
            """
            ```diff
            --- a/lib/count.sh
            +++ b/lib/count.sh
            @@ -1,3 +1,4 @@
             #!/bin/sh
            -# Sums.
            +# Sums and more.
             total() {
            ```
            """));
    JsonNode report = json(0);
    assertEquals(
        List.of(
            "identical",
            "structurally-equal",
            "tests-equivalent",
            "diverged",
            "refused",
            "diverged"),
        classes(report),
        report.toString());
    JsonNode another = samples(report).path(2);
    assertTrue(another.path("reason").asString("").contains("all 3 tests"), another.toString());
    assertTrue(another.path("comparison").path("similarity").asDouble(1) < 0.9);
    assertTrue(
        samples(report).path(3).path("reason").asString("").contains("1 of 3 tests")
            || samples(report).path(3).path("reason").asString("").contains("2 of 3 tests"),
        report.toString());
    assertEquals("model", samples(report).path(4).path("refused_by").asString(""));
    assertTrue(
        samples(report).path(5).path("reason").asString("").contains("does not apply"),
        report.toString());
    // What went over the wire.
    JsonNode sent = server.requests().getFirst().body();
    assertEquals("small", sent.path("model").asString(""));
    assertTrue(sent.path("stream").asBoolean(false));
    assertEquals(40, sent.path("seed").asInt(0));
    assertEquals(45, server.requests().getLast().body().path("seed").asInt(0));
    String asked = sent.path("messages").path(1).path("content").asString("");
    assertTrue(asked.startsWith("Add a function longest_run"), asked);
    assertTrue(asked.contains("total() {") && !asked.contains("longest_run() {"), asked);
    assertEquals("null", server.requests().getFirst().authorization());
    assertEquals(6 * 150, report.path("spent").path("tokens").asInt(0));
    assertEquals("small-1-2026", samples(report).path(0).path("reply").path("model").asString(""));
    assertEquals(
        "fp_test", samples(report).path(0).path("reply").path("system_fingerprint").asString(""));
    assertEquals(List.of(), schema().validate(report.toString(), InputFormat.JSON));
    // Nothing is left behind, and nothing was written to the repository.
    assertFalse(Files.exists(temp.resolve("out/replay-trees.tmp")));
    assertEquals("", repository.git("status", "--porcelain"));
    assertEquals(1, repository.git("worktree", "list").lines().count());
  }

  private static Schema schema() throws IOException {
    try (InputStream in = ReplayJson.class.getResourceAsStream("replay-report.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(
              new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8),
              InputFormat.JSON);
    }
  }

  @Test
  void aDiffWithWrongNumbersIsAppliedWhereItFits() throws IOException {
    policy(chat("samples = 1\n") + VALIDATE);
    StringBuilder diff = new StringBuilder("```diff\n--- a/lib/count.sh\n+++ b/lib/count.sh\n");
    diff.append("@@ -70,3 +70,4 @@\n   done\n   echo \"$sum\"\n }\n");
    ADDED.lines().forEach(line -> diff.append('+').append(line).append('\n'));
    server.then(ChatServer.says(diff + "```\n"));
    JsonNode report = json(0);
    assertEquals(List.of("tests-equivalent"), classes(report), report.toString());
    assertTrue(report.toString().contains("names line 70 and fits at line 7"), report.toString());
    JsonNode files = samples(report).path(0).path("comparison").path("files");
    assertEquals("identical", files.path(0).path("state").asString(""), files.toString());
    assertEquals("only-merged", files.path(1).path("state").asString(""), files.toString());
  }

  /// The most useful answer for counsel: the prompt gives someone's code today.
  @Test
  void anAnswerThatCopiesAnIndexedWorkFails() throws IOException {
    policy(chat("samples = 2\n"));
    String work = Files.readString(TestWorks.WEAVER.resolve("match/Chains.java"));
    server.then(
        ChatServer.says(merged()),
        ChatServer.says(merged() + "\n`src/Chains.java`\n```java\n" + work + "```\n"));
    JsonNode report = json(1);
    assertEquals(List.of("identical", "diverged"), classes(report));
    JsonNode record = report.path("records").path(0);
    assertEquals("more", record.path("taint_drift").asString(""), record.toString());
    JsonNode taint = samples(report).path(1).path("taint");
    assertEquals("GPL-3.0-only", taint.path("findings").path(0).path("license").asString(""));
    assertEquals(0, record.path("merged_code").path("taint").path("findings").size());
    Ringfence.Result statement = replay("--all", "--run", "--format", "statement");
    assertEquals(1, statement.status());
    JsonNode json = JsonMapper.shared().readTree(statement.out());
    assertEquals(
        "https://in-toto.io/attestation/test-result/v0.1", json.path("predicateType").asString(""));
    assertEquals("FAILED", json.path("predicate").path("result").asString(""));
    assertEquals(
        "gh-1/sample-2/taint", json.path("predicate").path("failedTests").path(0).asString(""));
    assertEquals(2, server.requests().size(), "the second command asked nothing again");
  }

  /// Code beside the files is no part of the change, and still someone's.
  @Test
  void codeThatBelongsToNoFileIsScanned() throws IOException {
    policy(chat("samples = 1\n"));
    String work = Files.readString(TestWorks.WEAVER.resolve("match/Chains.java"));
    server.then(ChatServer.says(merged() + "\nIt follows this:\n\n```java\n" + work + "```\n"));
    JsonNode report = json(1);
    assertEquals(List.of("identical"), classes(report));
    assertTrue(report.toString().contains("one block of code names no file"), report.toString());
  }

  /// What may not be written is refused, said, and scanned all the same.
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "../outside.sh",
        "/etc/profile.d/x.sh",
        "lib/../../outside.sh",
        ".git/hooks/post-checkout",
        "lib/.GIT/config",
        ".github/workflows/ci.yml",
        ".gitlab-ci.yml",
        ".githooks/pre-commit",
        ".pre-commit-config.yaml",
        ".github/ai-policy.toml",
        ".gitattributes",
        ".provenance/gh-1.intoto.jsonl",
        "CLAUDE.md",
      })
  void hostilePathsAreRefused(String path) throws IOException {
    policy(chat("samples = 2\n") + VALIDATE);
    String work = Files.readString(TestWorks.WEAVER.resolve("match/Chains.java"));
    server.then(
        ChatServer.says(merged() + "\n`" + path + "`\n```java\n" + work + "```\n"),
        ChatServer.says(
            "```diff\n--- /dev/null\n+++ b/" + path + "\n@@ -0,0 +1,1 @@\n+echo owned\n```\n"));
    JsonNode report = json(1);
    assertEquals(List.of("refused", "refused"), classes(report), report.toString());
    for (JsonNode sample : samples(report)) {
      assertEquals("ringfence", sample.path("refused_by").asString(""));
      assertFalse(sample.path("hostile").isEmpty());
    }
    assertTrue(samples(report).path(0).path("taint").path("fails").asInt(0) > 0);
    assertFalse(Files.exists(temp.resolve("outside.sh")));
    assertFalse(Files.exists(temp.resolve("out/outside.sh")));
  }

  @Test
  void linksLeadNowhere() throws IOException {
    // A link that the project has, and one that the answer brings.
    Files.createSymbolicLink(repository.root().resolve("away"), temp);
    repository.commit(DAY, "link");
    repository.write("lib/more.sh", "more() {\n  echo more\n}\n");
    repository.commit(DAY, "more\n\nAssisted-by: Assistant:model-a");
    record("gh-2", "HEAD^..HEAD", temp.resolve("prompts.md").toString());
    policy(chat("samples = 2\n"));
    server.then(
        ChatServer.says(file("away/outside.sh", "echo owned\n")),
        ChatServer.says(
            """
            ```diff
            diff --git a/in b/in
            new file mode 120000
            --- /dev/null
            +++ b/in
            @@ -0,0 +1 @@
            +/etc
            \\ No newline at end of file
            ```
            """));
    Ringfence.Result result = replay("gh-2", "--run", "--format", "json");
    assertEquals(0, result.status(), result.err());
    JsonNode report = JsonMapper.shared().readTree(result.out());
    assertEquals(List.of("refused", "refused"), classes(report));
    assertTrue(result.out().contains("goes through the link `away`"), result.out());
    assertTrue(result.out().contains("a symbolic link"), result.out());
    assertFalse(Files.exists(temp.resolve("outside.sh")));
  }

  @Test
  void hooksAndFiltersOfTheRepositoryDoNotRun() throws IOException {
    repository.write(".gitattributes", "*.sh filter=trap\n");
    repository.commit(DAY, "attributes");
    repository.write("lib/more.sh", "more() {\n  echo more\n}\n");
    repository.commit(DAY, "more\n\nAssisted-by: Assistant:model-a");
    record("gh-2", "HEAD^..HEAD", temp.resolve("prompts.md").toString());
    policy(chat("samples = 1\n") + VALIDATE);
    Path trap = temp.resolve("trap");
    for (String hook :
        List.of("post-checkout", "pre-commit", "post-commit", "reference-transaction")) {
      Path file = repository.root().resolve(".git/hooks/" + hook);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "#!/bin/sh\ntouch " + trap + "\n");
      assertTrue(file.toFile().setExecutable(true));
    }
    repository.git("config", "filter.trap.smudge", "touch " + trap + "; cat");
    repository.git("config", "filter.trap.clean", "touch " + trap + "; cat");
    repository.git("config", "core.fsmonitor", "touch " + trap);
    server.then(ChatServer.says(file("lib/more.sh", "more() {\n  echo  more\n}\n")));
    Ringfence.Result result = replay("gh-2", "--run", "--format", "json");
    assertEquals(0, result.status(), result.err());
    assertEquals(
        List.of("structurally-equal"), classes(JsonMapper.shared().readTree(result.out())));
    assertFalse(Files.exists(trap));
  }

  // ---- faults of a provider ----

  @Test
  void whatMayPassIsAskedAgain() throws IOException {
    policy(chat("samples = 1\n").replace("retries = 3", "retries = 6") + VALIDATE);
    server.then(
        ChatServer.status(429, "{\"error\":{\"message\":\"slow down\"}}", "Retry-After", "0"),
        ChatServer.status(503, "", "Retry-After", "Thu, 01 Jan 2026 00:00:00 GMT"),
        ChatServer.cutOff("`lib/count.sh`\n```sh\necho"),
        ChatServer.status(200, "{\"choices\": 7}"),
        ChatServer.status(200, "<html>not this</html>"),
        ChatServer.status(400, "{\"error\":{\"message\":\"use max_completion_tokens instead\"}}"),
        ChatServer.says(merged()));
    JsonNode report = json(0);
    assertEquals(List.of("identical"), classes(report));
    assertEquals(7, server.requests().size());
    assertTrue(server.requests().getLast().body().has("max_completion_tokens"));
    assertEquals(7, samples(report).path(0).path("reply").path("requests").asInt(0));
    assertEquals(7, report.path("spent").path("requests").asInt(0));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "500 to the end        | 4 | HTTP 500: no luck; asked 4 times",
        "cut to the end        | 4 | the answer was cut off",
        "no protocol           | 4 | the answer is no JSON of this protocol; asked 4 times",
        "no message            | 4 | the answer has no message; asked 4 times",
        "error in the stream   | 4 | the provider says: overloaded; asked 4 times",
        "bad request           | 1 | HTTP 400: too long",
        "too long              | 1 | the answer ends at 4096 tokens",
        "empty                 | 1 | the answer is empty",
        "hangs                 | 4 | the answer was not complete within 0.2 seconds; asked 4 times",
        "asks for an hour      | 1 | longer than the budget of time allows",
      })
  void faultsAreToldAndNeverClean(String fault, int requests, String reason) throws IOException {
    policy(
        chat("samples = 1\n" + (fault.equals("hangs") ? "timeout = 0.2\n" : ""))
            + "[replay.budget]\nseconds = 600\n");
    server.then(
        switch (fault) {
          case "500 to the end" -> ChatServer.status(500, "{\"error\":{\"message\":\"no luck\"}}");
          case "cut to the end" -> ChatServer.cutOff("`lib/count.sh`\n```sh\nec");
          case "no protocol" -> ChatServer.status(200, "[]");
          case "no message" -> ChatServer.status(200, "{\"choices\":[]}");
          case "error in the stream" ->
              ChatServer.status(
                  200,
                  "data: {\"error\":{\"message\":\"overloaded\"}}\n\n",
                  "Content-Type",
                  "text/event-stream");
          case "bad request" -> ChatServer.status(400, "{\"error\":{\"message\":\"too long\"}}");
          case "too long" -> ChatServer.endsWith("`lib/count.sh`\n```sh\nec", "length");
          case "empty" -> ChatServer.endsWith("", "stop");
          case "hangs" -> server.hangs(new CountDownLatch(1));
          default -> ChatServer.status(429, "", "Retry-After", "3600");
        });
    JsonNode report = json(3);
    assertEquals(List.of("unavailable"), classes(report));
    String said = samples(report).path(0).path("reason").asString("");
    assertTrue(said.contains(reason), said);
    assertEquals(requests, server.requests().size());
    assertEquals("incomplete", report.path("status").asString(""));
  }

  @Test
  void aFilterIsARefusal() throws IOException {
    policy(chat("samples = 1\n"));
    server.then(ChatServer.endsWith("", "content_filter"));
    JsonNode report = json(0);
    assertEquals(List.of("refused"), classes(report));
  }

  @Test
  void aWholeAnswerInOnePieceIsRead() throws IOException {
    policy(chat("samples = 1\n"));
    var root = JsonMapper.shared().createObjectNode();
    root.put("model", "small-1-2026");
    root.putArray("choices")
        .addObject()
        .put("finish_reason", "stop")
        .putObject("message")
        .put("content", merged());
    server.then(ChatServer.status(200, root.toString()));
    JsonNode report = json(0);
    assertEquals(List.of("identical"), classes(report));
    assertTrue(report.path("spent").path("estimated").asBoolean(false));
  }

  /// A key that is wrong is wrong for every sample; it goes to the endpoint and nowhere else.
  @Test
  void theKeyIsTakenFromTheEnvironmentAndNeverShown() throws Exception {
    String key = "secret-of-the-test-4711";
    policy(chat("samples = 3\nkey_env = \"REPLAY_TEST_KEY\"\n"));
    server.then(ChatServer.status(401, "{\"error\":{\"message\":\"wrong key: " + key + "\"}}"));
    Ringfence.Result unset = replay("--all", "--run");
    assertEquals(2, unset.status());
    assertTrue(unset.err().contains("`REPLAY_TEST_KEY` is not set"), unset.err());
    Ringfence.Result result =
        new RingfenceProcess(temp, Map.of("REPLAY_TEST_KEY", key))
            .run(arguments("--all", "--run", "--debug"));
    assertEquals(3, result.status(), result.err());
    assertEquals(1, server.requests().size(), "a key that is refused is not tried again");
    assertEquals("Bearer " + key, server.requests().getFirst().authorization());
    assertTrue(result.out().contains("HTTP 401: wrong key: [key]"), result.out());
    assertFalse((result.out() + result.err()).contains(key));
    try (Stream<Path> files = Files.walk(temp.resolve("out"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains(key));
      }
    }
  }

  @Test
  void aKeyDoesNotGoOverPlainHttp() throws Exception {
    policy(
        chat("key_env = \"REPLAY_TEST_KEY\"\n")
            .replace(server.endpoint(), "http://model.example.org/v1"));
    Ringfence.Result result =
        new RingfenceProcess(temp, Map.of("REPLAY_TEST_KEY", "k")).run(arguments("--all", "--run"));
    assertEquals(2, result.status(), result.err());
    assertTrue(result.err().contains("replay/plain-http"), result.err());
  }

  @Test
  void aServerThatIsNotThereIsSaid() throws IOException {
    policy(chat("samples = 1\n").replace("retries = 3", "retries = 1"));
    server.close();
    JsonNode report = json(3);
    assertTrue(
        samples(report).path(0).path("reason").asString("").startsWith("no connection to http"),
        report.toString());
  }

  // ---- budget, and going on ----

  @Test
  void aSpentBudgetStopsAndALargerOneGoesOn() throws IOException {
    policy(chat("samples = 3\n") + "[replay.budget]\nrequests = 2\n");
    server.then(ChatServer.says(merged()));
    JsonNode report = json(3);
    assertEquals(List.of("identical", "identical", "unavailable"), classes(report));
    assertTrue(
        samples(report).path(2).path("reason").asString("").contains("budget of 2 requests"));
    json(3);
    assertEquals(2, server.requests().size(), "a spent budget stays spent");
    policy(chat("samples = 3\n") + "[replay.budget]\nrequests = 3\n");
    assertEquals(List.of("identical", "identical", "identical"), classes(json(0)));
    assertEquals(3, server.requests().size());
    assertEquals(List.of("identical", "identical", "identical"), classes(json(0, "--new")));
    assertEquals(6, server.requests().size());
    // Tokens: what may come counts before it is asked for.
    policy(chat("samples = 3\n") + "[replay.budget]\ntokens = 4480\n");
    report = json(3, "--new");
    assertEquals(
        List.of("identical", "unavailable", "unavailable"),
        classes(report).stream()
            .map(each -> each.equals("unavailable") ? each : "identical")
            .toList());
    assertEquals(3, report.path("history").size(), report.path("history").toString());
  }

  @Test
  void aRunThatIsKilledGoesOnAndAsksNothingTwice() throws Exception {
    policy(chat("samples = 3\n"));
    CountDownLatch reached = new CountDownLatch(1);
    server.then(ChatServer.says(merged()), server.hangs(reached), ChatServer.says(merged()));
    RingfenceProcess process = new RingfenceProcess(temp, Map.of());
    Process running = process.start(arguments("--all", "--run"));
    assertTrue(reached.await(2, TimeUnit.MINUTES));
    // No one else works in the same folder.
    assertTrue(replay("--all", "--run").err().contains("replay/busy"));
    running.destroyForcibly();
    assertTrue(running.waitFor(1, TimeUnit.MINUTES));
    JsonNode report = json(0);
    assertEquals(List.of("identical", "identical", "identical"), classes(report));
    assertEquals(4, server.requests().size(), "the first answer is kept, the second asked again");
    assertEquals(
        4,
        report.path("spent").path("requests").asInt(0),
        "what was sent and never answered counts");
    assertTrue(report.path("spent").path("tokens").asInt(0) > 3 * 150 + 4096, report.toString());
    assertEquals("0001", report.path("run").path("id").asString(""));
  }

  /// Ctrl-C and what build servers send: trees go, what runs in them is ended.
  @Test
  void aRunThatIsStoppedLeavesNothingBehind() throws Exception {
    Path started = temp.resolve("started");
    policy(
        chat("samples = 1\n")
            + "[[replay.validate]]\ncommand = [\"sh\", \"-c\", \"echo $$ > "
            + started
            + ".new; mv "
            + started
            + ".new "
            + started
            + "; sleep 600\"]\n");
    server.then(ChatServer.says(file("lib/count.sh", ANOTHER_WAY)));
    Process running = new RingfenceProcess(temp, Map.of()).start(arguments("--all", "--run"));
    while (!Files.exists(started)) {
      assertFalse(running.waitFor(50, TimeUnit.MILLISECONDS), "it ended too early");
    }
    long child = Long.parseLong(Files.readString(started).strip());
    running.destroy();
    assertTrue(running.waitFor(1, TimeUnit.MINUTES));
    assertFalse(Files.exists(temp.resolve("out/replay-trees.tmp")), "trees are taken away");
    // Commands are ended; whoever takes in the dead may need a moment.
    var left = ProcessHandle.of(child);
    if (left.isPresent()) {
      left.get().onExit().get(20, TimeUnit.SECONDS);
    }
    assertEquals(1, server.requests().size());
  }

  // ---- other providers ----

  @Test
  void aProgramAnswersWithoutAShell() throws IOException {
    repository.write(
        "tools/answer.sh",
        "#!/bin/sh\nprompt=$(cat)\ncase $prompt in *longest_run*) ;; *) exit 9 ;; esac\n"
            + "[ \"$1\" = '$(touch owned); *' ] || exit 8\n"
            + "[ \"$RINGFENCE_REPLAY_SAMPLE\" = 2 ] && { echo no luck >&2; exit 7; }\n"
            + "cat <<'END'\n"
            + merged()
            + "END\n");
    assertTrue(repository.root().resolve("tools/answer.sh").toFile().setExecutable(true));
    policy(
        """
        enabled = true
        provider = "command"
        command = ["tools/answer.sh", "$(touch owned); *"]
        samples = 3
        """);
    JsonNode report = json(3);
    assertEquals(List.of("identical", "unavailable", "identical"), classes(report));
    assertEquals(
        "the program ended with status 7: no luck",
        samples(report).path(1).path("reason").asString(""));
    policy(
        """
        enabled = true
        provider = "command"
        command = ["tools/not-there.sh"]
        """);
    report = json(3, "--new");
    assertEquals(1, report.path("spent").path("requests").asInt(0), report.toString());
  }

  @Test
  void recordedAnswersAreRead() throws IOException {
    repository.write("answers/gh-1/1.md", merged());
    repository.write("answers/gh-1/2.md", file("lib/count.sh", WRONG));
    policy("enabled = true\nprovider = \"recorded\"\nfolder = \"answers\"\n" + VALIDATE);
    JsonNode report = json(3);
    assertEquals(List.of("identical", "diverged", "unavailable"), classes(report));
    assertEquals(0, report.path("spent").path("requests").asInt(-1));
    assertEquals(List.of("identical", "diverged"), classes(json(0, "--samples", "2")));
  }

  // ---- records ----

  @Test
  void aSquashedChangeIsFoundByItsPatchId() throws IOException {
    repository.git("checkout", "--quiet", "-b", "change");
    repository.write("lib/other.sh", "other() {\n  echo other\n}\n");
    repository.commit(DAY, "one\n\nAssisted-by: Assistant:model-a");
    repository.write("lib/other.sh", "other() {\n  echo other\n}\n\nmore() {\n  echo more\n}\n");
    repository.commit(DAY, "two\n\nAssisted-by: Assistant:model-a");
    record("gh-2", "main..HEAD", temp.resolve("prompts.md").toString());
    repository.git("checkout", "--quiet", "main");
    repository.write("README.md", "Counts, and more.\n");
    repository.commit(DAY, "main moves on");
    repository.git("merge", "--quiet", "--squash", "change");
    repository.git("commit", "--quiet", "-m", "squashed");
    repository.git("branch", "-D", "change");
    repository.git("reflog", "expire", "--expire=now", "--all");
    repository.git("gc", "--quiet", "--prune=now");
    policy(chat("samples = 1\n"));
    server.then(
        ChatServer.says(
            file("lib/other.sh", "other() {\n  echo other\n}\n\nmore() {\n  echo more\n}\n")));
    Ringfence.Result result = replay("gh-2", "--run", "--format", "json");
    assertEquals(0, result.status(), result.err() + result.out());
    JsonNode report = JsonMapper.shared().readTree(result.out());
    assertEquals(List.of("identical"), classes(report));
    assertTrue(result.out().contains("told by its patch id"), result.out());
  }

  @Test
  void whatCannotBeReplayedSaysWhy() throws IOException {
    repository.write("lib/a.sh", "a() {\n  echo a\n}\n");
    repository.commit(DAY, "a\n\nAssisted-by: Assistant:model-a");
    Ringfence.Result digest =
        Ringfence.run(
            "provenance",
            "record",
            "--repo",
            repository.root().toString(),
            "--diff",
            "HEAD^..HEAD",
            "--id",
            "gh-digest",
            "--prompts",
            temp.resolve("prompts.md").toString(),
            "--digest-only");
    assertEquals(0, digest.status(), digest.err());
    repository.commit(DAY, "provenance");
    repository.write("lib/b.sh", "b() {\n  echo b\n}\n");
    repository.commit(DAY, "b\n\nAssisted-by: Assistant:model-a");
    Path turns = temp.resolve("turns.jsonl");
    Files.writeString(
        turns,
        "{\"role\":\"user\",\"content\":\"write b\"}\n{\"role\":\"user\",\"content\":\"better\"}\n");
    record("gh-turns", "HEAD^..HEAD", turns.toString());
    repository.write("lib/c.sh", "c() {\n  echo c\n}\n");
    repository.commit(DAY, "c\n\nAssisted-by: Assistant:model-a");
    Path dialogue = temp.resolve("dialogue.jsonl");
    Files.writeString(
        dialogue,
        """
        {"role":"system","content":"You are brief."}
        {"role":"user","content":"write c"}
        {"role":"assistant","content":"in which file?"}
        {"role":"user","content":"lib/c.sh"}
        {"role":"assistant","content":"done"}
        """);
    record("gh-dialogue", "HEAD^..HEAD", dialogue.toString());
    repository.write(".provenance/gh-1/prompts.md", "Something else.\n");
    policy(chat("samples = 1\n"));
    server.then(ChatServer.says(file("lib/c.sh", "c() {\n  echo c\n}\n")));
    JsonNode report = json(0);
    List<String> said = new ArrayList<>();
    report
        .path("records")
        .forEach(record ->
            said.add(
                record.path("id").asString("")
                    + ": "
                    + record.path("replayable").asString("")
                    + ": "
                    + record.path("not_replayed").asString("")));
    assertEquals(
        List.of(
            "gh-1: none: the prompt at .provenance/gh-1/prompts.md is not the one that was recorded",
            "gh-dialogue: transcript: ",
            "gh-digest: none: only the digest of the prompt is kept",
            "gh-turns: none: it keeps 2 prompts, which were asked in turn, and not the answers"
                + " between them"),
        said);
    JsonNode messages = server.requests().getFirst().body().path("messages");
    assertEquals(4, messages.size(), messages.toString());
    assertTrue(messages.path(0).path("content").asString("").startsWith("You are brief."));
    assertEquals("assistant", messages.path(2).path("role").asString(""));
    // By name, none may be left out.
    assertEquals(3, replay("gh-digest", "--run").status());
    assertEquals(2, replay("gh-nothing", "--run").status());
    assertEquals(2, replay("--run").status());
    assertEquals(2, replay("--all", "--since", "2031-01-01", "--run").status());
    assertEquals(2, replay("--all", "--since", "soon", "--run").status());
  }

  @Test
  void checkpointsAreReplayedAndTheirSecretsDoNotLeave() throws IOException {
    String token = "ghp_" + "aB3dE6gH9jK2mN5pQ8sT".repeat(2).substring(0, 36);
    repository.git("checkout", "--quiet", "--orphan", "entire/checkpoints/v1");
    repository.git("rm", "-rfq", "--cached", ".");
    repository
        .write("a1/b2c3d4e5f607/metadata.json", "{\"files_touched\":[\"lib/e.sh\"]}")
        .write("a1/b2c3d4e5f607/0/metadata.json", "{\"agent\":\"Assistant\",\"model\":\"m\"}")
        .write("a1/b2c3d4e5f607/0/prompt.txt", "Write e in lib/e.sh, with " + token + "\n");
    repository.git("add", "a1");
    repository.git("commit", "--quiet", "-m", "checkpoint");
    repository.git("checkout", "--quiet", "--force", "main");
    repository.git("clean", "-fdq");
    repository.write("lib/e.sh", "e() {\n  echo e\n}\n");
    repository.commit(DAY, "e\n\nEntire-Checkpoint: a1b2c3d4e5f607");
    policy(chat("samples = 1\n"));
    server.then(ChatServer.says(file("lib/e.sh", "e() {\n  echo e\n}\n")));
    Ringfence.Result result = replay("a1b2c3d4e5f607", "--run", "--format", "json");
    assertEquals(0, result.status(), result.err() + result.out());
    assertEquals(List.of("identical"), classes(JsonMapper.shared().readTree(result.out())));
    String sent = server.requests().getFirst().body().toString();
    assertFalse(sent.contains(token), sent);
    assertTrue(sent.contains("[redacted: github-token]"), sent);
  }

  @Test
  void aRingCanForbidIt() throws IOException {
    policy(chat("samples = 1\n") + "\n[rings.middle]\nreplay = \"forbidden\"\n");
    JsonNode report = json(3);
    assertEquals(
        "the policy forbids replay in the middle ring",
        report.path("records").path(0).path("not_replayed").asString(""));
    assertEquals(List.of(), server.requests());
  }

  // ---- commands, and reports ----

  @Test
  void commandsHaveNoNetworkAndNoSecretsOfTheirCaller() throws Exception {
    policy(
        chat("samples = 1\nkey_env = \"REPLAY_TEST_KEY\"\n")
            + """
            [[replay.validate]]
            name = "network"
            command = ["sh", "-c", "! grep -v ' lo:' /proc/net/dev | grep -q :"]
            [[replay.validate]]
            name = "key"
            command = ["sh", "-c", "[ -z \\"$REPLAY_TEST_KEY\\" ] && [ \\"$RINGFENCE_PASSED\\" = yes ]"]
            pass_env = ["RINGFENCE_PASSED"]
            [[replay.validate]]
            name = "bench"
            command = ["sh", "-c", "echo time: $(wc -c < lib/count.sh)"]
            metric = 'time: ([0-9.]+)'
            tolerance = 0.01
            """);
    server.then(ChatServer.says(file("lib/count.sh", MERGED + "\n# more\n".repeat(9))));
    Ringfence.Result result =
        new RingfenceProcess(temp, Map.of("REPLAY_TEST_KEY", "k", "RINGFENCE_PASSED", "yes"))
            .run(arguments("--all", "--run", "--format", "json"));
    assertEquals(0, result.status(), result.err() + result.out());
    JsonNode report = JsonMapper.shared().readTree(result.out());
    JsonNode outcomes = samples(report).path(0).path("validations");
    assertEquals("passed", outcomes.path(1).path("end").asString(""), report.toString());
    boolean caged = result.out().contains("had no network but the loopback device");
    assertTrue(
        caged
            ? outcomes.path(0).path("end").asString("").equals("passed")
            : result.out().contains("could use the network"),
        report.toString());
    JsonNode verdicts = samples(report).path(0).path("verdicts");
    assertEquals("worse", verdicts.path(2).path("state").asString(""), verdicts.toString());
    assertEquals(List.of("diverged"), classes(report));
  }

  @Test
  void reportsSayTheSameInEachFormat() throws IOException {
    policy(chat("samples = 2\n") + VALIDATE);
    server.then(
        ChatServer.says(merged()),
        ChatServer.says(file("lib/count.sh", ANOTHER_WAY.replace("longest", "long_<b>est"))));
    Path page = temp.resolve("page.html");
    Path markdown = temp.resolve("page.md");
    Ringfence.Result first =
        replay("--all", "--run", "--report", "html=" + page, "--report", "markdown=" + markdown);
    assertEquals(0, first.status(), first.err());
    assertTrue(first.out().contains("1: identical, 100 % alike"), first.out());
    assertTrue(first.out().contains("2: diverged"), first.out());
    Ringfence.Result second = replay("--all", "--run", "--new", "--report", "html=" + page);
    assertEquals(0, second.status(), second.err());
    String html = Files.readString(page);
    assertTrue(html.contains("default-src 'none'") && !html.contains("<script"), "no script");
    assertFalse(html.contains("<b>est"), "text of others is text");
    assertTrue(html.contains("<svg class=drift"), "drift is drawn");
    assertTrue(html.contains("0001") && html.contains("0002"), "both runs are there");
    assertFalse(
        html.contains("href=\"http") || html.contains("src=") || html.contains("url("),
        "nothing is loaded");
    String text = Files.readString(markdown);
    assertTrue(text.contains("| `gh-1` | identical, diverged |"), text);
    assertTrue(replay("--all", "--run", "--format", "pdf").err().contains("is no format"));
  }
}
