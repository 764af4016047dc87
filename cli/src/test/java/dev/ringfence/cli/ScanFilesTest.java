package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files, folders and whole trees, as if all of it were new.
class ScanFilesTest {
  @TempDir static Path shared;
  private static String index = "";
  private static String copied = "";

  @TempDir Path temp;
  private TestRepository repository;

  @BeforeAll
  static void indexAWork() throws IOException {
    index = shared.resolve("index").toString();
    copied = RepositoryTest.program(7);
    Path work = Files.createDirectories(shared.resolve("work"));
    Files.writeString(work.resolve("fold.c"), copied);
    assertEquals(
        0,
        Ringfence.run("index", "add", index, "dir:" + work, "--license", "GPL-3.0-only").status());
  }

  @BeforeEach
  void makeRepository() throws IOException {
    repository = new TestRepository(temp.resolve("repo"));
    repository.write("lib/a.c", "int before;\n" + copied);
    repository.write("lib/deep/b.c", RepositoryTest.UNLIKE);
    repository.write("doc/example.c", copied).write("README.md", "Words.\n");
    repository.write(
        ".github/ai-policy.toml",
        "version = 1\n[[zone]]\nname = \"docs\"\nring = \"outer\"\npaths = [\"doc/**\"]\n");
    repository.commit(LocalDate.of(2026, 1, 2));
  }

  private static Set<String> found(Ringfence.Result result) {
    JsonNode report = JsonMapper.shared().readTree(result.out());
    TreeSet<String> found = new TreeSet<>();
    report
        .path("findings")
        .forEach(finding ->
            found.add(
                finding.path("hunk").path("path").asString()
                    + " "
                    + finding.path("zone").path("ring").asString()));
    return found;
  }

  private Ringfence.Result scan(String... what) {
    String[] command = new String[what.length + 6];
    command[0] = "scan";
    command[1] = index;
    System.arraycopy(what, 0, command, 2, what.length);
    command[what.length + 2] = "--repo";
    command[what.length + 3] = repository.root().toString();
    command[what.length + 4] = "--format";
    command[what.length + 5] = "json";
    return Ringfence.run(command);
  }

  @Test
  void aFileAFolderAndATree() {
    Path root = repository.root();
    Ringfence.Result file = scan(root.resolve("lib/a.c").toString());
    assertEquals(1, file.status(), file.err());
    assertEquals(new TreeSet<>(List.of("lib/a.c middle")), found(file));
    TreeSet<String> all = new TreeSet<>(List.of("doc/example.c outer", "lib/a.c middle"));
    assertEquals(all, found(scan(root.toString())));
    assertEquals(all, found(scan(root.resolve("lib").toString(), root.resolve("doc").toString())));
    assertEquals(all, found(scan("--tree")));
    assertEquals(all, found(scan("--tree", "HEAD")));
    Ringfence.Result clean = scan(root.resolve("lib/deep").toString());
    assertEquals(0, clean.status(), clean.err());
  }

  @Test
  void whatIsNotReadIsNamed() throws IOException {
    Path lib = repository.root().resolve("lib/deep");
    Files.write(lib.resolve("odd.c"), new byte[] {0, 1, 2, 3, 0, 0, 7, 8, 9, 0, 0, 0});
    Files.createSymbolicLink(lib.resolve("link.c"), Path.of("/etc/hostname"));
    Ringfence.Result result = scan(lib.toString());
    assertEquals(3, result.status(), result.out());
    assertTrue(result.out().contains("lib/deep/odd.c"), result.out());
    assertTrue(result.out().contains("a link, which is not followed"), result.out());
  }

  @Test
  void kindsAreNotMixed() throws IOException {
    Path patch = temp.resolve("x.patch");
    Files.writeString(patch, repository.git("show", "HEAD"));
    String file = repository.root().resolve("lib/a.c").toString();
    Ringfence.Result mixed = scan(patch.toString(), file);
    assertEquals(2, mixed.status());
    assertTrue(mixed.err().contains("patches and files of code are mixed"), mixed.err());
    assertEquals(2, scan("--tree", "HEAD", file).status());
    // A patch stays a patch, and so does a folder of them.
    assertEquals(1, scan(patch.toString()).status());
    assertEquals(1, scan(temp.toString()).status());
  }
}
