package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.server.scan.LiveIndex;
import dev.ringfence.testkit.TestCluster;
import dev.ringfence.testkit.TestRepository;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The commands over an index on a cluster say what they say over one in a folder.
class ClusterCommandTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path shared;
  private static TestCluster cluster;
  private static String folder;
  private static String address;
  private static Path patch;

  @BeforeAll
  static void makeIndexes() throws IOException {
    cluster = TestCluster.shared();
    folder = shared.resolve("corpus").toString();
    address = cluster.index("corpus");
    run(
        0,
        "index",
        "add",
        folder,
        "dir:" + TestWorks.WEAVER,
        "--license",
        "GPL-3.0-only",
        "--date",
        "2020-05-01");
    run(0, "index", "add", folder, "dir:" + TestWorks.LOOM, "--role", "background");
    assertTrue(run(0, "index", "copy", folder, address + "?shards=2").contains(address));
    patch = shared.resolve("change.patch");
    Files.writeString(
        patch, copyOf("match/Chains.java", false) + copyOf("policy/Zones.java", true));
  }

  /// A patch that adds a file of the work, as it is or with other names.
  private static String copyOf(String name, boolean renamed) throws IOException {
    Path file = TestWorks.WEAVER.resolve(renamed ? "policy/ZonePolicy.java" : name);
    List<String> lines = Files.readAllLines(file);
    StringBuilder text = new StringBuilder();
    text.append("diff --git a/src/" + name + " b/src/" + name + "\nnew file mode 100644\n");
    text.append("--- /dev/null\n+++ b/src/" + name + "\n@@ -0,0 +1," + lines.size() + " @@\n");
    for (String line : lines) {
      text.append('+')
          .append(
              renamed
                  ? line.replace("zone", "area").replace("path", "place").replace("glob", "shape")
                  : line)
          .append('\n');
    }
    return text.toString();
  }

  private static String run(int status, String... arguments) {
    Ringfence.Result result = Ringfence.run(arguments);
    assertEquals(
        status, result.status(), String.join(" ", arguments) + "\n" + result.out() + result.err());
    return result.out() + result.err();
  }

  @Test
  void scansSayTheSameByteForByte() {
    for (String format : List.of("json", "text")) {
      String here = run(1, "scan", folder, patch.toString(), "--format", format);
      String there = run(1, "scan", address, patch.toString(), "--format", format);
      assertEquals(here.replace(folder, "INDEX"), there.replace(address, "INDEX"), format);
      assertTrue(here.contains("ZonePolicy.java"), here);
    }
  }

  @Test
  void otherCommandsSayTheSame() {
    String file = TestWorks.WEAVER.resolve("match/BandedAligner.java").toString();
    for (List<String> command :
        List.of(
            List.of("check", "INDEX", file + ":40-120", "--json"),
            List.of("check", "INDEX", file),
            List.of("index", "list", "INDEX"),
            List.of("index", "show", "INDEX", "weaver", "--files"),
            List.of("scan", "INDEX", file, "--format", "json"))) {
      String here = with(command, folder);
      String there = with(command, address);
      // A longer name wraps lines elsewhere.
      assertEquals(
          here.replace(folder, "INDEX").replaceAll("\\s+", " "),
          there.replace(address, "INDEX").replaceAll("\\s+", " "));
    }
    String here = with(List.of("index", "stats", "INDEX"), folder);
    String there = with(List.of("index", "stats", "INDEX"), address);
    // What differs is how many bytes it takes.
    assertEquals(here.replaceAll("(?m)^size .*$", ""), there.replaceAll("(?m)^size .*$", ""));
    assertTrue(run(0, "index", "diff", folder, address).contains("2 works are equal"), "diff");
    assertTrue(run(0, "index", "verify", address).contains("whole; 2 works"), "verify");
  }

  @Test
  void findingsAreExplainedAuditedAndServedAlike() throws IOException {
    String here = run(1, "scan", folder, patch.toString(), "--format", "json");
    String print = JSON.readTree(here).path("findings").path(0).path("fingerprint").asString("");
    String id = print.replaceFirst("^.*[/:]", "").substring(0, 16);
    String[] explain = {"explain", id, "INDEX", patch.toString()};
    assertEquals(
        with(List.of(explain), folder).replace(folder, "INDEX"),
        with(List.of(explain), address).replace(address, "INDEX"));

    Path receipt = shared.resolve("receipt.json");
    run(1, "scan", address, patch.toString(), "--receipt", receipt.toString());
    // A receipt of one holds for the other: it names what was searched, not where that lies.
    run(0, "receipt", "verify", receipt.toString(), folder, patch.toString());
    run(0, "receipt", "verify", receipt.toString(), address, patch.toString());

    TestRepository repository = new TestRepository(shared.resolve("audited"));
    repository.write(
        "src/Chains.java", Files.readString(TestWorks.WEAVER.resolve("match/Chains.java")));
    repository.commit(LocalDate.of(2026, 1, 2));
    String root = repository.root().toString();
    String one = shared.resolve("audit-folder").toString();
    String two = shared.resolve("audit-cluster").toString();
    String said = with(List.of("audit", "INDEX", root, "--out", one), folder);
    assertTrue(said.startsWith("1"), said);
    assertEquals(
        said.replace(one, "OUT").replace(folder, "INDEX"),
        with(List.of("audit", "INDEX", root, "--out", two), address)
            .replace(two, "OUT")
            .replace(address, "INDEX"));

    try (LiveIndex live = LiveIndex.open(Path.of(address), MatchParameters.shipped())) {
      assertTrue(!live.reload());
      try (LiveIndex.Lease lease = live.lease()) {
        assertEquals(2, lease.index().works().size());
      }
    }
  }

  private static String with(List<String> command, String index) {
    Ringfence.Result result =
        Ringfence.run(
            command.stream()
                .map(word -> word.equals("INDEX") ? index : word)
                .toArray(String[]::new));
    assertTrue(result.status() <= 1, result.err());
    return result.status() + result.out() + result.err();
  }

  @Test
  void anIndexGoesThereAndBack() throws IOException {
    String pack = shared.resolve("corpus.pack").toString();
    String other = cluster.index("packed");
    String again = shared.resolve("again.pack").toString();
    String back = shared.resolve("back").toString();
    run(0, "index", "export", folder, pack);
    String imported = run(0, "index", "import", pack, other);
    String digest = imported.substring(imported.indexOf("digest sha256:"));
    assertTrue(run(0, "index", "export", other, again).contains(digest));
    assertTrue(run(0, "index", "import", again, back).contains(digest));
    assertTrue(run(0, "index", "verify", back).contains("whole"));
    String copied = shared.resolve("copied").toString();
    assertTrue(run(0, "index", "copy", other, copied).contains(digest));
    assertTrue(run(2, "index", "copy", other, copied).contains("usage/exists"));
    assertEquals(
        run(1, "scan", folder, patch.toString(), "--format", "json").replace(folder, "INDEX"),
        run(1, "scan", copied, patch.toString(), "--format", "json").replace(copied, "INDEX"));
  }

  @Test
  void worksAreAddedReplacedAndRemoved() throws IOException {
    String grown = cluster.index("grown");
    Path work = Files.createDirectories(shared.resolve("small"));
    Files.copy(TestWorks.WEAVER.resolve("match/Chains.java"), work.resolve("Chains.java"));
    String[] add = {
      "index", "add", grown, "--license", "GPL-3.0-only", "dir:" + TestWorks.LOOM, "dir:" + work
    };
    run(0, add);
    String same = run(0, add);
    assertTrue(same.contains("small: is there with the same files"), same);
    String one = shared.resolve("one").toString();
    run(
        0,
        "index",
        "add",
        one,
        "--license",
        "GPL-3.0-only",
        "dir:" + TestWorks.LOOM,
        "dir:" + work);
    assertTrue(run(0, "index", "diff", one, grown).contains("2 works are equal"));
    assertEquals(
        run(1, "scan", one, patch.toString(), "--format", "json").replace(one, "INDEX"),
        run(1, "scan", grown, patch.toString(), "--format", "json").replace(grown, "INDEX"));
    Files.copy(TestWorks.WEAVER.resolve("match/HunkMatcher.java"), work.resolve("H.java"));
    Files.delete(work.resolve("Chains.java"));
    String replaced = run(0, "index", "add", grown, "dir:" + work);
    assertTrue(replaced.contains("replacing small"), replaced);
    assertTrue(run(0, "index", "verify", grown).contains("whole; 2 works, 10 files, 10 contents"));
    String removed = run(0, "index", "remove", grown, "small");
    assertTrue(removed.contains("removed small"), removed);
    assertTrue(run(0, "index", "verify", grown).contains("whole; 1 works, 9 files, 9 contents"));
    assertTrue(run(2, "index", "remove", grown, "smal").contains("index/no-such-work"));
    run(0, "index", "compact", grown);
  }

  @Test
  void partsOfOneListComeTogether() {
    String parts = cluster.index("parts");
    for (String part : List.of("2/2", "1/2")) {
      run(
          0,
          "index",
          "add",
          parts,
          "dir:" + TestWorks.LOOM,
          "dir:" + TestWorks.WEAVER.resolve("match"),
          "dir:" + TestWorks.WEAVER.resolve("report"),
          "--part",
          part);
    }
    String list = run(0, "index", "list", parts);
    assertTrue(list.contains("loom") && list.contains("match") && list.contains("report"), list);
    assertTrue(run(0, "index", "verify", parts).contains("whole; 3 works"));
    String wrong = run(2, "index", "add", parts, "dir:" + TestWorks.LOOM, "--part", "3/2");
    assertTrue(wrong.contains("usage/invalid-option"), wrong);
    wrong = run(2, "index", "add", folder, "dir:" + TestWorks.LOOM, "--part", "1/2");
    assertTrue(wrong.contains("usage/invalid-option"), wrong);
  }

  /// One after the other: what a corpus file says, and what it says later.
  @Test
  void syncBringsBothToTheSame() throws IOException {
    Path works = shared.resolve("synced");
    Path one = Files.createDirectories(works.resolve("one"));
    Files.copy(TestWorks.WEAVER.resolve("match/Chains.java"), one.resolve("Chains.java"));
    Path two = Files.createDirectories(works.resolve("two"));
    Files.copy(TestWorks.WEAVER.resolve("match/HunkMatcher.java"), two.resolve("H.java"));
    Path corpus = works.resolve("ours.toml");
    String here = shared.resolve("sync-folder").toString();
    String there = cluster.index("synced");

    Files.writeString(corpus, corpusFile("one", "two", "loom"));
    assertTrue(run(0, "index", "sync", there, corpus.toString(), "--dry-run").contains("3 added"));
    assertTrue(run(3, "index", "list", there).contains("index/not-found"));
    assertEquals(synced(0, here, corpus), synced(0, there, corpus));
    run(0, "index", "diff", here, there);
    assertTrue(synced(0, there, corpus).contains("3 unchanged"));

    // Other files, another role, and a work less.
    Files.copy(TestWorks.WEAVER.resolve("match/BandedAligner.java"), one.resolve("B.java"));
    Files.writeString(
        corpus, corpusFile("one", "loom").replace("\"loom\"", "\"loom\"\nrole = \"background\""));
    String said = synced(0, here, corpus);
    assertTrue(said.contains("updated one: its files changed"), said);
    assertTrue(said.contains("updated loom: role background"), said);
    assertTrue(said.contains("removed two"), said);
    assertEquals(said, synced(0, there, corpus));
    assertTrue(run(0, "index", "diff", here, there).contains("2 works are equal"));
    assertTrue(run(0, "index", "verify", there).contains("whole; 2 works"));
    assertEquals(
        run(1, "scan", here, patch.toString(), "--format", "json").replace(here, "INDEX"),
        run(1, "scan", there, patch.toString(), "--format", "json").replace(there, "INDEX"));

    // A source that cannot be read keeps what was there of it.
    Files.move(one, works.resolve("moved"));
    String failed = synced(3, there, corpus);
    assertTrue(failed.contains("0 removed, 1 failed"), failed);
    assertTrue(run(0, "index", "list", there).contains("one"));
  }

  private static String corpusFile(String... names) {
    StringBuilder text = new StringBuilder("version = 1\nname = \"ours\"\nrole = \"copyleft\"\n");
    for (String name : names) {
      Path folder = name.equals("loom") ? TestWorks.LOOM : shared.resolve("synced").resolve(name);
      text.append("[[work]]\nsource = \"dir:" + folder + "\"\nname = \"" + name + "\"\n");
      text.append("license = \"GPL-3.0-only\"\n");
    }
    return text.toString();
  }

  /// What a sync says, but for where the index is.
  private static String synced(int status, String index, Path corpus) {
    return run(status, "index", "sync", index, corpus.toString())
        .lines()
        .filter(line -> !line.contains(index) && !line.startsWith("digest "))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void whatTakesNoClusterYetSaysSo() {
    for (List<String> command :
        List.of(
            List.of("index", "stats", address, "--common"),
            List.of("scan", folder, patch.toString(), "--own", address))) {
      String said = run(2, command.toArray(String[]::new));
      assertTrue(said.contains("usage/not-on-a-cluster"), said);
      assertTrue(said.contains(address), said);
    }
  }

  @Test
  void faultsHaveOneMessageAndAStatus() {
    String gone = cluster.index("no-such-index");
    for (List<String> command :
        List.of(
            List.of("scan", gone, patch.toString()),
            List.of("check", gone, patch.toString()),
            List.of("index", "list", gone))) {
      String said = run(3, command.toArray(String[]::new));
      assertTrue(said.contains("error[index/not-found]"), said);
      assertEquals(said.indexOf("error["), said.lastIndexOf("error["), said);
    }
    String said = run(2, "scan", "opensearch://127.0.0.1:1/NAME", patch.toString());
    assertTrue(said.contains("error[usage/invalid-index]"), said);
    said = run(3, "scan", "opensearch://127.0.0.1:1/name", patch.toString());
    assertTrue(said.contains("error[cluster/unreachable]"), said);
    assertTrue(said.toLowerCase(Locale.ROOT).contains("nothing was checked"), said);
  }
}
