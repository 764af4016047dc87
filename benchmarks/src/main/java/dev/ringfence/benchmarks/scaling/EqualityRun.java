package dev.ringfence.benchmarks.scaling;

import dev.ringfence.cluster.ClusterIndex;
import dev.ringfence.cluster.Traffic;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.index.OriginIndex;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.testkit.ShuffledIndex;
import dev.ringfence.testkit.TestCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Whether reports are equal byte for byte, one made from a folder, one from somewhere else.
///
///     EqualityRun INDEX UNEQUAL WHERE PATCHES...
///
/// WHERE is a number of nodes, which are started and get a copy; the address of a copy; or
/// `shuffled`, the folder with its contents in any order. Reports that differ are kept in the folder UNEQUAL, one of each side.
public final class EqualityRun {
  private static final String HEAP = "512m";
  private static final int THREADS = 4;
  private static final int SHOWN = 500;

  private final Path kept;
  private final PrintStream out = System.out;

  private EqualityRun(Path kept) {
    this.kept = kept;
  }

  /// Runs it.
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<Path> sets = Arrays.stream(arguments).skip(3).map(Path::of).toList();
    EqualityRun run = new EqualityRun(Files.createDirectories(Path.of(arguments[1])));
    try (CorpusIndex index = CorpusIndex.open(folder)) {
      if (arguments[2].equals("shuffled")) {
        run.compare(index, new ShuffledIndex(index, 1), sets);
        return;
      }
      Optional<IndexStore> known = Indexes.store(Path.of(arguments[2]));
      if (known.isPresent()) {
        run.compare(index, known.get(), arguments[2], sets);
        return;
      }
      int nodes = Integer.parseInt(arguments[2]);
      try (TestCluster cluster = TestCluster.start(nodes, HEAP, List.of())) {
        String address = cluster.index("corpus");
        IndexStore store = Indexes.store(Path.of(address)).orElseThrow();
        store.put(index, address, _ -> {});
        run.compare(index, store, address, sets);
      }
    }
  }

  private void compare(CorpusIndex index, IndexStore store, String address, List<Path> sets)
      throws IOException {
    try (ClusterIndex there = (ClusterIndex) store.open(address)) {
      for (Path set : sets) {
        Traffic before = there.traffic();
        compare(index, there, List.of(set));
        Traffic cost = there.traffic().since(before);
        int patches = PatchScans.patches(set).size();
        out.printf(
            Locale.ROOT,
            "  a patch: %.1f round trips, %.1f KB sent, %.1f KB received%n",
            (double) cost.requests() / patches,
            cost.sent() / 1e3 / patches,
            cost.received() / 1e3 / patches);
      }
    }
  }

  private void compare(OriginIndex one, OriginIndex other, List<Path> sets) throws IOException {
    // Not closed: the indexes are another's.
    ScanEngine here = new ScanEngine(one, MatchParameters.shipped());
    ScanEngine there = new ScanEngine(other, MatchParameters.shipped());
    for (Path set : sets) {
      long started = System.nanoTime();
      List<Path> patches = PatchScans.patches(set);
      List<Future<Boolean>> answers = new ArrayList<>();
      try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
        for (Path patch : patches) {
          answers.add(pool.submit(() -> compare(here, there, patch)));
        }
      }
      int equal = 0;
      int failed = 0;
      for (Future<Boolean> answer : answers) {
        try {
          equal += answer.get() ? 1 : 0;
        } catch (ExecutionException e) {
          failed++;
          out.println(e.getCause());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", e);
        }
      }
      out.printf(
          Locale.ROOT,
          "%s: %,d of %,d reports are equal, %d failed; %.0f s%n",
          set,
          equal,
          patches.size(),
          failed,
          (System.nanoTime() - started) / 1e9);
    }
  }

  private boolean compare(ScanEngine here, ScanEngine there, Path patch) throws IOException {
    String one = PatchScans.report(here, patch);
    String other = PatchScans.report(there, patch);
    if (one.equals(other)) {
      return true;
    }
    String name = String.valueOf(patch.getFileName());
    Files.writeString(kept.resolve(name + ".folder.json"), one);
    Files.writeString(kept.resolve(name + ".other.json"), other);
    int at = 0;
    while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    out.printf(
        "%s differs from character %d on%n  folder: %s%n  other:  %s%n",
        name, at, from(one, at), from(other, at));
    return false;
  }

  private static String from(String text, int at) {
    int start = Math.max(0, at - SHOWN / 5);
    return text.substring(start, Math.min(text.length(), start + SHOWN)).replace("\n", " ");
  }
}
