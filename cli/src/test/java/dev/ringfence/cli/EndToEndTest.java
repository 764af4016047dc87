package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The real command on real code: this project's own sources, taken for a copyleft work.
@SuppressWarnings("StringConcatToTextBlock") // line ends in sight
class EndToEndTest {
  @TempDir static Path shared;
  @TempDir Path temp;

  private static Path index;
  private static List<String> function;

  @BeforeAll
  static void indexOwnSources() throws IOException {
    index = shared.resolve("index");
    Ringfence.Result added =
        Ringfence.run(
            "index",
            "add",
            index.toString(),
            "dir:" + TestWorks.WEAVER,
            "--name",
            "own",
            "--version",
            "1",
            "--license",
            "GPL-3.0-or-later");
    assertEquals(0, added.status(), added.err());
    Ringfence.Result background =
        Ringfence.run(
            "index",
            "add",
            index.toString(),
            "dir:" + TestWorks.LOOM,
            "--name",
            "lib",
            "--role",
            "background",
            "--license",
            "Apache-2.0");
    assertEquals(0, background.status(), background.err());
    List<String> lines = Files.readAllLines(TestWorks.WEAVER.resolve("match/BandedAligner.java"));
    int start = 0;
    while (!lines.get(start).contains("Alignment traceBack(")) {
      start++;
    }
    function = lines.subList(start, Math.min(lines.size(), start + 40));
  }

  /// A patch that adds lines to a file.
  private static String patch(String path, List<String> added) {
    StringBuilder patch = new StringBuilder();
    patch.append("diff --git a/").append(path).append(" b/").append(path).append('\n');
    patch.append("--- a/").append(path).append("\n+++ b/").append(path).append('\n');
    patch.append("@@ -10,2 +10,").append(added.size() + 2).append(" @@\n class A {\n");
    added.forEach(line -> patch.append('+').append(line).append('\n'));
    return patch.append(" }\n").toString();
  }

  private static List<String> renamed() {
    return function.stream()
        .map(line ->
            line.replaceAll("\\b(hunkTokens|pairCount|gapCost|score|corpusTokens)\\b", "my_$1")
                .replaceAll("\\bcell\\b", "word")
                .replaceAll("\\bpairs\\b", "grid")
                .replaceAll("\\bstride\\b", "columns")
                .replaceAll("^ +", "\t"))
        .toList();
  }

