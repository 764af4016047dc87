package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Whatever command looks at a change comes to the same verdict, by whatever feature of the policy
/// and by whatever name of the change.
class SameVerdictTest {
  private static final String PATH = "p/core.py";

  @TempDir static Path shared;
  private static Path index;
  private static String copy;

  @TempDir Path temp;
  private TestRepository repository;

  /// A function of Python that is like no other.
  static String function(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("def fold_" + seed + "(data, count):\n");
    String[] names = new String[10];
    for (int i = 0; i < names.length; i++) {
      names[i] = "v" + Integer.toString(random.nextInt(46_656), 36);
      text.append("    ").append(names[i]).append(" = ").append(random.nextInt(900)).append('\n');
    }
    for (int i = 0; i < 36; i++) {
      String left = names[random.nextInt(names.length)];
      String right = names[random.nextInt(names.length)];
      int number = random.nextInt(99);
      text.append(
          switch (random.nextInt(4)) {
            case 0 -> "    " + left + " = " + right + " * data[" + number + "]\n";
            case 1 -> "    if " + left + " > " + number + ":\n        " + right + " -= 7\n";
            case 2 -> "    while " + left + " < count:\n        " + left + " += " + right + "\n";
            default ->
                "    data[" + left + "] = call_" + number + "(" + right + ", " + left + ")\n";
          });
    }
    return text.append("    return ").append(names[0]).append('\n').toString();
  }

  @BeforeAll
  static void indexOneWork() throws IOException {
    index = shared.resolve("index");
    copy = function(7);
    Path work = Files.createDirectories(shared.resolve("work"));
    Files.writeString(work.resolve("fold.py"), copy);
    Files.writeString(work.resolve("other.py"), function(8));
    assertEquals(0, add(work, "own", "GPL-2.0-or-later").status());
  }

  private static Ringfence.Result add(Path folder, String name, String license) {
    return Ringfence.run(
        "index", "add", index.toString(), "dir:" + folder, "--name", name, "--license", license);
  }

  /// What of a policy decides.
  enum Feature {
    NOTHING("", "error", "middle", true),
    WAIVER("", "error", "middle", false),
    EXPIRED_WAIVER("", "error", "middle", true),
    BASELINE("", "error", "middle", false),
    ATTRIBUTES("", "warning", "inner", true),
    ESCALATION(
        "default_ring = \"outer\"\n[blast_radius]\nmode = \"escalate\"\n", "error", "middle", true),
    SUGGESTION(
        "default_ring = \"outer\"\n[blast_radius]\nmode = \"suggest\"\n",
        "warning",
        "outer",
        false),
    PROJECT_LICENSE("project_license = \"GPL-3.0-only\"\n", "note", "middle", false),
    FAIL_ON("default_ring = \"outer\"\n", "warning", "outer", true),
    REVIEW("[taint.categories]\n\"Copyleft\" = \"review\"\n", "warning", "middle", false);

    final String policy;
    final String severity;
    final String ring;
    final boolean fails;

    Feature(String policy, String severity, String ring, boolean fails) {
      this.policy = "version = 1\n" + policy;
      this.severity = severity;
      this.ring = ring;
      this.fails = fails;
    }
  }

  @BeforeEach
  void makeRepository() throws IOException {
    repository = new TestRepository(temp.resolve("repository"));
    repository.write("p/__init__.py", "").write(PATH, "def f(a):\n    return a\n");
    for (int i = 0; i < 40; i++) {
      repository.write("p/sub/user" + i + ".py", "from p import core\n");
    }
    repository.commit(LocalDate.of(2020, 1, 1));
    for (int i = 0; i < 12; i++) {
      repository.write("notes.md", "version " + i + "\n");
      repository.commit(LocalDate.of(2025, 1, 1).plusMonths(i));
    }
  }

  private void change() throws IOException {
    repository.commit(LocalDate.of(2026, 1, 1));
    repository.git("checkout", "--quiet", "-b", "feature");
    repository.write(PATH, "def f(a):\n    return a\n\n\n" + copy);
    repository.commit(LocalDate.of(2026, 1, 2));
  }

