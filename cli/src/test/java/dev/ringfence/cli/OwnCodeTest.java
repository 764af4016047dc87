package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a change moves, copies or renames of the project's own code is no finding, and the report
/// says so.
class OwnCodeTest {
  @TempDir static Path shared;
  private static Path index;
  private static String copied;

  @TempDir Path temp;
  private TestRepository repository;
  private String base = "";

  private static final String POLICY =
      """
      version = 1
      default_ring = "middle"

      [[zone]]
      name = "core"
      ring = "inner"
      paths = ["core/**"]

      [[zone]]
      name = "docs"
      ring = "outer"
      paths = ["doc/**"]
      """;

  @BeforeAll
  static void indexAWork() throws IOException {
    index = shared.resolve("index");
    copied = RepositoryTest.program(7);
    Path work = Files.createDirectories(shared.resolve("work"));
    Files.writeString(work.resolve("fold.c"), copied + RepositoryTest.program(8));
    Files.writeString(work.resolve("other.c"), RepositoryTest.program(9));
    assertEquals(
        0,
        Ringfence.run("index", "add", index.toString(), "dir:" + work, "--license", "GPL-3.0-only")
            .status());
  }

  /// The copy came in long ago, in a file of the middle ring.
  @BeforeEach
  void makeRepository() throws IOException {
    repository = new TestRepository(temp.resolve("repo"));
    repository.write("src/a.c", "int before;\n").write(".github/ai-policy.toml", POLICY);
    repository.commit(LocalDate.of(2024, 1, 2));
    repository.write("src/a.c", "int before;\n" + copied);
    repository.commit(LocalDate.of(2024, 5, 31));
    repository.write("src/z.c", "int after;\n");
    base = repository.commit(LocalDate.of(2026, 2, 3));
  }

  private Ringfence.Result scan(String... more) {
    ArrayList<String> command =
        new ArrayList<>(
            List.of(
                "scan",
                index.toString(),
                "--diff",
                base + "..HEAD",
                "--repo",
                repository.root().toString()));
    command.addAll(List.of(more));
    return Ringfence.run(command.toArray(String[]::new));
  }

  private static JsonNode json(Ringfence.Result result) {
    return JsonMapper.shared().readTree(result.out());
  }

  private static String renamed(String code) {
    return code.replaceAll("\\bdata\\b", "values").replaceAll("\\bcount\\b", "size");
  }

