package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full or cannot be written: one message, and nothing lost. Mounts one of its own,
/// for which it must be root.
class IndexDiskTest {
  @TempDir Path temp;

  private static int call(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  private static void assertFails(Ringfence.Result result, String category) {
    assertEquals(3, result.status(), result.err());
    assertTrue(result.err().startsWith("error[" + category + "]"), result.err());
    assertTrue(!result.err().contains("\tat "), result.err());
  }

  @Test
  void losesNothing() throws IOException, InterruptedException {
    Path disk = Files.createDirectories(temp.resolve("disk"));
    assumeTrue(
        call("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString()) == 0,
        "cannot mount here");
    try {
      String index = disk.resolve("index").toString();
      String pack = disk.resolve("x.pack").toString();
      String first = "dir:" + TestWorks.LOOM;
      String second = "dir:" + TestWorks.WEAVER.resolve("match");
      assertEquals(0, Ringfence.run("index", "add", index, first).status());
      assertEquals(0, Ringfence.run("index", "export", index, pack).status());
      String before = Ringfence.run("index", "stats", index).out();
      byte[] filling = new byte[64 << 10];
      new Random(1).nextBytes(filling);
      try (var out = Files.newOutputStream(disk.resolve("filling"))) {
        for (int i = 0; i < 100; i++) {
          out.write(filling);
        }
      } catch (IOException full) {
        assertTrue(String.valueOf(full.getMessage()).contains("No space left"));
      }
      assertFails(Ringfence.run("index", "add", index, second), "io/disk-full");
      assertFails(Ringfence.run("index", "compact", index), "io/disk-full");
      assertFails(Ringfence.run("index", "export", index, pack), "io/disk-full");
      assertFails(
          Ringfence.run("index", "import", pack, disk.resolve("other").toString()), "io/disk-full");
      assertEquals(before, Ringfence.run("index", "stats", index).out());
      assertEquals(0, Ringfence.run("index", "verify", index).status());
      Files.delete(disk.resolve("filling"));
      assertEquals(0, Ringfence.run("index", "import", pack, index).status());
      assertEquals(0, call("mount", "-o", "remount,ro", disk.toString()));
      for (List<String> command :
          List.of(
              List.of("index", "add", index, second),
              List.of("index", "remove", index, "loom"),
              List.of("index", "compact", index))) {
        assertFails(Ringfence.run(command.toArray(new String[0])), "io/read-only");
      }
      assertEquals(0, Ringfence.run("index", "verify", index).status());
      assertEquals(
          3, Ringfence.runWithInput("", "scan", index, "--paste", "--language", "c").status());
    } finally {
      call("umount", "-l", disk.toString());
    }
  }
}