  private Ringfence.Result run(List<String> before, String range, List<String> after) {
    List<String> all = new ArrayList<>(before);
    all.addAll(List.of("--diff", range, "--repo", repository.root().toString()));
    all.addAll(after);
    return Ringfence.run(all.toArray(new String[0]));
  }

  private JsonNode report(String range, List<String> options) {
    List<String> after = new ArrayList<>(List.of("--format", "json"));
    after.addAll(options);
    Ringfence.Result result = run(List.of("scan", index.toString()), range, after);
    assertTrue(result.status() <= 1, result.err());
    return JsonMapper.shared().readTree(result.out());
  }

  private static String waiver(JsonNode finding, String until) {
    return "version = 1\n[[waiver]]\nfingerprint = \""
        + finding.path("fingerprint").asString()
        + "\"\npath = \""
        + PATH
        + "\"\nreason = \"own\"\nowner = \"@ada\"\nuntil = "
        + until
        + "\n";
  }

  /// What must be there before the change for a feature to decide; options that it takes.
  private List<String> prepare(Feature feature) throws IOException {
    List<String> options = new ArrayList<>();
    repository.write("ai-policy.toml", feature.policy);
    switch (feature) {
      case WAIVER, EXPIRED_WAIVER, BASELINE -> {
        change();
        JsonNode finding = report("main..feature", List.of()).path("findings").path(0);
        if (feature == Feature.BASELINE) {
          Path baseline = temp.resolve("baseline.json");
          List<String> write = List.of("--write-baseline", baseline.toString());
          report("main..feature", write);
          options.addAll(List.of("--baseline", baseline.toString()));
          return options;
        }
        repository.git("checkout", "--quiet", "main");
        repository.git("branch", "--quiet", "-D", "feature");
        repository.write(
            ".github/ai-waivers.toml",
            waiver(finding, feature == Feature.WAIVER ? "2999-01-01" : "2001-01-01"));
      }
      case ATTRIBUTES ->
          repository.write(".gitattributes", PATH + " ai-zone=inner linguist-vendored\n");
      case FAIL_ON -> options.addAll(List.of("--fail-on", "warning"));
      default -> {}
    }
    change();
    return options;
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandComesToTheSameVerdict(Feature feature) throws IOException {
    List<String> options = prepare(feature);
    JsonNode report = report("main..feature", options);
    JsonNode finding = report.path("findings").path(0);
    assertEquals(1, report.path("findings").size(), report.toString());
    assertEquals(feature.severity, finding.path("severity").asString(), finding.toString());
    assertEquals(feature.ring, finding.path("zone").path("ring").asString());
    assertEquals(feature.fails, finding.path("fails").asBoolean());
    String id = finding.path("fingerprint").asString().substring("sha256:".length(), 40);
    List<String> reasons = finding.path("reasons").valueStream().map(JsonNode::asString).toList();
    String verdict =
        "severity "
            + feature.severity
            + " ("
            + finding.path("severity_score").asString()
            + "), "
            + feature.ring
            + " ring, "
            + (feature.fails ? "fails" : "does not fail")
            + ": "
            + String.join("; ", reasons);
    for (String wanted : List.of(id, PATH + ":20")) {
      Ringfence.Result explained =
          run(List.of("explain", wanted, index.toString()), "main..feature", options);
      assertEquals(0, explained.status(), explained.err());
      assertTrue(explained.out().contains(verdict), verdict + "\n" + explained.out());
    }

    Path receipt = temp.resolve("receipt.json");
    List<String> writing = new ArrayList<>(List.of("--receipt", receipt.toString()));
    writing.addAll(options);
    report("main..feature", writing);
    Ringfence.Result verified =
        run(
            List.of("receipt", "verify", receipt.toString(), index.toString()),
            "main..feature",
            options);
    assertEquals(0, verified.status(), verified.out() + verified.err());

    List<String> accept =
        new ArrayList<>(List.of("--reason", "own", "--owner", "@ada", "--until", "2999-01-01"));
    accept.addAll(options);
    repository.git("checkout", "--quiet", "main");
    Ringfence.Result waived = run(List.of("waive", id, index.toString()), "main..feature", accept);
    if (feature == Feature.WAIVER) {
      assertTrue(waived.err().contains("waived already"), waived.out() + waived.err());
      return;
    }
    assertEquals(0, waived.status(), waived.err());
    String place = " (" + feature.ring + " ring, " + feature.severity + ")";
    assertTrue(waived.out().contains(place), place + "\n" + waived.out());
    // And the waiver that it wrote does what it says.
    repository.commit(LocalDate.of(2026, 1, 3));
    JsonNode after = report("main..feature", options).path("findings").path(0);
    assertEquals("own", after.path("waiver").path("reason").asString(), after.toString());
    assertEquals(false, after.path("fails").asBoolean());
  }

  /// What was accepted before ids had their present form stays accepted, and says that it must be
  /// renewed.
  @Test
  void theFormerIdHoldsOneReleaseMore() throws IOException {
    repository.commit(LocalDate.of(2026, 1, 1));
    repository.git("checkout", "--quiet", "-b", "feature");
    List<String> lines = copy.lines().toList();
    repository.write(
        PATH,
        "def f(a):\n    return a\n\n\ndef g(data, count):\n    own = [data, count]\n    own.sort()\n"
            + String.join("\n", lines.subList(1, lines.size()))
            + "\n");
    repository.commit(LocalDate.of(2026, 1, 2));
    Path baseline = temp.resolve("baseline.json");
    JsonNode finding =
        report("main..feature", List.of("--write-baseline", baseline.toString()))
            .path("findings")
            .path(0);
    String id = finding.path("fingerprint").asString();
    String former = finding.path("former_fingerprint").asString();
    assertTrue(!id.equals(former), "the function holds more than what is aligned");
    String short16 = former.substring("sha256:".length(), 23);
    for (String command : List.of("explain", "waive")) {
      List<String> accept =
          command.equals("explain")
              ? List.of()
              : List.of("--reason", "own", "--owner", "@ada", "--until", "2999-01-01");
      Ringfence.Result result =
          run(List.of(command, short16, index.toString()), "main..feature", accept);
      assertEquals(0, result.status(), result.err());
    }
    Path waivers = repository.root().resolve(".github/ai-waivers.toml");
    assertTrue(Files.readString(waivers).contains(id), "a new waiver has the new id");
    Files.delete(waivers);

    Files.writeString(baseline, Files.readString(baseline).replace(id, former));
    repository.git("checkout", "--quiet", "main");
    repository.write(".github/ai-waivers.toml", waiver(finding, "2999-01-01").replace(id, former));
    repository.commit(LocalDate.of(2026, 1, 3));
    for (List<String> options :
        List.of(List.<String>of(), List.of("--baseline", baseline.toString()))) {
      JsonNode accepted = report("main..feature", options).path("findings").path(0);
      assertEquals(false, accepted.path("fails").asBoolean(), accepted.toString());
      assertEquals(!options.isEmpty(), accepted.path("in_baseline").asBoolean());
      assertTrue(
          accepted.path("reasons").toString().contains("names the id of an earlier release"),
          accepted.path("reasons").toString());
    }
  }

  /// A report without what names the change.
  private static String nameless(JsonNode report, String name) {
    return report.toString().replace("\"change\":\"" + name + "\"", "\"change\":\"\"");
  }

  @ParameterizedTest
  @CsvSource({
    "feature, main..feature",
    "feature, main..",
    "feature, main...feature",
    "feature, main...",
    "feature, feature",
    "feature, HEAD~1..HEAD",
    "main, ..feature",
    "main, ...feature",
    "main, main..feature",
    "main, feature"
  })
  void oneChangeHasOneVerdictWhateverItsName(String checkedOut, String range) throws IOException {
    repository.write(
        "ai-policy.toml",
        "version = 1\n[[zone]]\nname = \"p\"\nring = \"outer\"\npaths = [\"p/**\"]\n");
    repository.write(".gitattributes", PATH + " linguist-vendored\n");
    change();
    JsonNode expected = report("main..feature", List.of());
    assertEquals("outer", expected.path("findings").path(0).path("zone").path("ring").asString());
    assertTrue(expected.toString().contains("linguist-vendored"), expected.toString());
    repository.git("checkout", "--quiet", checkedOut);
    JsonNode report = report(range, List.of());
    // The policy is called by the name that the range gives its base.
    ((ObjectNode) report.path("policy")).remove("source");
    ((ObjectNode) expected.path("policy")).remove("source");
    String source = ":ai-policy.toml";
    assertEquals(
        nameless(expected, "main..feature").replaceAll("[A-Za-z0-9~^]+" + source, source),
        nameless(report, range).replaceAll("[A-Za-z0-9~^]+" + source, source));
  }

  @Test
  void aRootCommitIsJudgedByNothingAndAMergeByItsFirstParent() throws IOException {
    TestRepository fresh = new TestRepository(temp.resolve("fresh"));
    fresh.write(PATH, copy).write("ai-policy.toml", "version = 1\ndefault_ring = \"outer\"\n");
    String root = fresh.commit(LocalDate.of(2026, 1, 1));
    repository = fresh;
    JsonNode first = report(root, List.of());
    assertEquals("middle", first.path("findings").path(0).path("zone").path("ring").asString());
    assertTrue(first.path("notes").toString().contains("judged by what was there before"));

    fresh.git("checkout", "--quiet", "-b", "side");
    fresh.write("q/more.py", function(8));
    fresh.commit(LocalDate.of(2026, 1, 2));
    fresh.git("checkout", "--quiet", "main");
    fresh.write("other.py", "x = 1\n");
    fresh.commit(LocalDate.of(2026, 1, 3));
    fresh.git("merge", "--quiet", "--no-ff", "--message", "merge", "side");
    for (String range : List.of("HEAD", "HEAD~1..HEAD", "HEAD^...HEAD")) {
      JsonNode merged = report(range, List.of()).path("findings");
      assertEquals(1, merged.size(), range);
      assertEquals("q/more.py", merged.path(0).path("hunk").path("path").asString());
      assertEquals("outer", merged.path(0).path("zone").path("ring").asString());
    }
  }

  @Test
  void aShallowCloneGivesTheSameOrSaysWhatItLacks() throws IOException {
    repository.write("ai-policy.toml", "version = 1\ndefault_ring = \"outer\"\n");
    change();
    JsonNode expected = report("main..feature", List.of()).path("findings");
    String remote = repository.root().toUri().toString();
    Path clone = temp.resolve("clone");
    repository.git(
        "clone", "--quiet", "--depth", "1", "--no-single-branch", remote, clone.toString());
    for (String range : List.of("origin/main..origin/feature", "origin/main...origin/feature")) {
      Ringfence.Result result =
          Ringfence.run(
              "scan",
              index.toString(),
              "--diff",
              range,
              "--repo",
              clone.toString(),
              "--format",
              "json");
      if (range.contains("...")) {
        assertEquals(3, result.status(), result.out());
        assertTrue(result.err().contains("share no history in this shallow clone"), result.err());
        continue;
      }
      assertEquals(0, result.status(), result.err());
      JsonNode found = JsonMapper.shared().readTree(result.out()).path("findings");
      assertEquals(1, found.size());
      for (String same : List.of("fingerprint", "severity", "reasons")) {
        assertEquals(expected.path(0).path(same), found.path(0).path(same), same);
      }
    }
  }

  /// Where the policy lets the blast radius raise a ring, that it cannot be computed is no
  /// "nothing".
  @ParameterizedTest
  @CsvSource({"escalate, 3", "suggest, 3", "off, 0"})
  void aBlastRadiusThatCannotBeComputedIsSaid(String mode, int status) throws IOException {
    repository.write(
        "ai-policy.toml",
        "version = 1\ndefault_ring = \"outer\"\n[blast_radius]\nmode = \"" + mode + "\"\n");
    change();
    String patch = repository.git("diff", "main", "feature");
    Path file = Files.writeString(temp.resolve("change.patch"), patch);
    repository.git("checkout", "--quiet", "main");
    String tree = repository.git("rev-parse", "main:p/sub").trim();
    Files.delete(
        repository
            .root()
            .resolve(".git/objects/" + tree.substring(0, 2) + "/" + tree.substring(2)));
    Ringfence.Result result =
        Ringfence.run(
            "scan", index.toString(), file.toString(), "--repo", repository.root().toString());
    assertEquals(status, result.status(), result.out() + result.err());
    assertEquals(status == 3, result.out().contains("NOT CHECKED"), result.out());
    assertEquals(status == 3, result.out().contains("the blast radius, which"), result.out());
    assertTrue(result.out().contains("GPL-2.0-or-later"), "what can be said is said");
    // Without a repository there is nothing that could be hit.
    Path bare = Files.createDirectories(temp.resolve("bare"));
    Files.writeString(
        bare.resolve("ai-policy.toml"),
        "version = 1\ndefault_ring = \"outer\"\n[blast_radius]\nmode = \"" + mode + "\"\n");
    Ringfence.Result outside =
        Ringfence.run("scan", index.toString(), file.toString(), "--repo", bare.toString());
    assertEquals(0, outside.status(), outside.out() + outside.err());
  }

  /// What decided has its digest in every report, and a receipt is no good for another.
  @Test
  void whatDecidedIsNamedByItsDigest() throws IOException {
    String policy = "version = 1\ndefault_ring = \"inner\"\n";
    repository.write("ai-policy.toml", policy);
    change();
    JsonNode report = report("main..feature", List.of());
    String waivers = waiver(report.path("findings").path(0), "2999-01-01");
    repository.git("checkout", "--quiet", "main");
    repository.write(".github/ai-waivers.toml", waivers);
    repository.commit(LocalDate.of(2026, 1, 3));
    repository.git("rebase", "--quiet", "main", "feature");
    Path receipt = temp.resolve("receipt.json");
    Path sarif = temp.resolve("report.sarif");
    List<String> also = List.of("--receipt", receipt.toString(), "--report", "sarif=" + sarif);
    JsonNode judged = report("main..feature", also);
    String policyDigest = sha256(policy);
    String waiverDigest = sha256(waivers);
    assertEquals(policyDigest, judged.path("policy").path("digest").asString());
    assertEquals(waiverDigest, judged.path("policy").path("waivers").asString());
    JsonNode predicate = JsonMapper.shared().readTree(Files.readString(receipt)).path("predicate");
    JsonNode run = JsonMapper.shared().readTree(Files.readString(sarif)).path("runs").path(0);
    assertEquals(policyDigest, predicate.path("policy").path("digest").asString());
    assertEquals(waiverDigest, predicate.path("policy").path("waivers").asString());
    assertEquals(policyDigest, run.path("properties").path("policyDigest").asString());
    JsonNode matching = judged.path("tool").path("matching");
    for (String each : List.of("parameters", "idioms", "phrases")) {
      String digest = matching.path(each).asString();
      assertTrue(digest.matches("sha256:[0-9a-f]{64}"), each);
      assertEquals(digest, predicate.path("matching").path(each).asString());
      assertEquals(digest, run.path("properties").path(each + "Digest").asString());
    }
    JsonNode driver = run.path("tool").path("driver");
    String version = judged.path("tool").path("version").asString();
    assertTrue(driver.path("version").asString().startsWith(version), driver.toString());
    assertTrue(driver.path("semanticVersion").asString().startsWith(version + "+"));

    // Another policy under the same name is another judge.
    repository.git("checkout", "--quiet", "main");
    repository.write("ai-policy.toml", policy + "# as before\n");
    repository.commit(LocalDate.of(2026, 1, 4));
    repository.git("rebase", "--quiet", "main", "feature");
    Ringfence.Result verified =
        run(
            List.of("receipt", "verify", receipt.toString(), index.toString()),
            "main..feature",
            List.of());
    assertEquals(1, verified.status());
    assertTrue(verified.out().contains("policy digest: was " + policyDigest), verified.out());
  }

  @Test
  void aReplacedModelIsNamedInEveryOutput() throws IOException {
    change();
    Path own = Files.writeString(temp.resolve("own.properties"), "threshold = 60\n");
    Path receipt = temp.resolve("receipt.json");
    System.setProperty("ringfence.matching", own.toString());
    try {
      String named = "match.properties by own.properties (" + sha256("threshold = 60\n") + ")";
      for (String format :
          List.of("text", "json", "sarif", "markdown", "codequality", "annotations", "receipt")) {
        Ringfence.Result result =
            run(
                List.of("scan", index.toString()),
                "main..feature",
                List.of("--format", format, "--receipt", receipt.toString()));
        assertEquals(1, result.status(), result.err());
        String plain = result.out().replace("\\", "").replace("%3A", ":").replace("_", "");
        assertTrue(plain.contains(named.replace("_", "")), format + "\n" + result.out());
      }
    } finally {
      System.clearProperty("ringfence.matching");
    }
    Ringfence.Result verified =
        run(
            List.of("receipt", "verify", receipt.toString(), index.toString()),
            "main..feature",
            List.of());
    assertEquals(1, verified.status());
    assertTrue(verified.out().contains("matching parameters: was sha256:"), verified.out());
    System.setProperty("ringfence.idioms", own.toString());
    try {
      Ringfence.Result broken = run(List.of("scan", index.toString()), "main..feature", List.of());
      assertEquals(2, broken.status());
      assertTrue(broken.err().contains("error[matching/invalid]"), broken.err());
    } finally {
      System.clearProperty("ringfence.idioms");
    }
  }

  private static String sha256(String text) {
    return "sha256:" + DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A stored report comes out in every format as the scan itself wrote it.
  @ParameterizedTest
  @EnumSource
  void aStoredReportRendersAsTheScanDid(Feature feature) throws IOException {
    List<String> options = prepare(feature);
    List<String> formats =
        List.of("text", "json", "sarif", "markdown", "codequality", "annotations", "receipt");
    List<String> all = new ArrayList<>(options);
    for (String format : formats) {
      all.addAll(List.of("--report", format + "=" + temp.resolve("scan." + format)));
    }
    Ringfence.Result scanned = run(List.of("scan", index.toString()), "main..feature", all);
    Files.delete(repository.root().resolve("ai-policy.toml"));
    for (String format : formats) {
      Path out = temp.resolve("report." + format);
      Ringfence.Result rendered =
          Ringfence.run(
              "report",
              temp.resolve("scan.json").toString(),
              "--format",
              format,
              "--output",
              out.toString());
      assertEquals(scanned.status(), rendered.status(), rendered.err());
      assertEquals(Files.readString(temp.resolve("scan." + format)), Files.readString(out), format);
    }
    Ringfence.Result shown = Ringfence.run("report", temp.resolve("scan.json").toString());
    assertEquals(scanned.out(), shown.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | report/invalid",
        "[1 | report/invalid",
        "{\"version\": 1} | report/other-version",
        "{\"version\": 2} | report/invalid"
      })
  void whatIsNoReportIsSaid(String text, String category) throws IOException {
    Path file = Files.writeString(temp.resolve("x.json"), text);
    Ringfence.Result result = Ringfence.run("report", file.toString());
    assertEquals(2, result.status());
    assertTrue(result.err().contains("error[" + category + "]"), result.err());
  }

  @Test
  void aReportThatWasTamperedWithIsRefused() throws IOException {
    change();
    Path file = temp.resolve("x.json");
    String json = report("main..feature", List.of()).toString();
    for (String[] edit :
        new String[][] {
          {"\"status\":\"findings\"", "\"status\":\"clean\""},
          {"\"fails\":true", "\"fails\":false"},
          {"\"tool\":{", "\"tool\":null,\"x\":{"},
          {"\"severity\":\"error\"", "\"severity\":\"mild\""},
          {"\"category\":\"Copyleft\"", "\"category\":\"Nice\""}
        }) {
      assertTrue(json.contains(edit[0]), edit[0]);
      Files.writeString(file, json.replace(edit[0], edit[1]));
      Ringfence.Result result = Ringfence.run("report", file.toString());
      assertEquals(2, result.status(), edit[1] + "\n" + result.out());
      assertTrue(result.err().contains("error[report/invalid]"), result.err());
    }
  }
}
