package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A history with planted copies: every answer of the audit is compared with the truth.
class AuditPlantedTest {
  @TempDir static Path temp;
  private static AuditedHistory history;
  private static Path out;
  private static JsonNode report;

  @BeforeAll
  static void audit() throws IOException {
    Path index = temp.resolve("index");
    assertEquals(
        0,
        Ringfence.run(
                "index",
                "add",
                index.toString(),
                "dir:" + TestWorks.WEAVER,
                "--license",
                "GPL-3.0-or-later",
                "--date",
                AuditedHistory.ORIGIN_DATE)
            .status());
    history = AuditedHistory.make(temp.resolve("project"));
    out = temp.resolve("audit");
    Ringfence.Result run =
        Ringfence.run("audit", index.toString(), history.root.toString(), "--out", out.toString());
    assertEquals(1, run.status(), run.err());
    Ringfence.Result json = Ringfence.run("audit", "report", out.toString(), "--format", "json");
    assertEquals(1, json.status(), json.err());
    report = JsonMapper.shared().readTree(json.out());
  }

  /// The finding about a file of the origin.
  private static JsonNode of(String origin) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode finding : report.path("findings")) {
      if (finding.path("finding").path("origin").path("path").asString().endsWith(origin)) {
        found.add(finding);
      }
    }
    assertEquals(1, found.size(), () -> origin + " in " + shown());
    return found.getFirst();
  }

  private static String shown() {
    List<String> shown = new ArrayList<>();
    for (JsonNode finding : report.path("findings")) {
      shown.add(
          finding.path("finding").path("origin").path("path").asString()
              + " at "
              + finding.path("seen").get(0).path("path").asString()
              + ":"
              + finding.path("seen").get(0).path("first_line").asInt()
              + "-"
              + finding.path("seen").get(0).path("last_line").asInt()
              + " by "
              + finding.path("introduced").path("subject").asString()
              + " now "
              + finding.path("now").path("status").asString()
              + " "
              + finding.path("now").path("share").asDouble()
              + " "
              + finding.path("now").path("places"));
    }
    return String.join("\n", shown);
  }

  private static String tags(JsonNode finding) {
    return texts(finding.path("now").path("tags"), "name");
  }

  private static String places(JsonNode finding) {
    return texts(finding.path("now").path("places"), "path");
  }

  private static String texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.path(field).asString()));
    return String.join(" ", texts);
  }

  private static void isBroughtInBy(String commit, String author, JsonNode finding) {
    assertEquals(history.commits.get(commit), finding.path("introduced").path("hash").asString());
    assertEquals(author, finding.path("introduced").path("author").asString());
  }

  @Test
  void eachCopyIsFoundOnce() {
    assertEquals(6, report.path("findings").size(), AuditPlantedTest::shown);
    assertEquals(history.commits.size() - 2, report.path("totals").path("reachable").asInt());
    assertEquals(1, report.path("totals").path("merges").asInt());
  }

  @Test
  void copyThatWasMovedAndLaidOutAnewIsFollowed() {
    JsonNode alpha = of("BandedAligner.java");
    isBroughtInBy("alpha", "Bob", alpha);
    assertEquals("origin_older", alpha.path("dates").asString());
    assertEquals("WHOLE", alpha.path("now").path("status").asString());
    assertEquals("lib/core/Aligner.java", places(alpha));
    assertEquals("v1.0 v2.0 v3.0", tags(alpha));
    assertEquals(
        List.of(history.commits.get("alpha"), history.commits.get("layout")),
        List.of(
            alpha.path("seen").get(0).path("commit").path("hash").asString(),
            alpha.path("seen").get(1).path("commit").path("hash").asString()),
        "the new layout is no second copy");
    assertEquals("claude-address", alpha.path("ai_signs").get(0).path("sign").asString());
    JsonNode move = alpha.path("now").path("moves").get(0);
    assertEquals(history.commits.get("move"), move.path("commit").asString());
    assertEquals("lib/core/Aligner.java", move.path("to").asString());
    JsonNode touched = alpha.path("now").path("rollback").path("files").get(0);
    assertEquals("[\"src/app/User.java\"]", touched.path("dependents").toString());
  }

  @Test
  void copyOfWhichHalfIsLeftIsPartlyThere() {
    JsonNode beta = of("Chains.java");
    isBroughtInBy("beta", "Bob", beta);
    assertEquals("PARTLY", beta.path("now").path("status").asString());
    double share = beta.path("now").path("share").asDouble();
    assertTrue(share > 0.35 && share < 0.65, () -> "half of it, and not " + share);
    assertEquals("v1.0 v2.0 v3.0", tags(beta));
    assertTrue(
        texts(beta.path("finding").path("places").get(0).path("renames").path("names"), "hunk")
            .contains("strand"));
  }

  @Test
  void copyThatCameByABranchAndWentIsGone() {
    JsonNode gamma = of("FragmentSum.java");
    isBroughtInBy("gamma", "Cyd", gamma);
    assertEquals("GONE", gamma.path("now").path("status").asString());
    assertEquals("v2.0", tags(gamma));
    assertEquals("", places(gamma));
  }

  @Test
  void copyThatOnlyAMergeBringsIsTheMerges() {
    JsonNode merge = of("MatchSelector.java");
    isBroughtInBy("merge", "Dan", merge);
    assertEquals(2, merge.path("introduced").path("parents").asInt());
    assertEquals("WHOLE", merge.path("now").path("status").asString());
    assertEquals("src/app/Main.java", places(merge));
  }

  @Test
  void copyOfASquashedBranchIsTheSquashes() {
    JsonNode delta = of("EvidenceWeigher.java");
    isBroughtInBy("delta", "Eve", delta);
    assertEquals("v2.0 v3.0", tags(delta));
  }

  @Test
  void copyOlderThanItsOriginMayHaveBeenTakenFromHere() {
    JsonNode early = of("NameDefinitions.java");
    isBroughtInBy("early", "Ada", early);
    assertEquals("origin_younger", early.path("dates").asString());
  }

  /// Git takes each patch at HEAD, and what is left has none of the copy's lines.
  @Test
  void patchesTakeTheLinesOut() throws IOException {
    List<String> checked = new ArrayList<>();
    for (JsonNode finding : report.path("findings")) {
      if (!finding.has("patch_file")) {
        continue;
      }
      Path patch = out.resolve(finding.path("patch_file").asString());
      assertEquals(finding.path("patch").asString(), Files.readString(patch));
      history.repository.git("apply", "--check", patch.toString());
      history.repository.git("apply", patch.toString());
      String left = history.repository.git("diff", "--numstat");
      history.repository.git("checkout", "--quiet", "--", ".");
      assertTrue(
          left.lines().allMatch(line -> line.startsWith("0\t")), () -> "only removes: " + left);
      JsonNode plan =
          JsonMapper.shared()
              .readTree(
                  Files.readString(Path.of(patch.toString().replaceFirst("\\.patch$", ".json"))));
      int planned = 0;
      for (JsonNode file : plan.path("files")) {
        for (JsonNode lines : file.path("lines")) {
          planned += lines.path("last").asInt() - lines.path("first").asInt() + 1;
        }
      }
      int removed = left.lines().mapToInt(line -> Integer.parseInt(line.split("\t", -1)[1])).sum();
      assertEquals(planned, removed);
      checked.add(plan.path("origin").asString());
    }
    assertEquals(5, checked.size(), checked::toString);
  }

  @Test
  void newCommitCostsOnlyItself() throws IOException {
    Path copy = temp.resolve("again");
    Ringfence.Result first = auditInto(copy);
    assertEquals(1, first.status(), first.err());
    Ringfence.Result second = auditInto(copy);
    assertEquals(first.out(), second.out());
    String all = Ringfence.run("audit", "report", copy.toString(), "--format", "json").out();
    assertEquals(
        JsonMapper.shared().readTree(all).path("findings"),
        report.path("findings"),
        "two folders, one outcome");
  }

  private static Ringfence.Result auditInto(Path folder) {
    return Ringfence.run(
        "audit",
        temp.resolve("index").toString(),
        history.root.toString(),
        "--out",
        folder.toString());
  }

  @Test
  void selectionsNarrowWhatCounts() throws IOException {
    assertEquals("NameDefinitions.java", found("--until", "2024-12-31"));
    assertEquals("Chains.java", found("--path", "src/app/Beta.java"));
    assertEquals("FragmentSum.java", found("--author", "cyd"));
    assertEquals("BandedAligner.java", found("--ai-only"));
    assertEquals("", found("--ring", "inner"));
    assertEquals("BandedAligner.java Chains.java NameDefinitions.java", found("--ref", "v1.0"));
  }

  private String found(String... options) throws IOException {
    Path folder = Files.createTempDirectory(temp, "selected");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "audit",
                temp.resolve("index").toString(),
                history.root.toString(),
                "--out",
                folder.toString()));
    arguments.addAll(List.of(options));
    Ringfence.Result run = Ringfence.run(arguments.toArray(String[]::new));
    assertTrue(run.status() <= 1, run.err());
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                Ringfence.run("audit", "report", folder.toString(), "--format", "json").out());
    List<String> origins = new ArrayList<>();
    for (JsonNode finding : json.path("findings")) {
      origins.add(
          finding.path("finding").path("origin").path("path").asString().replaceFirst(".*/", ""));
    }
    return origins.stream().sorted().collect(Collectors.joining(" "));
  }
}
