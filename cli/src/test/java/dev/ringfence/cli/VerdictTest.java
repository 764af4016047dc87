package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a finding means: project license, waivers, baseline, receipts.
@SuppressWarnings("StringConcatToTextBlock") // line ends in sight
class VerdictTest {
  @TempDir static Path shared;
  @TempDir Path temp;
  private static String index;
  private static List<String> copied;

  @BeforeAll
  static void indexOwnSources() throws IOException {
    index = shared.resolve("index").toString();
    Ringfence.Result added =
        Ringfence.run(
            "index",
            "add",
            index,
            "dir:" + TestWorks.WEAVER.resolve("match"),
            "--name",
            "own",
            "--license",
            "GPL-2.0-or-later");
    assertEquals(0, added.status(), added.err());
    List<String> lines = Files.readAllLines(TestWorks.WEAVER.resolve("match/RegionFinder.java"));
    copied = lines.subList(60, Math.min(160, lines.size()));
  }

  @BeforeEach
  void makeRepository() throws IOException, GitAPIException {
    try (Git git = Git.init().setDirectory(temp.toFile()).setInitialBranch("main").call()) {
      write("README", "x\n");
      commit(git);
    }
  }

  private void write(String path, String text) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void commit(Git git) throws GitAPIException {
    git.add().addFilepattern(".").call();
    git.commit()
        .setMessage("x")
        .setAuthor("a", "a@x")
        .setCommitter("a", "a@x")
        .setSign(false)
        .call();
  }

  private void commitAll() throws IOException, GitAPIException {
    try (Git git = Git.open(temp.toFile())) {
      commit(git);
    }
  }

  private void copy(List<String> lines) throws IOException {
    write("src/Copied.java", "class Copied {\n" + String.join("\n", lines) + "\n}\n");
  }

  private Ringfence.Result scan(String... more) {
    String[] all = new String[more.length + 4];
    all[0] = "scan";
    all[1] = index;
    all[2] = "--repo";
    all[3] = temp.toString();
    System.arraycopy(more, 0, all, 4, more.length);
    return Ringfence.run(all);
  }

  private JsonNode finding(Ringfence.Result result) {
    JsonNode findings = JsonMapper.shared().readTree(result.out()).path("findings");
    assertTrue(findings.size() > 0, result.out() + result.err());
    return findings.path(0);
  }

  @Test
  void aProjectThatMayTakeTheCodeIsToldSo() throws IOException, GitAPIException {
    commitPolicy("project_license = \"BSD-3-Clause\"\n");
    copy(copied);
    Ringfence.Result no = scan("--working-tree", "--format", "json");
    assertEquals(1, no.status(), no.err());
    assertTrue(
        finding(no)
            .path("reasons")
            .toString()
            .contains("BSD-3-Clause cannot hold code under GPL-2.0-or-later"));
    commitPolicy("project_license = \"GPL-3.0-or-later\"\ndefault_ring = \"inner\"\n");
    Ringfence.Result yes = scan("--working-tree", "--format", "json");
    assertEquals(0, yes.status(), yes.err());
    assertEquals("note", finding(yes).path("severity").asString());
    assertTrue(
        finding(yes)
            .path("reasons")
            .toString()
            .contains(
                "the project may take it: GPL-2.0-or-later may be taken under GPL-3.0-or-later"));
  }

