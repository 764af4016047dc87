package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexVerifier;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is killed and whenever: the index opens at its last commit and is whole, and the same
/// command then does its work.
class IndexCrashTest {
  private static final int MOMENTS = 50;

  @TempDir Path temp;

  private static void copyTree(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(from)) {
      all = tree.toList();
    }
    for (Path each : all) {
      Path target = to.resolve(from.relativize(each).toString());
      if (Files.isDirectory(each)) {
        Files.createDirectories(target);
      } else {
        Files.copy(each, target);
      }
    }
  }

  private static String digest(Path index) throws IOException {
    try (CorpusIndex open = CorpusIndex.open(index)) {
      IndexVerifier.Report report = IndexVerifier.verify(open);
      assertEquals(List.of(), report.faults());
      return open.digest()
          + open.works().stream().map(Work::id).collect(Collectors.joining(" ", " ", ""));
    }
  }

  @Test
  void survivesAKillAtAnyMoment() throws IOException, InterruptedException {
    Path template = temp.resolve("template");
    RingfenceProcess ringfence = new RingfenceProcess(temp, Map.of());
    String match = "dir:" + TestWorks.WEAVER.resolve("match");
    String report = "dir:" + TestWorks.WEAVER.resolve("report");
    String cli = "dir:" + TestWorks.LOOM;
    assertEquals(0, ringfence.run("index", "add", template.toString(), match, report).status());
    Path pack = temp.resolve("x.pack");
    Path other = temp.resolve("other");
    assertEquals(0, ringfence.run("index", "add", other.toString(), cli).status());
    assertEquals(0, ringfence.run("index", "export", other.toString(), pack.toString()).status());
    Path corpus = temp.resolve("c.toml");
    Files.writeString(
        corpus,
        "version = 1\nname = \"c\"\n[[work]]\nsource = \""
            + cli
            + "\"\n[[work]]\nsource = \""
            + match
            + "\"\nlicense = \"MIT\"\n");
    Path index = temp.resolve("index");
    List<String[]> commands =
        List.of(
            new String[] {"index", "add", index.toString(), cli, match},
            new String[] {"index", "sync", index.toString(), corpus.toString()},
            new String[] {"index", "compact", index.toString()},
            new String[] {"index", "import", pack.toString(), index.toString()},
            new String[] {"index", "remove", index.toString(), "match"});
    Random random = new Random(20261124);
    int cutShort = 0;
    for (String[] command : commands) {
      copyTree(template, index);
      Set<String> legitimate = new TreeSet<>(Set.of(digest(index)));
      long start = System.nanoTime();
      Ringfence.Result whole = ringfence.run(command);
      assertEquals(0, whole.status(), whole.err());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      legitimate.add(digest(index));
      clear(index);
      for (int moment = 0; moment < MOMENTS / commands.size(); moment++) {
        copyTree(template, index);
        Process process = ringfence.start(command);
        // The start of the virtual machine holds no danger.
        long wait = millis / 4 + random.nextLong(Math.max(1, millis));
        if (!process.waitFor(wait, TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          process.waitFor();
          cutShort++;
        }
        String found = digest(index);
        assertTrue(legitimate.contains(found), () -> String.join(" ", command) + " left " + found);
        if (moment % 5 == 0) {
          Ringfence.Result again = ringfence.run(command);
          boolean wasDone = command[1].equals("remove") && again.err().contains("no work `match`");
          assertTrue(again.status() == 0 || wasDone, again.err());
          assertTrue(legitimate.contains(digest(index)));
        }
        clear(index);
      }
    }
    assertTrue(cutShort >= MOMENTS / 2, "only " + cutShort + " runs were cut short");
  }

  private static void clear(Path index) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(index)) {
      all = files.toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
    Files.delete(index);
  }
}
