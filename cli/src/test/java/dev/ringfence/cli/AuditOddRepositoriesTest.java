package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestRepository;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Repositories that are not whole, or not as others: never a crash, never a silent skip, and exit
/// status 3 where code was not checked.
class AuditOddRepositoriesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

  @TempDir static Path shared;
  @TempDir Path temp;
  private static String index;
  private TestRepository repository;

  @BeforeAll
  static void indexWork() {
    index = shared.resolve("index").toString();
    assertEquals(
        0,
        Ringfence.run(
                "index", "add", index, "dir:" + TestWorks.WEAVER, "--license", "GPL-3.0-or-later")
            .status());
  }

  @BeforeEach
  void makeRepository() throws IOException {
    repository = new TestRepository(temp.resolve("r"));
  }

  private static String copied() throws IOException {
    return AuditedHistory.type("Alpha", AuditedHistory.lines("BandedAligner.java", 120, 200));
  }

  private int audits;

  private Ringfence.Result audit(Path root, String... more) {
    String[] all = new String[5 + more.length];
    all[0] = "audit";
    all[1] = index;
    all[2] = root.toString();
    all[3] = "--out";
    all[4] = temp.resolve("audit-" + ++audits).toString();
    System.arraycopy(more, 0, all, 5, more.length);
    return Ringfence.run(all);
  }

  private JsonNode report() {
    return JsonMapper.shared()
        .readTree(
            Ringfence.run(
                    "audit",
                    "report",
                    temp.resolve("audit-" + audits).toString(),
                    "--format",
                    "json")
                .out());
  }

  private void isIncomplete(Ringfence.Result run, String why) {
    assertEquals(3, run.status(), run.out() + run.err());
    boolean said = false;
    for (JsonNode each : report().path("not_checked")) {
      said |= each.path("incomplete").asBoolean() && each.path("reason").asString().contains(why);
    }
    assertTrue(said, () -> why + " in " + report().path("not_checked"));
  }

  private void says(String why) {
    boolean said = false;
    for (JsonNode each : report().path("not_checked")) {
      said |= each.path("reason").asString().contains(why);
    }
    assertTrue(said, () -> why + " in " + report().path("not_checked"));
  }

  private Path object(String id) {
    return repository.root().resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
  }

  @Test
  void emptyOnesAndNoneAreUsageFaults() throws IOException {
    Ringfence.Result unborn = audit(repository.root());
    assertEquals(2, unborn.status(), unborn.err());
    assertTrue(unborn.err().contains("no commit yet"), unborn.err());
    Ringfence.Result none = audit(Files.createDirectories(temp.resolve("none")));
    assertEquals(2, none.status(), none.err());
    repository.write("a.c", "int a;\n").commit(DAY);
    Ringfence.Result lost = audit(repository.root(), "--ref", "nowhere");
    assertEquals(2, lost.status(), lost.err());
    assertTrue(lost.err().contains("no commit named `nowhere`"), lost.err());
    assertEquals(2, audit(repository.root(), "--since", "yesterday").status());
    assertEquals(2, audit(repository.root(), "--ring", "outermost").status());
    assertEquals(2, Ringfence.run("audit", index).status());
  }

  @Test
  void cleanHistoryIsClean() throws IOException {
    repository.write("a.java", AuditedHistory.own("A", 3)).commit(DAY);
    Ringfence.Result run = audit(repository.root());
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("Nothing in this history resembles"), run.out());
  }

  @Test
  void shallowClone() throws IOException {
    repository.write("src/Alpha.java", copied()).commit(DAY);
    repository.write("b.c", "int b;\n").commit(DAY.plusDays(1));
    Path clone = temp.resolve("shallow");
    repository.git(
        "clone", "--quiet", "--depth=1", "file://" + repository.root(), clone.toString());
    isIncomplete(audit(clone), "shallow");
    assertEquals(1, report().path("findings").size(), "the lines of the first commit count");
    // Fetched whole, the same folder of an audit becomes complete.
    repository.git("-C", clone.toString(), "fetch", "--quiet", "--unshallow");
    Path out = temp.resolve("audit-" + audits);
    Ringfence.Result again =
        Ringfence.run("audit", index, clone.toString(), "--out", out.toString());
    assertEquals(1, again.status(), again.out() + again.err());
  }

  @Test
  void partialClone() throws IOException {
    repository.write("src/Alpha.java", copied()).commit(DAY);
    repository.git("config", "uploadpack.allowFilter", "true");
    Path clone = temp.resolve("partial");
    repository.git(
        "clone",
        "--quiet",
        "--no-checkout",
        "--filter=blob:none",
        "file://" + repository.root(),
        clone.toString());
    isIncomplete(audit(clone), "is not in this partial clone");
  }

  @Test
  void bareRepositoriesAndWorktrees() throws IOException {
    repository.write("src/Alpha.java", copied()).commit(DAY);
    Path bare = temp.resolve("bare.git");
    repository.git("clone", "--quiet", "--bare", repository.root().toString(), bare.toString());
    assertEquals(1, audit(bare).status());
    Path tree = temp.resolve("tree");
    repository.git("worktree", "add", "--quiet", "-b", "other", tree.toString());
    assertEquals(1, audit(tree).status());
  }

  @Test
  void submodulesAndLinks() throws IOException {
    TestRepository inner = new TestRepository(temp.resolve("inner"));
    inner.write("x.c", "int x;\n").commit(DAY);
    repository.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        inner.root().toString(),
        "inner");
    Files.createSymbolicLink(repository.root().resolve("link.c"), Path.of("elsewhere.c"));
    repository.commit(DAY);
    assertEquals(0, audit(repository.root()).status());
    says("its content is another repository's");
    says("a symbolic link");
  }

  @Test
  void pointersOfLfs() throws IOException {
    repository
        .write(
            "src/big.c", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n")
        .commit(DAY);
    isIncomplete(audit(repository.root()), "a Git LFS pointer");
  }

  @Test
  void objectIdsOfSha256() throws IOException {
    Path other = temp.resolve("sha256");
    repository.git("init", "--quiet", "--object-format=sha256", other.toString());
    Ringfence.Result run = audit(other);
    assertEquals(3, run.status(), run.err());
    assertTrue(run.err().contains("sha256"), run.err());
  }

  @Test
  void lostAndDamagedObjects() throws IOException {
    repository.write("src/Alpha.java", copied()).commit(DAY);
    String tree = repository.git("rev-parse", "HEAD^{tree}").trim();
    repository.write("b.java", AuditedHistory.own("B", 4)).commit(DAY.plusDays(1));
    String blob = repository.git("rev-parse", "HEAD:b.java").trim();
    Path damaged = object(blob);
    Files.delete(damaged);
    isIncomplete(audit(repository.root()), "is not in this clone, or is damaged");
    assertEquals(1, report().path("findings").size(), "the rest is checked");
    byte[] bytes = "no object".getBytes(StandardCharsets.UTF_8);
    Files.write(damaged, bytes);
    Ringfence.Result broken = audit(repository.root());
    assertEquals(3, broken.status(), broken.out() + broken.err());
    Files.delete(object(tree));
    isIncomplete(audit(repository.root()), "none of its files was checked");
  }

  /// A commit in the middle of the history is gone: what is behind it cannot be walked.
  @Test
  void lostCommits() throws IOException {
    repository.write("src/Old.java", AuditedHistory.own("Old", 5)).commit(DAY);
    String lost = repository.write("a.java", AuditedHistory.own("A", 6)).commit(DAY.plusDays(1));
    repository.write("src/Alpha.java", copied()).commit(DAY.plusDays(2));
    Files.delete(object(lost));
    Ringfence.Result run = audit(repository.root());
    assertEquals(3, run.status(), run.out() + run.err());
    assertEquals(1, report().path("findings").size(), "the rest is checked");
    says(lost.substring(0, 12));
  }

  /// Bytes of a pack have changed on the disk, one after the other; no crash, and never clean.
  @Test
  void damagedPacks() throws IOException {
    repository.write("src/Alpha.java", copied()).commit(DAY);
    for (int i = 0; i < 12; i++) {
      repository
          .write("b" + i + ".java", AuditedHistory.own("B" + i, 7 + i))
          .commit(DAY.plusDays(i));
    }
    repository.git("repack", "-adq");
    Path pack;
    try (Stream<Path> files = Files.list(repository.root().resolve(".git/objects/pack"))) {
      pack = files.filter(file -> file.toString().endsWith(".pack")).findFirst().orElseThrow();
    }
    assertTrue(pack.toFile().setWritable(true));
    byte[] whole = Files.readAllBytes(pack);
    Random random = new Random(27);
    int noticed = 0;
    for (int damage = 0; damage < 8; damage++) {
      byte[] bytes = whole.clone();
      int at = 12 + random.nextInt(bytes.length - 32);
      for (int i = at; i < Math.min(at + 8, bytes.length - 20); i++) {
        bytes[i] ^= (byte) 0x5a;
      }
      Files.write(pack, bytes);
      Ringfence.Result run = audit(repository.root());
      assertFalse(run.err().contains("internal/fault"), run.err());
      // What no commit of the history needs may be damaged without a loss.
      assertTrue(run.status() == 3 || run.status() == 1, run.out() + run.err());
      noticed += run.status() == 3 ? 1 : 0;
    }
    assertTrue(noticed >= 6, "noticed " + noticed + " of 8");
  }

  @Test
  void hugeAndBinaryFiles() throws IOException {
    repository.write("src/huge.c", "int a;\n".repeat((17 << 20) / 7)).commit(DAY);
    isIncomplete(audit(repository.root()), "larger than 16 MiB");
  }

  /// Names and messages that are no UTF-8, and a file in such an encoding: found, and its patch
  /// names the file as git does.
  @Test
  void namesAndMessagesThatAreNoText() throws IOException {
    repository.write("x.txt", "x\n").commit(DAY);
    Path copied = temp.resolve("copied");
    Files.write(
        copied,
        copied()
            .replace("class Alpha", "/* \u00e9 */ class Alpha")
            .getBytes(StandardCharsets.ISO_8859_1));
    String blob = repository.git("hash-object", "-w", copied.toString()).trim();
    Path script = temp.resolve("make.sh");
    Files.writeString(
        script,
        "set -e\n"
            + "p=$(printf 'src/caf\\351 \\\"x.java')\n"
            + "printf '100644 "
            + blob
            + "\\t%s\\0' \"$p\" | git update-index -z --index-info\n"
            + "printf 'm\\351ssage' | git commit --quiet -F -\n");
    Process made =
        new ProcessBuilder("sh", script.toString())
            .directory(repository.root().toFile())
            .inheritIO()
            .start();
    try {
      assertEquals(0, made.waitFor());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    Path bare = temp.resolve("names.git");
    repository.git("clone", "--quiet", "--bare", repository.root().toString(), bare.toString());
    Ringfence.Result run = audit(bare);
    assertEquals(1, run.status(), run.out() + run.err());
    JsonNode finding = report().path("findings").get(0);
    assertEquals("m\u00e9ssage", finding.path("introduced").path("subject").asString());
    assertEquals("WHOLE", finding.path("now").path("status").asString());
    Path patch = temp.resolve("audit-" + audits).resolve(finding.path("patch_file").asString());
    repository.git("--git-dir=" + bare, "read-tree", "HEAD");
    repository.git("--git-dir=" + bare, "apply", "--cached", "--check", patch.toString());
  }

  @Test
  void graftsAndReplaceRefs() throws IOException {
    String first = repository.write("src/Alpha.java", copied()).commit(DAY);
    String second = repository.write("b.c", "int b;\n").commit(DAY.plusDays(1));
    repository.git("replace", "--graft", second);
    Files.createDirectories(repository.root().resolve(".git/info"));
    Files.writeString(repository.root().resolve(".git/info/grafts"), second + "\n");
    assertEquals(1, audit(repository.root()).status());
    says("replace refs");
    says("grafts");
    assertEquals(
        first, report().path("findings").get(0).path("introduced").path("hash").asString());
  }

  @Test
  void twoAuditsKeepOutOfEachOthersWay() throws IOException {
    repository.write("a.c", "int a;\n").commit(DAY);
    Path out = Files.createDirectories(temp.resolve("busy"));
    try (var channel =
            java.nio.channels.FileChannel.open(
                out.resolve("audit.lock"),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertTrue(lock.isValid());
      Ringfence.Result run =
          Ringfence.run("audit", index, repository.root().toString(), "--out", out.toString());
      assertEquals(2, run.status(), run.err());
      assertTrue(run.err().contains("another audit is at work"), run.err());
    }
  }

  @Test
  void policyOfEachCommitOrOfToday() throws IOException {
    repository.write("src/Alpha.java", copied()).commit(DAY);
    repository
        .write(
            ".github/ai-policy.toml",
            "version = 1\n[[zone]]\nname = \"core\"\nring = \"inner\"\npaths = [\"src/**\"]\n")
        .commit(DAY.plusDays(1));
    assertEquals(1, audit(repository.root()).status());
    assertEquals(
        "inner", report().path("findings").get(0).path("seen").get(0).path("ring").asString());
    assertEquals(1, audit(repository.root(), "--policy-as-of", "commit").status());
    assertEquals(
        "middle", report().path("findings").get(0).path("seen").get(0).path("ring").asString());
    List<String> method = report().path("method").valueStream().map(JsonNode::asString).toList();
    assertTrue(
        method.stream().anyMatch(each -> each.contains("each commit's own tree")),
        method::toString);
  }
}