  /// A file's header against its tag, or the license of a work against its metadata; what speaks of
  /// the whole work is no conflict with a file that speaks for itself.
  @ParameterizedTest
  @CsvSource({
    "'// SPDX-License-Identifier: GPL-3.0-or-later\n// Licensed under the MIT license.\n', '', ''"
        + ", warning, 5.5, MIT by RegionFinder.java:2",
    "'', 'GPL-3.0-or-later', 'MIT', warning, 5.5, MIT by package.json:1",
    "'// SPDX-License-Identifier: GPL-3.0-or-later\n', '', 'MIT', error, 7.5, ''",
    "'// SPDX-License-Identifier: GPL-3.0-or-later\n', 'MIT', '', error, 7.5, ''",
    "'// SPDX-License-Identifier: GPL-3.0-or-later\n', '', '', error, 7.5, ''",
  })
  void conflictingEvidenceMakesAFindingOneStepMilder(
      String head, String license, String metadata, String severity, double score, String conflict)
      throws IOException {
    Path work = temp.resolve("work");
    Files.createDirectories(work);
    Files.writeString(
        work.resolve("RegionFinder.java"),
        head + Files.readString(TestWorks.WEAVER.resolve("match/RegionFinder.java")));
    if (!license.isEmpty()) {
      Files.writeString(work.resolve("LICENSE"), "SPDX-License-Identifier: " + license + "\n");
    }
    if (!metadata.isEmpty()) {
      Files.writeString(work.resolve("package.json"), "{\"license\": \"" + metadata + "\"}\n");
    }
    String other = temp.resolve("other").toString();
    Ringfence.Result added =
        Ringfence.run("index", "add", other, "dir:" + work, "--name", "conflicting");
    assertEquals(0, added.status(), added.err());
    Path pasted = temp.resolve("Pasted.java");
    Files.write(pasted, copied);
    Ringfence.Result scan =
        Ringfence.run("scan", other, pasted.toString(), "--policy", "none", "--format", "json");
    JsonNode finding = finding(scan);
    assertEquals(severity, finding.path("severity").asString(), finding.toString());
    assertEquals(score, finding.path("severity_score").asDouble(), 1e-9);
    // A warning does not fail in the middle ring.
    assertEquals(severity.equals("error") ? 1 : 0, scan.status(), scan.err());
    List<String> said = new ArrayList<>(List.of("category Copyleft in the middle ring: error"));
    if (!conflict.isEmpty()) {
      said.add("license evidence conflicts: " + conflict + ": one step milder");
    }
    List<String> reasons = new ArrayList<>();
    finding.path("reasons").forEach(reason -> reasons.add(reason.asString()));
    assertEquals(said, reasons);
  }

  @Test
  void downgradesAreListedAndNeverHideAFinding() throws IOException, GitAPIException {
    copy(copied);
    assertEquals(
        "error", finding(scan("--working-tree", "--format", "json")).path("severity").asString());
    commitAttributes("src/** linguist-vendored\n");
    JsonNode vendored = finding(scan("--working-tree", "--format", "json"));
    assertEquals("warning", vendored.path("severity").asString());
    assertTrue(
        vendored
            .path("reasons")
            .toString()
            .contains(".gitattributes says linguist-vendored: one step milder"));
    commitAttributes("");
    // Ignored by attribute: named as not checked.
    commitPolicy("[ignore]\ngitattributes = [\"linguist-vendored\"]\n");
    commitAttributes("src/** linguist-vendored\n");
    Ringfence.Result ignored = scan("--working-tree");
    assertEquals(0, ignored.status(), ignored.err());
    assertTrue(
        ignored
            .out()
            .contains(
                "not checked: src/Copied.java: the policy ignores this path: `linguist-vendored` in .gitattributes"),
        ignored.out());
  }

