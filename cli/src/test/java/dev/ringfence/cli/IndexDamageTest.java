package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever has become of the files of an index: a scan finds what it found before, or is
/// incomplete. It never says that nothing was found.
class IndexDamageTest {
  private static final int ROUNDS = 120;
  private static final String LICENSE = "GPL-3.0-or-later";
  private static final List<String> COPIED =
      List.of("match/BandedAligner.java", "report/TerminalRenderer.java", "policy/WaiverFile.java");
  private static final int PAGE = 4096;

  @TempDir static Path shared;
  private static Path whole;
  private static Path other;
  private static Path patch;

  @TempDir Path temp;

  private static Path index(String name, List<Path> folders) {
    Path index = shared.resolve(name);
    for (Path each : folders) {
      Ringfence.Result added =
          Ringfence.run("index", "add", index.toString(), "dir:" + each, "--license", LICENSE);
      assertEquals(0, added.status(), added.err());
    }
    return index;
  }

  @BeforeAll
  static void makeIndexes() throws IOException {
    whole =
        index(
            "whole",
            Stream.of("match", "report", "policy").map(TestWorks.WEAVER::resolve).toList());
    other = index("other", List.of(TestWorks.LOOM));
    StringBuilder diff = new StringBuilder();
    for (String copied : COPIED) {
      List<String> lines = Files.readAllLines(TestWorks.WEAVER.resolve(copied));
      diff.append("--- /dev/null\n+++ b/src/").append(copied);
      diff.append("\n@@ -0,0 +1,").append(lines.size()).append(" @@\n");
      lines.forEach(line -> diff.append('+').append(line).append('\n'));
    }
    patch = Files.writeString(shared.resolve("copies.patch"), diff.toString());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  private static Ringfence.Result scan(Path index) {
    return Ringfence.run("scan", index.toString(), patch.toString(), "--policy", "none");
  }

  private static String damage(Path victim, Path counterpart, Random random) throws IOException {
    long size = Files.size(victim);
    try (RandomAccessFile file = new RandomAccessFile(victim.toFile(), "rw")) {
      return switch (random.nextInt(6)) {
        case 0, 1 -> {
          int length = (int) Math.min(size, 16_384 + random.nextInt(184_000));
          long at = (long) ((size - length + 1) * random.nextDouble()) / PAGE * PAGE;
          byte[] before = new byte[(int) Math.min(length, size - at)];
          file.seek(at);
          file.readFully(before);
          file.seek(at);
          file.write(new byte[before.length]);
          yield "zeros at " + at + ", " + before.length;
        }
        case 2 -> {
          for (int i = 1 + random.nextInt(4); i > 0; i--) {
            long at = (long) (size * random.nextDouble());
            file.seek(at);
            int old = file.read();
            file.seek(at);
            file.write(old ^ (1 << random.nextInt(8)));
          }
          yield "bits";
        }
        case 3 -> {
          file.setLength((long) (size * random.nextDouble()));
          yield "cut short";
        }
        case 4 -> {
          Files.delete(victim);
          yield "deleted";
        }
        default -> {
          if (Files.exists(counterpart)) {
            Files.copy(counterpart, victim, StandardCopyOption.REPLACE_EXISTING);
            yield "another index's";
          }
          file.setLength(size + 100);
          yield "longer";
        }
      };
    }
  }

  @Test
  void damageIsNeverClean() throws IOException {
    Ringfence.Result before = scan(whole);
    assertEquals(1, before.status(), before.out());
    assertEquals(COPIED.size(), findings(before), before.out());
    Random random = new Random(20261127);
    int seen = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path index = Files.createDirectories(temp.resolve("i" + round));
      for (Path file : files(whole)) {
        Files.copy(file, index.resolve(String.valueOf(file.getFileName())));
      }
      List<Path> all = files(index);
      Path victim = all.get(random.nextInt(all.size()));
      Path name = victim.getFileName();
      String what = name + ": " + damage(victim, other.resolve(name), random);
      Ringfence.Result after = scan(index);
      if (after.status() == 3) {
        seen++;
        assertTrue(
            after.err().contains("error[index/damaged]")
                || after.err().contains("error[index/foreign]"),
            what + "\n" + after.err());
        assertTrue(after.err().contains(index.toString()), what + "\n" + after.err());
      } else {
        assertEquals(1, after.status(), what + "\n" + after.out() + after.err());
        assertEquals(COPIED.size(), findings(after), what);
      }
    }
    assertTrue(seen > ROUNDS / 2, "only " + seen + " of " + ROUNDS + " were seen");
  }

  private static long findings(Ringfence.Result result) {
    return result.out().lines().filter(line -> line.startsWith("error[")).count();
  }

  @Test
  void verifyTellsWhichFileAndWhatToDo() throws IOException {
    Path index = Files.createDirectories(temp.resolve("i"));
    for (Path file : files(whole)) {
      Files.copy(file, index.resolve(String.valueOf(file.getFileName())));
    }
    assertEquals(0, Ringfence.run("index", "verify", index.toString()).status());
    Path victim =
        files(index).stream()
            .filter(file -> String.valueOf(file.getFileName()).startsWith("_"))
            .max(Comparator.comparingLong(file -> file.toFile().length()))
            .orElseThrow();
    try (RandomAccessFile file = new RandomAccessFile(victim.toFile(), "rw")) {
      file.seek(file.length() / 2);
      file.write(new byte[2000]);
    }
    Ringfence.Result scanned = scan(index);
    assertEquals(3, scanned.status());
    assertTrue(scanned.err().contains("ringfence index verify " + index), scanned.err());
    Ringfence.Result verified = Ringfence.run("index", "verify", index.toString());
    assertEquals(3, verified.status());
    assertTrue(verified.err().contains(String.valueOf(victim.getFileName())), verified.err());
    assertTrue(verified.err().contains("import it from a pack"), verified.err());
    Ringfence.Result added = Ringfence.run("index", "remove", index.toString(), "match");
    assertEquals(3, added.status(), added.err());
  }
}