  private String write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return file.toString();
  }

  private Ringfence.Result scan(String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "scan";
    arguments[1] = index.toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Ringfence.run(arguments);
  }

  @Test
  void findsARenamedAndReformattedCopy() throws IOException {
    Ringfence.Result result =
        scan(write("a.patch", patch("src/X.java", renamed())), "--format", "json");
    assertEquals(1, result.status(), result.err());
    JsonNode report = JsonMapper.shared().readTree(result.out());
    assertEquals("findings", report.path("status").asString());
    JsonNode finding = report.path("findings").path(0);
    assertEquals("error", finding.path("severity").asString());
    assertEquals("middle", finding.path("zone").path("ring").asString());
    assertEquals("match/BandedAligner.java", finding.path("origin").path("path").asString());
    assertEquals("own@1", finding.path("origin").path("work").asString());
    assertEquals("GPL-3.0-or-later", finding.path("origin").path("license").asString());
    assertEquals(11, finding.path("hunk").path("lines").path(0).path("first").asInt());
    assertTrue(finding.path("renames").path("consistency").asDouble() > 0.9);
    boolean mapped = false;
    for (JsonNode pair : finding.path("renames").path("names")) {
      mapped |=
          pair.path("hunk").asString().equals("my_score")
              && pair.path("origin").asString().equals("score");
    }
    assertTrue(mapped, "the rename map lacks my_score = score");
  }

  @Test
  void saysTheSameWithAnyNumberOfRuns() throws IOException {
    String patch = write("a.patch", patch("src/X.java", renamed()));
    assertEquals(scan(patch, "--format", "json").out(), scan(patch, "--format", "json").out());
  }

  private static Schema schema(SpecificationVersion version, InputStream in) {
    return SchemaRegistry.withDefaultDialect(version).getSchema(in);
  }

  @Test
  void writesJsonThatFitsItsSchema() throws IOException {
    Ringfence.Result result =
        scan(write("a.patch", patch("src/X.java", renamed())), "--format", "json");
    try (InputStream in =
        getClass().getResourceAsStream("/dev/ringfence/scanner/report/scan-report.schema.json")) {
      Schema schema = schema(SpecificationVersion.DRAFT_2020_12, in);
      assertEquals(List.of(), schema.validate(result.out(), InputFormat.JSON));
      assertFalse(
          schema
              .validate(
                  result.out().replace("\"share\"", "\"other\"").replace("\"swhid\"", "\"id\""),
                  InputFormat.JSON)
              .isEmpty(),
          "the schema takes anything");
    }
  }

  @Test
  void writesSarifThatFitsTheStandard() throws IOException {
    Ringfence.Result result =
        scan(
            write("a.patch", patch("src/a b/ü.java", renamed())),
            write("cut.patch", "--- a/x.c\n+++ b/x.c\n@@ -1,5 +1,9 @@\n a\n+b\n"),
            "--format",
            "sarif");
    assertEquals(3, result.status(), result.err());
    try (InputStream in = getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      Schema schema = schema(SpecificationVersion.DRAFT_7, in);
      assertEquals(List.of(), schema.validate(result.out(), InputFormat.JSON));
    }
    JsonNode run = JsonMapper.shared().readTree(result.out()).path("runs").path(0);
    JsonNode location =
        run.path("results").path(0).path("locations").path(0).path("physicalLocation");
    assertEquals("src/a%20b/%C3%BC.java", location.path("artifactLocation").path("uri").asString());
    assertFalse(run.path("invocations").path(0).path("executionSuccessful").asBoolean());
    assertEquals("ringfence/copyleft", run.path("results").path(0).path("ruleId").asString());
  }

  @Test
  void showsHunkAndOriginSideBySide() throws IOException {
    Ringfence.Result result = scan(write("a.patch", patch("src/X.java", renamed())));
    assertTrue(result.out().contains("tokens match code under GPL-3.0-or-later"), result.out());
    assertTrue(result.out().contains("origin: own@1/match/BandedAligner.java"));
    assertTrue(result.out().contains("columns = stride"), result.out());
    assertTrue(
        result.out().lines().anyMatch(line -> line.contains("my_score") && line.contains("=   ")),
        result.out());
    assertTrue(
        result.out().contains("policy: none found; by default every path is in the middle ring"));
    assertFalse(result.out().contains("\u001b"), "colour outside a terminal");
  }

  @Test
  void staysSilentOnOtherCode() throws IOException {
    List<String> own =
        List.of(
            "int fib(int n) {",
            "  return n < 2 ? n : fib(n - 1) + fib(n - 2);",
            "}",
            "void log(String text) { System.out.println(text.trim()); }");
    Ringfence.Result result = scan(write("b.patch", patch("src/Y.java", own)));
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().startsWith("no finding in 1 hunk"), result.out());
  }

  @Test
  void neverCallsAShortHunkClean() throws IOException {
    Ringfence.Result result =
        scan(write("c.patch", patch("src/Z.java", List.of("int a = 1;", "int b = 2;"))));
    assertEquals(0, result.status());
    assertTrue(result.out().contains("too short to judge: src/Z.java:10"), result.out());
  }

  @Test
  void findsPastedCode() {
    Ringfence.Result result =
        Ringfence.runWithInput(
            String.join("\n", renamed()),
            "scan",
            index.toString(),
            "--paste",
            "--language",
            "java");
    assertEquals(1, result.status(), result.err() + result.out());
  }

  @Test
  void weighsAFindingByItsZone() throws IOException {
    String policy =
        write(
            "policy.toml",
            """
            version = 1
            [[zone]]
            name = "core"
            ring = "inner"
            paths = ["core/**"]
            [[zone]]
            name = "docs"
            ring = "outer"
            paths = ["doc/**"]
            """);
    String inner = write("inner.patch", patch("core/X.java", renamed()));
    String outer = write("outer.patch", patch("doc/X.java", renamed()));
    Ringfence.Result atHeart = scan(inner, "--policy", policy);
    assertEquals(1, atHeart.status());
    assertTrue(atHeart.out().startsWith("error[9.1]"), atHeart.out());
    assertTrue(
        atHeart.out().matches("(?s).*inner ring, `core` \\(.*p.*:[23]\\): glob `core/.*"),
        atHeart.out());
    Ringfence.Result atEdge = scan(outer, "--policy", policy);
    assertEquals(0, atEdge.status(), "the outer ring never fails by default");
    assertTrue(atEdge.out().startsWith("warning[5.0]"), atEdge.out());
    assertEquals(1, scan(outer, "--policy", policy, "--fail-on", "note").status());
  }

  @Test
  void scansCommitsStagedAndWorkingTree() throws Exception {
    Path project = temp.resolve("project");
    try (Git git = Git.init().setDirectory(project.toFile()).setInitialBranch("main").call()) {
      Files.createDirectories(project.resolve("src"));
      Files.writeString(project.resolve(".gitignore"), "ignored/\n");
      Files.writeString(project.resolve("src/X.java"), "class X {\n}\n");
      git.add().addFilepattern(".").call();
      commit(git, "start");
      Ringfence.Result nothing = scan("--working-tree", "--repo", project.toString());
      assertEquals(0, nothing.status(), nothing.err());
      assertTrue(nothing.out().startsWith("no finding in 0 hunks"), nothing.out());

      Files.writeString(
          project.resolve("src/X.java"), "class X {\n" + String.join("\n", renamed()) + "\n}\n");
      Files.createDirectories(project.resolve("ignored"));
      Files.writeString(project.resolve("ignored/Y.java"), String.join("\n", renamed()));
      Ringfence.Result tree = scan("--working-tree", "--repo", project.toString());
      assertEquals(1, tree.status(), tree.err());
      assertTrue(tree.out().contains("--> src/X.java:2-"), tree.out());
      assertFalse(tree.out().contains("ignored/Y.java"), tree.out());
      assertEquals(0, scan("--staged", "--repo", project.toString()).status());
      git.add().addFilepattern("src").call();
      assertEquals(1, scan("--staged", "--repo", project.toString()).status());
      commit(git, "copy");
      assertEquals(1, scan("--diff", "HEAD~1..HEAD", "--repo", project.toString()).status());
      assertEquals(1, scan("--diff", "HEAD", "--repo", project.toString()).status());

      // A change that opens its own zone is judged by the policy before it.
      Files.createDirectories(project.resolve(".github"));
      Files.writeString(
          project.resolve(".github/ai-policy.toml"), "version = 1\ndefault_ring = \"outer\"\n");
      git.add().addFilepattern(".").call();
      commit(git, "policy");
      assertEquals(1, scan("--diff", "HEAD~2..HEAD", "--repo", project.toString()).status());
      Ringfence.Result unknown = scan("--diff", "nonesuch..HEAD", "--repo", project.toString());
      assertEquals(2, unknown.status());
      assertTrue(unknown.err().contains("change/unknown-revision"), unknown.err());
    }
  }

  private static void commit(Git git, String message) throws Exception {
    git.commit()
        .setMessage(message)
        .setAuthor("T", "t@example.org")
        .setCommitter("T", "t@example.org")
        .setSign(false)
        .call();
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "an empty patch | '' | 3 | change/empty",
        "text without a diff | Dear all | 3 | change/no-diff",
      })
  void saysWhatIsWrongWithAnInput(String what, String text, int status, String category)
      throws IOException {
    Ringfence.Result result = scan(write("x.patch", text.replace('~', '\n')));
    assertEquals(status, result.status(), what);
    assertTrue(result.err().startsWith("error[" + category + "]: "), result.err());
    assertTrue(result.err().contains("nothing was checked"), result.err());
    assertFalse(result.err().contains("\tat "), "a stack trace");
    assertEquals("", result.out());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a picture | x.png | 0 | not checked: x.png: binary content",
        "a program | x.c | 3 | NOT CHECKED: x.c: binary content",
      })
  void saysWhatOfBinaryFilesMayBeCode(String what, String path, int status, String listed)
      throws IOException {
    String head = "diff --git a/" + path + " b/" + path + "\n";
    String patch = head + "Binary files a/" + path + " and b/" + path + " differ\n";
    Ringfence.Result result = scan(write("x.patch", patch));
    assertEquals(status, result.status(), what);
    assertTrue(result.out().contains(listed), result.out());
  }

  /// The strictest ring that a tool may land it in decides; `--strip` says which it is.
  @Test
  void judgesAPatchOfAPatchAndPathsOfAnyPrefix() throws IOException {
    String policy =
        write(
            "pol.toml",
            "version = 1\n[[zone]]\nname = \"core\"\nring = \"inner\"\npaths = [\"src/**\"]\n"
                + "[[zone]]\nname = \"docs\"\nring = \"outer\"\npaths = [\"docs/**\"]\n");
    String plain = patch("src/X.java", renamed());
    List<String> inner = plain.lines().toList();
    Ringfence.Result nested = scan(write("n.patch", patch("debian/fix.patch", inner)));
    assertEquals(1, nested.status(), nested.out());
    assertTrue(nested.out().contains("debian/fix.patch:16-"), nested.out());
    for (String sides : List.of("i w", "b a", "x-1.0.orig x-1.0", "o/one o/two")) {
      String[] side = sides.split(" ", -1);
      String other =
          plain
              .replace("a/src", "LEFT/src")
              .replace("b/src", side[1] + "/src")
              .replace("LEFT", side[0]);
      Ringfence.Result result = scan(write("p.patch", other), "--policy", policy);
      assertTrue(result.out().contains("src/X.java:11"), sides + result.out());
      assertTrue(result.out().contains("core"), sides + result.out());
    }
    String unlike =
        plain.replaceFirst("(?s)diff --git.*?\\n", "").replace("b/src/X.java", "b/docs/n.md");
    assertEquals(1, scan(write("u.patch", unlike), "--policy", policy).status());
    String forced = plain.replace("a/src", "src/docs").replace("b/src", "src/docs");
    assertEquals(0, scan(write("f.patch", forced), "--policy", policy, "--strip", "1").status());
  }

  @Test
  void scansTheRestOfATruncatedPatchAndSaysSo() throws IOException {
    String whole = patch("src/X.java", renamed());
    Ringfence.Result result = scan(write("cut.patch", whole.substring(0, whole.length() * 3 / 4)));
    assertEquals(3, result.status(), result.err());
    assertTrue(result.out().contains("INCOMPLETE: not everything could be checked"), result.out());
    assertTrue(result.out().contains("the hunk is cut short"), result.out());
    assertTrue(
        result.out().contains("tokens match code under"), "the part that is there is scanned");
  }

  @Test
  void saysThatAMinifiedLineWasNotChecked() throws IOException {
    Ringfence.Result result =
        scan(write("min.patch", patch("x.js", List.of("a=b(c);".repeat(7_000_000)))));
    assertEquals(3, result.status(), result.err());
    assertTrue(
        result.out().contains("NOT CHECKED: x.js: a line of 49,000,000 characters"), result.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/index", "src/main/java", "pom.xml"})
  void saysThatAMissingOrForeignIndexCheckedNothing(String path) throws IOException {
    Ringfence.Result result =
        Ringfence.run("scan", path, write("a.patch", patch("src/X.java", renamed())));
    assertEquals(3, result.status());
    assertTrue(
        result.err().matches("(?s)error\\[index/(not-found|foreign)]: .*nothing was checked.*"),
        result.err());
  }

  @Test
  void reportsTheSameFromAnIndexBuiltInAnotherOrder() throws IOException {
    Path other = temp.resolve("other");
    for (String[] work :
        new String[][] {
          {"dir:" + TestWorks.LOOM, "lib", "", "background", "Apache-2.0"},
          {"dir:" + TestWorks.WEAVER, "own", "1", "copyleft", "GPL-3.0-or-later"},
        }) {
      Ringfence.Result added =
          Ringfence.run(
              "index",
              "add",
              other.toString(),
              work[0],
              "--name",
              work[1],
              "--version",
              work[2],
              "--role",
              work[3],
              "--license",
              work[4]);
      assertEquals(0, added.status(), added.err());
    }
    String change = write("a.patch", patch("src/X.java", renamed()));
    String[] options = {"--format", "json", "--min-bits", "10"};
    Ringfence.Result first =
        Ringfence.run(
            "scan", index.toString(), change, options[0], options[1], options[2], options[3]);
    Ringfence.Result second =
        Ringfence.run(
            "scan", other.toString(), change, options[0], options[1], options[2], options[3]);
    assertEquals(first.out(), second.out());
  }

  @Test
  void showsTheCommentsThatBothSidesHave() throws IOException {
    List<String> lines = Files.readAllLines(TestWorks.WEAVER.resolve("match/MatchSelector.java"));
    int at = 0;
    while (!lines.get(at).contains("// Of near-equal files")) {
      at++;
    }
    String change = write("c.patch", patch("src/X.java", lines.subList(at - 8, at + 12)));
    Ringfence.Result json = scan(change, "--format", "json");
    JsonNode finding = JsonMapper.shared().readTree(json.out()).path("findings").path(0);
    JsonNode shared = finding.path("comments").path(0);
    assertEquals(19, shared.path("hunk_line").asInt(), json.out());
    assertEquals(at + 1, shared.path("origin_line").asInt());
    assertTrue(
        shared.path("words").asString().startsWith("of near equal files the one that shares"),
        shared.toString());
    assertTrue(finding.path("match").path("comment_words").asInt() > 8);
    String said = "words from line 19 on (origin line " + (at + 1) + "), \"of near equal files";
    assertTrue(scan(change).out().contains("same comments: 16 " + said), scan(change).out());
    String markdown = scan(change, "--format", "markdown").out();
    assertTrue(markdown.contains("same comments: 16 words from line 19 on"), markdown);
    String explained = Ringfence.run("explain", "src/X.java:19", index.toString(), change).out();
    assertTrue(explained.contains("comments (the same words in both"), explained);
    assertTrue(explained.contains(said), explained);
    assertTrue(explained.contains("distinct words in a row with others"), explained);
  }

  @Test
  void explainsAFindingByIdAndByPlace() throws IOException {
    String change = write("a.patch", patch("src/X.java", renamed()));
    String id =
        JsonMapper.shared()
            .readTree(scan(change, "--format", "json").out())
            .path("findings")
            .get(0)
            .path("fingerprint")
            .asString();
    Ringfence.Result byId = Ringfence.run("explain", id.substring(0, 23), index.toString(), change);
    assertEquals(0, byId.status(), byId.err());
    for (String part : List.of("seeds", "chain", "alignment", "structure", "reach the threshold")) {
      assertTrue(byId.out().contains(part), part + " in " + byId.out());
    }
    Ringfence.Result byPlace = Ringfence.run("explain", "src/X.java:15", index.toString(), change);
    assertEquals(byId.out(), byPlace.out());
    // The terms add up to the sum.
    double sum = 0;
    boolean terms = false;
    for (String line : byId.out().lines().toList()) {
      terms |= line.equals("score");
      String[] words = line.strip().split("\\s+", 3);
      if (terms && words[0].equals("sum")) {
        assertEquals(Double.parseDouble(words[1]), sum, 0.05);
        return;
      }
      if (terms && words.length > 2) {
        sum += Double.parseDouble(words[1]);
      }
    }
    throw new AssertionError("no sum in " + byId.out());
  }

  @Test
  void saysWhereNothingIsToBeExplained() throws IOException {
    String change = write("a.patch", patch("src/X.java", List.of("int a;")));
    Ringfence.Result none = Ringfence.run("explain", "src/X.java:11", index.toString(), change);
    assertEquals(1, none.status());
    assertTrue(none.err().startsWith("note[explain/not-found]"), none.err());
    String minified = write("b.patch", patch("src/X.java", List.of("x".repeat(30_000))));
    Ringfence.Result unchecked =
        Ringfence.run("explain", "src/X.java:11", index.toString(), minified);
    assertEquals(3, unchecked.status());
    assertTrue(unchecked.err().startsWith("error[explain/not-checked]"), unchecked.err());
    Ringfence.Result other = Ringfence.run("explain", "src/Y.java:11", index.toString(), change);
    assertEquals(2, other.status());
    assertTrue(other.err().startsWith("error[explain/no-such-file]"), other.err());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "scan {} /nowhere.patch | change/not-found",
        "scan {} --format xml x | usage/invalid-option",
        "scan {} --paste x | usage/invalid-option",
        "scan {} --diff a..b x.patch | usage/invalid-option",
        "scan {} --fail-on high x.patch | usage/invalid-option",
        "scan {} --policy /nowhere.toml x.patch | policy/not-found",
        "scan {} --working-tree --repo /proc | change/no-repository",
        "scan | index/none",
        "explain nonsense {} x.patch | usage/invalid-finding",
        "explain abcdef0123 {} /nowhere.patch | change/not-found",
        "scam | usage/invalid-arguments",
        "index add {} ftp:x | source/invalid",
        "index add {} dir:/nowhere | source/not-found",
        "index add {} dir:. --role x | usage/invalid-option",
        "index add {} dir:. --license A/B | usage/invalid-option",
        "policy check --repo /proc | policy/not-found",
      })
  void namesEveryMisuseAndEndsWithTwo(String call, String category) {
    Ringfence.Result result = Ringfence.run(call.replace("{}", index.toString()).split(" ", -1));
    assertEquals(2, result.status(), result.err());
    assertTrue(result.err().startsWith("error[" + category + "]: "), result.err());
    assertTrue(result.err().contains("\n  help: "), result.err());
    assertFalse(result.err().contains("\tat "), "a stack trace");
  }

  @Test
  void namesAnUnknownPolicyKeyWithTheNearestOne() throws IOException {
    String policy = write("p.toml", "version = 1\ndefualt_ring = \"inner\"\n");
    Ringfence.Result result =
        scan(write("a.patch", patch("src/X.java", renamed())), "--policy", policy);
    assertEquals(2, result.status());
    assertEquals(
        "error[policy/unknown-key]: unknown key `defualt_ring`\n  --> "
            + policy
            + ":2\n  help: did you mean `default_ring`?\n",
        result.err());
  }

  @Test
  void explainsTheRingOfAPath() throws IOException {
    String policy =
        write(
            "p.toml",
            "version = 1\n[[zone]]\nname = \"core\"\nring = \"inner\"\npaths = [\"core/**\"]\n");
    Ringfence.Result result =
        Ringfence.run("policy", "explain", "core/a.c", "doc/b.rst", "--policy", policy);
    assertEquals(0, result.status(), result.err());
    assertTrue(
        result.out().contains("core/a.c\n  ring: inner\n  rule: path `core`, inner ring"),
        result.out());
    assertTrue(
        result.out().contains("doc/b.rst\n  ring: middle\n  rule: no rule takes it"), result.out());
    assertTrue(result.out().contains("Copyleft:          error 9.1"), result.out());
  }

  @Test
  void listsAndCountsAnIndex() {
    Ringfence.Result list = Ringfence.run("index", "list", index.toString());
    assertTrue(list.out().contains("own@1"), list.out());
    assertTrue(list.out().contains("background"), list.out());
    Ringfence.Result stats = Ringfence.run("index", "stats", index.toString());
    assertTrue(stats.out().contains("GPL-3.0-or-later"), stats.out());
    assertTrue(
        stats.out().matches("(?s).*fingerprints  [1-9][0-9,]+ exact, [1-9][0-9,]+ renamed.*"),
        stats.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "index",
        "index add",
        "index list",
        "index stats",
        "scan",
        "policy",
        "policy explain",
        "policy check",
        "demo"
      })
  void showsHelpWithExamplesForEveryCommand(String command) {
    String[] words = (command + " --help").trim().split(" ", -1);
    Ringfence.Result result = Ringfence.run(words);
    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().contains("Example"), result.out());
    assertTrue(result.out().lines().allMatch(line -> line.length() <= 110), result.out());
  }

  @Test
  void writesTheReportToAFile() throws IOException {
    Path out = temp.resolve("report.json");
    Ringfence.Result result =
        scan(
            write("a.patch", patch("src/X.java", renamed())),
            "--format",
            "json",
            "-o",
            out.toString());
    assertEquals(1, result.status());
    assertEquals("", result.out());
    assertTrue(result.err().startsWith("1 finding in 1 hunk"), result.err());
    assertEquals(
        1,
        JsonMapper.shared()
            .readTree(Files.readString(out, StandardCharsets.UTF_8))
            .path("findings")
            .size());
  }
}