  /// The most blatant copy must not be the one that passes.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none | GPL-2.0-or-later | 1",
        "BSD-3-Clause | GPL-2.0-or-later | 1",
        "BSD-3-Clause | gpl-2.0+ | 1",
        "GPL-2.0-only | GPL-2.0-or-later | 0",
        "MIT | MIT | 1",
        "MIT | ((( | 1",
        "MIT | '' | 1",
        "MIT | NINETHOUSAND | 1",
        "MIT | Nonesuch-1.0 | 1",
        "MIT | ) OR ( AND WITH | 1",
        "MIT | GPL-2.0-or-later WITH | 1",
        "MIT | \u0000\u202e | 1",
      })
  void whatTheCopyDeclaresOfItselfIsNoExcuse(String project, String declared, int status)
      throws IOException, GitAPIException {
    if (project != null) {
      commitPolicy("project_license = \"" + project + "\"\n");
    }
    List<String> lines = new ArrayList<>(copied);
    String tag = declared.replace("NINETHOUSAND", "(".repeat(9_000) + "MIT");
    lines.addFirst("// SPDX-License-Identifier: " + tag);
    copy(lines);
    Ringfence.Result result = scan("--working-tree", "--format", "json");
    assertEquals(status, result.status(), result.err());
    JsonNode finding = finding(result);
    assertEquals(status == 1 ? "error" : "note", finding.path("severity").asString());
    assertEquals(
        declared.toLowerCase(java.util.Locale.ROOT).matches("gpl-2.0(\\+|-or-later)"),
        finding.path("reasons").toString().contains("declares GPL-2.0-or-later"));
  }

  /// The same where the origin states no license, so that there is nothing to compare with.
  @Test
  void anUnreadableDeclarationBesideAnUnstatedLicenseIsNoFault() throws IOException {
    String bare = temp.resolve(".git/bare").toString();
    Ringfence.Result added =
        Ringfence.run(
            "index", "add", bare, "dir:" + TestWorks.WEAVER.resolve("match"), "--name", "bare");
    assertEquals(0, added.status(), added.err());
    for (String declared : List.of("(((", "", "(".repeat(9_000), "MIT OR", "Nonesuch-1.0")) {
      List<String> lines = new ArrayList<>(copied);
      lines.addFirst("// SPDX-License-Identifier: " + declared);
      copy(lines);
      Ringfence.Result result =
          Ringfence.run("scan", bare, "--repo", temp.toString(), "--working-tree");
      assertEquals(0, result.status(), result.err());
      assertTrue(result.out().contains("warning[4.5]"), result.out());
      assertEquals("", result.err());
    }
  }

  private void commitPolicy(String text) throws IOException, GitAPIException {
    write("ai-policy.toml", "version = 1\n" + text);
    commitOnly("ai-policy.toml");
  }

  private void commitAttributes(String text) throws IOException, GitAPIException {
    write(".gitattributes", text);
    commitOnly(".gitattributes");
  }

  private void commitOnly(String path) throws IOException, GitAPIException {
    try (Git git = Git.open(temp.toFile())) {
      git.add().addFilepattern(path).call();
      git.commit()
          .setMessage("x")
          .setAuthor("a", "a@x")
          .setCommitter("a", "a@x")
          .setSign(false)
          .call();
    }
  }

  private String id() {
    return finding(scan("--working-tree", "--format", "json")).path("fingerprint").asString();
  }

  private Ringfence.Result waive(String id, String until, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("waive", id, index, "--repo", temp.toString(), "--working-tree", "--reason"));
    arguments.addAll(List.of("own \"work\", gh-1", "--owner", "@ada", "--until", until));
    arguments.addAll(List.of(more));
    return Ringfence.run(arguments.toArray(String[]::new));
  }

  @Test
  void aWaiverSurvivesReformattingAndNotAChangeOfTokens() throws IOException, GitAPIException {
    copy(copied);
    assertEquals(1, scan("--working-tree").status());
    Ringfence.Result waived = waive(id().substring(7, 20), "2999-01-01");
    assertEquals(0, waived.status(), waived.err());
    commitOnly(".github");
    Ringfence.Result passed = scan("--working-tree");
    assertEquals(0, passed.status(), passed.err());
    assertTrue(
        passed
            .out()
            .contains(
                "waived by @ada until 2999-01-01: own \"work\", gh-1 (HEAD:.github/ai-waivers.toml:4)"),
        passed.out());
    assertTrue(passed.out().contains("waivers: 1 used, 0 not needed by this change, 0 expired"));
    assertTrue(
        scan("--working-tree", "--format", "sarif").out().contains("\"status\" : \"accepted\""));
    // Moved and formatted anew: the same.
    copy(List.of("", "  // moved", ""));
    write(
        "src/Copied.java",
        "class Copied {\n\n\n// moved\n"
            + String.join("\n", copied).replaceAll("(?m)^ +", "\t").replace(" = ", "  =  ")
            + "\n}\n");
    assertEquals(0, scan("--working-tree").status());
    // One more statement in the midst of it: no longer what was looked at.
    write(
        "src/Copied.java",
        "class Copied {\n"
            + String.join("\n", copied).replaceFirst("return ", "touched();\n return ")
            + "\n}\n");
    assertEquals(1, scan("--working-tree").status());
    assertTrue(scan("--working-tree").out().contains("0 used, 1 not needed by this change"));
    assertEquals(2, waive("ffffffffff", "2999-01-01").status());
  }

  @Test
  void anExpiredWaiverIsReportedAndDoesNotHold() throws IOException, GitAPIException {
    copy(copied);
    String id = id();
    write(
        ".github/ai-waivers.toml",
        "version = 1\n[[waiver]]\nfingerprint = \""
            + id
            + "\"\npath = \"src/Copied.java\"\nreason = \"r\"\nowner = \"@o\"\nuntil = 2020-01-01\n");
    commitOnly(".github");
    Ringfence.Result result = scan("--working-tree");
    assertEquals(1, result.status());
    assertTrue(
        result.out().contains("the waiver has expired, by @o until 2020-01-01"), result.out());
    assertTrue(
        result.out().contains("expired 2020-01-01: HEAD:.github/ai-waivers.toml:3, @o: r"),
        result.out());
    assertEquals(2, waive(id, "2020-01-01").status());
    for (String broken :
        List.of(
            "version = 1\n[[waiver]]\nfingerprint = \"x\"\nreason = \"r\"\nowner = \"o\"\nuntil = 2020-01-01\n",
            "version = 1\n[[waiver]]\nfingerprint = \""
                + id
                + "\"\nowner = \"o\"\nuntil = 2020-01-01\n",
            "version = 1\n[[waiver]]\nfingerprint = \""
                + id
                + "\"\nreason = \"r\"\nowner = \"o\"\n",
            "version = 1\n[[waiver]]\nfingerprnt = \"" + id + "\"\n")) {
      write(".github/ai-waivers.toml", broken);
      commitOnly(".github");
      Ringfence.Result fault = scan("--working-tree");
      assertEquals(2, fault.status(), broken);
      assertTrue(fault.err().contains(".github/ai-waivers.toml:"), fault.err());
    }
  }

  private static final String RINGS =
      "[[zone]]\nname = \"core\"\nring = \"inner\"\npaths = [\"core/**\"]\n"
          + "[[zone]]\nname = \"doc\"\nring = \"outer\"\npaths = [\"doc/**\"]\n";

  private void copyTo(String path) throws IOException {
    write(path, "class Copied {\n" + String.join("\n", copied) + "\n}\n");
  }

  private String verdicts() {
    Ringfence.Result result = scan("--working-tree", "--format", "json");
    List<String> all = new ArrayList<>();
    for (JsonNode each : JsonMapper.shared().readTree(result.out()).path("findings")) {
      all.add(
          each.path("hunk").path("path").asString() + (each.path("fails").asBoolean() ? "!" : ""));
    }
    return result.status() + " " + String.join(" ", all);
  }

  @Test
  void aWaiverHoldsWhereItWasGiven() throws IOException, GitAPIException {
    commitPolicy(RINGS);
    copyTo("doc/Copied.java");
    String id = id();
    Ringfence.Result given = waive(id, "2999-01-01");
    assertEquals(0, given.status(), given.err());
    assertTrue(
        given.out().contains("it holds for `doc/Copied.java` and up to the outer ring"),
        given.out());
    commitOnly(".github");
    copyTo("core/Copied.java");
    copyTo("src/Copied.java");
    copyTo("doc/more/Copied.java");
    assertEquals(
        "1 core/Copied.java! src/Copied.java! doc/Copied.java doc/more/Copied.java", verdicts());
    String text = scan("--working-tree").out();
    assertTrue(
        text.contains("was given for `doc/Copied.java` and up to the outer ring, not for here"),
        text);
    // One id, several rings: the command does not choose.
    Ringfence.Result several = waive(id, "2999-01-01");
    assertEquals(2, several.status());
    assertTrue(several.err().contains("core/Copied.java:"), several.err());
    assertTrue(several.err().contains("--anywhere"), several.err());
    assertEquals(2, waive(id, "2999-01-01", "--path", "none.java").status());
    Ringfence.Result named = waive(id, "2999-01-01", "--path", "src/Copied.java");
    assertEquals(0, named.status(), named.err());
    assertTrue(named.out().contains("and not:\n  core/Copied.java:"), named.out());
    commitOnly(".github");
    assertEquals(
        "1 core/Copied.java! src/Copied.java doc/Copied.java doc/more/Copied.java", verdicts());
    Ringfence.Result all = waive(id, "2999-01-01", "--anywhere");
    assertEquals(0, all.status(), all.err());
    assertTrue(all.out().contains("it holds for any place"), all.out());
    commitOnly(".github");
    assertTrue(verdicts().startsWith("0 "), verdicts());
    assertEquals(2, waive(id, "2999-01-01", "--anywhere").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path = \"doc/Copied.java\" | 1 src/Copied.java! doc/Copied.java",
        "path = \"src/Copied.java\" | 0 doc/Copied.java src/Copied.java",
        "ring = \"middle\" | 0 src/Copied.java doc/Copied.java",
        "ring = \"outer\" | 1 src/Copied.java! doc/Copied.java",
        "anywhere = true | 0 src/Copied.java doc/Copied.java",
        "anywhere = false | 1 src/Copied.java! doc/Copied.java",
        "origin = \"x\" | 1 src/Copied.java! doc/Copied.java",
      })
  void waiversAndAcceptedFindingsAreBoundAlike(String bound, String expected)
      throws IOException, GitAPIException {
    commitPolicy(RINGS);
    copyTo("doc/Copied.java");
    String id = id();
    copyTo("src/Copied.java");
    String rest = bound + "\nfingerprint = \"" + id + "\"\nreason = \"r\"\nuntil = 2999-01-01\n";
    write(".github/ai-waivers.toml", "version = 1\n[[waiver]]\nowner = \"@o\"\n" + rest);
    commitOnly(".github");
    assertEquals(expected, verdicts());
    write(".github/ai-waivers.toml", "version = 1\n");
    commitOnly(".github");
    commitPolicy(RINGS + "[[taint.accept]]\nby = \"@o\"\n" + rest);
    assertEquals(expected, verdicts());
  }

  @Test
  void aBaselineCanBeReviewedAndHoldsWhereItWasWritten() throws IOException, GitAPIException {
    commitPolicy(RINGS);
    copyTo("doc/Copied.java");
    Path file = temp.resolve(".git/baseline.json");
    scan("--working-tree", "--write-baseline", file.toString());
    JsonNode entry = JsonMapper.shared().readTree(Files.readString(file)).path("findings").path(0);
    assertEquals("doc/Copied.java", entry.path("path").asString());
    assertEquals("outer", entry.path("ring").asString());
    assertEquals("own/RegionFinder.java", entry.path("origin").asString());
    assertEquals("GPL-2.0-or-later", entry.path("license").asString());
    copyTo("core/Copied.java");
    Ringfence.Result result = scan("--working-tree", "--baseline", file.toString());
    assertEquals(1, result.status(), result.err());
    assertTrue(result.out().contains("the baseline has it for `doc/Copied.java`"), result.out());
    Files.writeString(
        file, "{\"version\":1,\"findings\":[\"" + entry.path("fingerprint").asString() + "\"]}");
    Ringfence.Result old = scan("--working-tree", "--baseline", file.toString());
    assertEquals(2, old.status());
    assertTrue(old.err().contains("baseline/old-format"), old.err());
  }

  @Test
  void aWaiverFileHasALimit() throws IOException, GitAPIException {
    copy(copied);
    write(".github/ai-waivers.toml", "version = 1\n" + "# x\n".repeat(1_100_000));
    commitOnly(".github");
    Ringfence.Result result = scan("--working-tree");
    assertEquals(2, result.status(), result.out());
    assertTrue(result.err().contains("waiver/too-large"), result.err());
  }

  @Test
  void aChangeCannotWaiveItself() throws IOException, GitAPIException {
    copy(copied);
    waive(id(), "2999-01-01");
    commitAll();
    assertEquals(1, scan("--diff", "HEAD~1..HEAD").status());
    // Once the waiver is in the base, a later change with the same content passes.
    Files.delete(temp.resolve("src/Copied.java"));
    commitAll();
    copy(copied);
    commitAll();
    assertEquals(0, scan("--diff", "HEAD~1..HEAD").status());
  }

  @Test
  void aBaselineLetsOldFindingsPass() throws IOException {
    copy(copied);
    String file = temp.resolve("baseline.json").toString();
    assertEquals(1, scan("--working-tree", "--write-baseline", file).status());
    Ringfence.Result later = scan("--working-tree", "--baseline", file);
    assertEquals(0, later.status(), later.err());
    assertTrue(later.out().contains("in the baseline"), later.out());
    write(
        "src/Copied.java",
        "class Copied {\n"
            + String.join("\n", copied).replaceFirst("return ", "touched();\n return ")
            + "\n}\n");
    assertEquals(1, scan("--working-tree", "--baseline", file).status());
    Files.writeString(Path.of(file), "[]");
    assertEquals(2, scan("--working-tree", "--baseline", file).status());
  }

  private Ringfence.Result verify(String receipt, String... more) {
    String[] all = new String[more.length + 6];
    all[0] = "receipt";
    all[1] = "verify";
    all[2] = receipt;
    all[3] = index;
    all[4] = "--repo";
    all[5] = temp.toString();
    System.arraycopy(more, 0, all, 6, more.length);
    return Ringfence.run(all);
  }

  @Test
  void aReceiptComesOutTheSameOrSaysWhatDiffers() throws IOException, GitAPIException {
    copy(copied);
    commitAll();
    String file = temp.resolve(".git/receipt.json").toString();
    scan("--diff", "HEAD~1..HEAD", "--receipt", file);
    JsonNode receipt = JsonMapper.shared().readTree(Files.readString(Path.of(file)));
    assertEquals("https://in-toto.io/Statement/v1", receipt.path("_type").asString());
    assertEquals("src/Copied.java", receipt.path("subject").path(0).path("name").asString());
    assertEquals("found", receipt.path("predicate").path("result").asString());
    assertEquals(1, receipt.path("predicate").path("searched").path("hunks").size());
    Ringfence.Result same = verify(file, "--diff", "HEAD~1..HEAD");
    assertEquals(0, same.status(), same.out() + same.err());
    // Another change.
    write("src/More.java", "class More {\n" + String.join("\n", copied.subList(0, 60)) + "\n}\n");
    commitAll();
    Ringfence.Result other = verify(file, "--diff", "HEAD~2..HEAD");
    assertEquals(1, other.status());
    assertTrue(other.out().contains("hunk src/More.java:1: is new"), other.out());
    // Another index.
    String grown = temp.resolve(".git/grown").toString();
    Ringfence.run("index", "add", grown, "dir:" + TestWorks.WEAVER.resolve("report"));
    Ringfence.Result elsewhere =
        Ringfence.run(
            "receipt",
            "verify",
            file,
            grown,
            "--repo",
            temp.toString(),
            "--diff",
            "HEAD~2..HEAD~1");
    assertEquals(1, elsewhere.status());
    assertTrue(elsewhere.out().contains("index digest: was sha256:"), elsewhere.out());
    assertTrue(elsewhere.out().contains("work own: is gone"), elsewhere.out());
    assertTrue(elsewhere.out().contains("finding src/Copied.java"), elsewhere.out());
    // A receipt that was touched up.
    String forged = Files.readString(Path.of(file)).replace("\"found\"", "\"nothing found\"");
    assertFalse(forged.equals(Files.readString(Path.of(file))));
    Files.writeString(Path.of(file), forged);
    Ringfence.Result touched = verify(file, "--diff", "HEAD~2..HEAD~1");
    assertEquals(1, touched.status());
    assertTrue(touched.out().contains("result: was nothing found, is found"), touched.out());
    Files.writeString(Path.of(file), "{}");
    assertEquals(2, verify(file, "--diff", "HEAD~2..HEAD~1").status());
  }
}