  private void change(String path, String text) throws IOException {
    repository.write(path, text);
    repository.commit(LocalDate.of(2026, 3, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"moved", "copied", "renamed"})
  void whatTheBaseHoldsIsYours(String how) throws IOException {
    if (how.equals("moved")) {
      repository.write("src/a.c", "int before;\n");
    }
    change("src/b.c", "int head;\n" + (how.equals("renamed") ? renamed(copied) : copied));
    Ringfence.Result result = scan();
    assertEquals(0, result.status(), result.out() + result.err());
    assertTrue(result.out().contains("no finding"), result.out());
    assertTrue(result.out().contains("is yours since 2024-05-31, commit "), result.out());
    assertTrue(result.out().contains("from src/a.c:"), result.out());
    assertTrue(result.out().contains("for `ringfence audit` to tell"), result.out());
    JsonNode own = json(scan("--format", "json")).path("own_code");
    assertEquals(1, own.path("stretches").size());
    JsonNode stretch = own.path("stretches").get(0);
    assertEquals("src/b.c", stretch.path("path").asString());
    assertEquals("src/a.c", stretch.path("own_path").asString());
    assertEquals("2024-05-31", stretch.path("since").asString());
    assertEquals("work/fold.c", stretch.path("origin").asString());
    assertEquals(base, own.path("commit").asString());
    // Off, it is what it looks like.
    Ringfence.Result off = scan("--no-own-code", "--format", "json");
    assertEquals(1, off.status());
    assertTrue(json(off).path("own_code").isMissingNode());
  }

  @Test
  void whatTheBaseDoesNotHoldIsNot() throws IOException {
    change("src/b.c", RepositoryTest.program(9));
    Ringfence.Result result = scan();
    assertEquals(1, result.status(), result.out());
    assertFalse(result.out().contains("is yours"), result.out());
  }

  /// Beside own code a copy stays a finding.
  @Test
  void aCopyBesideOwnCodeIsFound() throws IOException {
    change("src/b.c", copied + RepositoryTest.program(8) + RepositoryTest.program(9));
    JsonNode report = json(scan("--format", "json"));
    assertEquals("findings", report.path("status").asString());
    TreeSet<String> origins = new TreeSet<>();
    report.path("findings").forEach(f -> origins.add(f.path("origin").path("path").asString()));
    assertEquals(new TreeSet<>(List.of("fold.c", "other.c")), origins);
  }

  @Test
  void inAStricterRingItCountsAsNew() throws IOException {
    repository.git("rm", "--quiet", "src/a.c");
    repository.write("doc/example.c", copied);
    base = repository.commit(LocalDate.of(2026, 2, 5));
    change("core/fast.c", copied);
    Ringfence.Result result = scan();
    assertEquals(1, result.status(), result.out());
    assertTrue(
        result.out().contains("the project has it in doc/example.c, which is judged less strictly"),
        result.out());
    // The other way round it is yours.
    base = repository.git("rev-parse", "HEAD").trim();
    change("doc/again.c", copied);
    assertEquals(0, scan().status());
  }

  @Test
  void whereItIsWaivedItStaysWaived() throws IOException {
    Path before = temp.resolve("before");
    repository.git("checkout", "--quiet", "--detach", base + "~2");
    assertTrue(Files.notExists(before));
    repository.git("checkout", "--quiet", "main");
    String range = base + "~2.." + base;
    String repo = repository.root().toString();
    String found =
        Ringfence.run("scan", index.toString(), "--diff", range, "--repo", repo, "--format", "json")
            .out();
    Matcher id = Pattern.compile("\"fingerprint\" : \"sha256:([0-9a-f]{64})\"").matcher(found);
    assertTrue(id.find(), found);
    Ringfence.Result waived =
        Ringfence.run(
            "waive",
            id.group(1),
            index.toString(),
            "--diff",
            range,
            "--repo",
            repo,
            "--reason",
            "agreed with the author",
            "--owner",
            "ada",
            "--until",
            "2999-01-01");
    assertEquals(0, waived.status(), waived.err());
    base = repository.commit(LocalDate.of(2026, 2, 6));
    change("src/b.c", copied);
    Ringfence.Result result = scan();
    assertEquals(0, result.status(), result.out());
    assertTrue(
        result.out().contains("the project has it in src/a.c, where it is waived by ada"),
        result.out());
  }

  @Test
  void whatWasTakenOutOnceIsANote() throws IOException {
    repository.write("src/a.c", "int before;\n");
    base = repository.commit(LocalDate.of(2026, 2, 7));
    change("src/a.c", "int before;\n" + copied);
    Ringfence.Result result = scan("--format", "json");
    assertEquals(0, result.status(), result.out() + result.err());
    JsonNode finding = json(result).path("findings").get(0);
    assertEquals("note", finding.path("severity").asString());
    assertTrue(
        finding
            .path("reasons")
            .toString()
            .contains("the project had it in src/a.c until 2026-02-07"),
        finding.toString());
  }

  @Test
  void aPatchSaysWhatIsOwn() throws IOException {
    change("src/b.c", copied);
    String patch = repository.git("diff", base + "..HEAD");
    Path file = temp.resolve("change.patch");
    Files.writeString(file, patch);
    String[] alone = {"scan", index.toString(), file.toString(), "--policy", "none"};
    assertEquals(1, Ringfence.run(alone).status());
    Path clone = temp.resolve("upstream");
    repository.git("clone", "--quiet", repository.root().toString(), clone.toString());
    repository.git("-C", clone.toString(), "reset", "--quiet", "--hard", base);
    Ringfence.Result own =
        Ringfence.run(
            "scan",
            index.toString(),
            file.toString(),
            "--policy",
            "none",
            "--own",
            clone.toString());
    assertEquals(0, own.status(), own.out() + own.err());
    assertTrue(own.out().contains("is yours since 2024-05-31"), own.out());
    // An index serves as well.
    Path works = temp.resolve("own-index");
    assertEquals(
        0,
        Ringfence.run("index", "add", works.toString(), "dir:" + clone, "--license", "BSD-3-Clause")
            .status());
    Ringfence.Result byIndex =
        Ringfence.run(
            "scan",
            index.toString(),
            file.toString(),
            "--policy",
            "none",
            "--own",
            works.toString());
    assertEquals(0, byIndex.status(), byIndex.out() + byIndex.err());
    assertTrue(byIndex.out().contains("is yours, from upstream/src/a.c:2-"), byIndex.out());
    Ringfence.Result neither =
        Ringfence.run(
            "scan", index.toString(), file.toString(), "--own", temp.resolve("nothing").toString());
    assertEquals(2, neither.status());
    assertTrue(neither.err().contains("is neither an index nor a repository"), neither.err());
  }

  @Test
  void aReceiptIsMadeAgain() throws IOException {
    change("src/b.c", copied + RepositoryTest.program(9));
    Path receipt = temp.resolve("receipt.json");
    assertEquals(1, scan("--receipt", receipt.toString()).status());
    assertTrue(Files.readString(receipt).contains("\"own_code\""));
    String repo = repository.root().toString();
    Ringfence.Result same =
        Ringfence.run(
            "receipt",
            "verify",
            receipt.toString(),
            index.toString(),
            "--diff",
            base + "..HEAD",
            "--repo",
            repo);
    assertEquals(0, same.status(), same.out() + same.err());
  }
}
