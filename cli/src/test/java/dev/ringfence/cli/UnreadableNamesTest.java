package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringfence.testkit.TestRepository;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// File names that are no text in the locale: named and incomplete, while the rest is judged.
class UnreadableNamesTest {
  private static final Path COPIED = TestWorks.WEAVER.resolve("match/BandedAligner.java");

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void aWorkingTree(String locale) throws IOException, InterruptedException {
    Path index = temp.resolve("index");
    Ringfence.Result added =
        Ringfence.run(
            "index",
            "add",
            index.toString(),
            "dir:" + TestWorks.WEAVER.resolve("match"),
            "--license",
            "GPL-3.0-or-later");
    assertEquals(0, added.status(), added.err());
    Path tree = temp.resolve("tree");
    TestRepository repository = new TestRepository(tree);
    repository.write("README", "x\n");
    repository.commit(LocalDate.of(2026, 1, 2));
    Files.copy(COPIED, tree.resolve("Plain.java"));
    Process named =
        new ProcessBuilder(
                "sh",
                "-c",
                "cp Plain.java \"$(printf 'caf\\351.java')\" && cp Plain.java \"$(printf"
                    + " 'h\\303\\244sh.java')\" && git add -N .")
            .directory(tree.toFile())
            .redirectErrorStream(true)
            .start();
    assumeTrue(named.waitFor() == 0, "this file system takes no such names");
    Ringfence.Result scanned =
        new RingfenceProcess(temp, Map.of("LC_ALL", locale))
            .run(
                "scan",
                index.toString(),
                "--working-tree",
                "--repo",
                tree.toString(),
                "--policy",
                "none");
    String all = scanned.out() + scanned.err();
    assertEquals(3, scanned.status(), all);
    assertTrue(all.contains("no file can be opened by this name"), all);
    assertTrue(scanned.out().contains("Plain.java"), all);
    assertTrue(!all.contains("internal/fault") && !all.contains("io/failed"), all);
  }
}
