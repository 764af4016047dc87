package dev.ringfence.scanner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a finding means: project license, waivers, baseline, receipts.
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
            "dir:src/main/java/dev/ringfence/scanner/match",
            "--name",
            "own",
            "--license",
            "GPL-2.0-or-later");
    assertEquals(0, added.status(), added.err());
    List<String> lines =
        Files.readAllLines(Path.of("src/main/java/dev/ringfence/scanner/match/RegionFinder.java"));
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
  void aProjectThatMayTakeTheCodeIsToldSo() throws IOException {
    copy(copied);
    write("ai-policy.toml", "version = 1\nproject_license = \"BSD-3-Clause\"\n");
    Ringfence.Result no = scan("--working-tree", "--format", "json");
    assertEquals(1, no.status(), no.err());
    assertTrue(
        finding(no)
            .path("reasons")
            .toString()
            .contains("BSD-3-Clause cannot hold code under GPL-2.0-or-later"));
    write(
        "ai-policy.toml",
        "version = 1\nproject_license = \"GPL-3.0-or-later\"\ndefault_ring = \"inner\"\n");
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

  @Test
  void downgradesAreListedAndNeverHideAFinding() throws IOException {
    copy(copied);
    assertEquals(
        "error", finding(scan("--working-tree", "--format", "json")).path("severity").asString());
    write(".gitattributes", "src/** linguist-vendored\n");
    JsonNode vendored = finding(scan("--working-tree", "--format", "json"));
    assertEquals("warning", vendored.path("severity").asString());
    assertTrue(
        vendored
            .path("reasons")
            .toString()
            .contains(".gitattributes says linguist-vendored: one step milder"));
    write(".gitattributes", "");
    write(
        "src/Copied.java",
        "// SPDX-License-Identifier: GPL-2.0-or-later\nclass Copied {\n"
            + String.join("\n", copied)
            + "\n}\n");
    JsonNode declared = finding(scan("--working-tree", "--format", "json"));
    assertEquals("warning", declared.path("severity").asString());
    assertTrue(declared.path("reasons").toString().contains("line 1 declares GPL-2.0-or-later"));
    write(
        "src/Copied.java",
        "// SPDX-License-Identifier: MIT\nclass Copied {\n" + String.join("\n", copied) + "\n}\n");
    assertEquals(
        "error", finding(scan("--working-tree", "--format", "json")).path("severity").asString());
    // Ignored by attribute: named as not checked.
    write("ai-policy.toml", "version = 1\n[ignore]\ngitattributes = [\"linguist-vendored\"]\n");
    write(".gitattributes", "src/** linguist-vendored\n");
    Ringfence.Result ignored = scan("--working-tree");
    assertEquals(0, ignored.status(), ignored.err());
    assertTrue(
        ignored
            .out()
            .contains(
                "not checked: src/Copied.java: the policy ignores this path: `linguist-vendored` in .gitattributes"),
        ignored.out());
  }

  private String id() {
    return finding(scan("--working-tree", "--format", "json")).path("fingerprint").asString();
  }

  private Ringfence.Result waive(String id, String until) {
    return Ringfence.run(
        "waive",
        id,
        index,
        "--repo",
        temp.toString(),
        "--working-tree",
        "--reason",
        "own \"work\", gh-1",
        "--owner",
        "@ada",
        "--until",
        until);
  }

  @Test
  void aWaiverSurvivesReformattingAndNotAChangeOfTokens() throws IOException {
    copy(copied);
    assertEquals(1, scan("--working-tree").status());
    Ringfence.Result waived = waive(id().substring(7, 20), "2999-01-01");
    assertEquals(0, waived.status(), waived.err());
    Ringfence.Result passed = scan("--working-tree");
    assertEquals(0, passed.status(), passed.err());
    assertTrue(
        passed
            .out()
            .contains(
                "waived by @ada until 2999-01-01: own \"work\", gh-1 (.github/ai-waivers.toml:4)"),
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
  void anExpiredWaiverIsReportedAndDoesNotHold() throws IOException {
    copy(copied);
    String id = id();
    write(
        ".github/ai-waivers.toml",
        "version = 1\n[[waiver]]\nfingerprint = \""
            + id
            + "\"\nreason = \"r\"\nowner = \"@o\"\nuntil = 2020-01-01\n");
    Ringfence.Result result = scan("--working-tree");
    assertEquals(1, result.status());
    assertTrue(
        result.out().contains("the waiver has expired, by @o until 2020-01-01"), result.out());
    assertTrue(
        result.out().contains("expired 2020-01-01: .github/ai-waivers.toml:3, @o: r"),
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
      Ringfence.Result fault = scan("--working-tree");
      assertEquals(2, fault.status(), broken);
      assertTrue(fault.err().contains(".github/ai-waivers.toml:"), fault.err());
    }
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
    Ringfence.run("index", "add", grown, "dir:src/main/java/dev/ringfence/scanner/report");
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
