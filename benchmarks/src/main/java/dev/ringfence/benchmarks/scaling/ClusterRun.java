package dev.ringfence.benchmarks.scaling;

import dev.ringfence.cluster.ClusterIndex;
import dev.ringfence.cluster.Traffic;
import dev.ringfence.corpus.index.ContentReader;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexRebuilder;
import dev.ringfence.corpus.index.IndexRecords;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.index.OriginIndex;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.scan.ScanEngine;
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
import java.util.stream.Stream;

/// Puts an index on clusters of several sizes and scans patches against each and against the folder:
/// whether findings are equal byte for byte, what it costs in time as a ratio to the folder, and in
/// round trips and bytes.
///
///     ClusterRun INDEX PATCHES HOW_MANY NODES...
///
/// All nodes run on this machine: ratios tell of the work that is done, not of a network.
public final class ClusterRun {
  private static final String HEAP = "512m";

  private final List<Path> patches;
  private final PrintStream out = System.out;

  private ClusterRun(List<Path> patches) {
    this.patches = patches;
  }

  /// What scans came to.
  ///
  /// @param reports the reports as JSON, a patch each
  /// @param micros how long each took
  private record Scans(List<String> reports, long[] micros) {
    long median() {
      long[] sorted = micros.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }

    long percentile99() {
      long[] sorted = micros.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length * 99 / 100];
    }
  }

  /// Runs it.
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int most = Integer.parseInt(arguments[2]);
    List<Path> some = PatchScans.some(PatchScans.patches(Path.of(arguments[1])), most);
    List<Integer> nodes = Arrays.stream(arguments).skip(3).map(Integer::parseInt).toList();
    new ClusterRun(some).run(folder, nodes);
  }

  private void run(Path folder, List<Integer> sizes) throws IOException {
    Scans here;
    double rebuilt;
    try (CorpusIndex index = CorpusIndex.open(folder)) {
      long lines = index.works().stream().mapToLong(work -> work.contents().lines()).sum();
      out.printf(
          Locale.ROOT,
          "%,d lines, %,d contents, %,d patches; %.1f MB in a folder%n%n",
          lines,
          index.blobCount(),
          patches.size(),
          index.sizeInBytes() / 1e6);
      rebuilt = rebuild(index);
      here = scans(index);
    }
    out.println(
        "| nodes | put s | of a folder | MB | equal reports | median ms | of a folder | p99 ms |"
            + " round trips a patch | KB sent | KB received |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    out.printf(
        Locale.ROOT,
        "| folder | %.1f | 1 | | | %.1f | 1 | %.1f | 0 | 0 | 0 |%n",
        rebuilt,
        here.median() / 1e3,
        here.percentile99() / 1e3);
    for (int size : sizes) {
      try (TestCluster cluster = TestCluster.start(size, HEAP, List.of("node.processors=2"))) {
        row(folder, here, rebuilt, cluster, size);
      }
    }
  }

  private void row(Path folder, Scans here, double rebuilt, TestCluster cluster, int size)
      throws IOException {
    Path address = Path.of(cluster.index("corpus"));
    IndexStore store = Indexes.store(address).orElseThrow();
    long started = System.nanoTime();
    try (CorpusIndex from = CorpusIndex.open(folder)) {
      store.put(from, address.toString(), _ -> {});
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    // The same settled index for each number of nodes; the engine merges for a while by itself.
    cluster.ask("POST", "/_forcemerge?max_num_segments=1");
    cluster.ask("POST", "/_refresh");
    cluster.ask("POST", "/_flush?wait_if_ongoing=true");
    try (ClusterIndex index = (ClusterIndex) store.open(address.toString())) {
      Traffic before = index.traffic();
      Scans there = scans(index);
      Traffic cost = index.traffic().since(before);
      int equal = 0;
      for (int i = 0; i < patches.size(); i++) {
        equal += here.reports().get(i).equals(there.reports().get(i)) ? 1 : 0;
      }
      out.printf(
          Locale.ROOT,
          "| %d | %.1f | %.1f | %.0f | %,d of %,d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
          size,
          seconds,
          seconds / rebuilt,
          index.sizeInBytes() / 1e6,
          equal,
          patches.size(),
          there.median() / 1e3,
          (double) there.median() / here.median(),
          there.percentile99() / 1e3,
          (double) cost.requests() / patches.size(),
          cost.sent() / 1e3 / patches.size(),
          cost.received() / 1e3 / patches.size());
    }
  }

  /// How long it takes to write the same contents and files to a folder: what a cluster is compared
  /// with.
  private static double rebuild(CorpusIndex index) throws IOException {
    Path folder = Files.createTempDirectory("ringfence-rebuilt-");
    long started = System.nanoTime();
    try (IndexRebuilder rebuilder = IndexRebuilder.open(folder, index.hasFunctions())) {
      ContentReader reader = new ContentReader(index);
      for (int blob : index.blobs()) {
        rebuilder.add(reader.read(blob));
      }
      for (Work work : index.works()) {
        List<CorpusFile> files = new ArrayList<>();
        index.forEachFile(work, files::add);
        for (CorpusFile file : files) {
          rebuilder.add(work, file);
        }
        for (String key : work.provenance().notices().values()) {
          Optional<byte[]> notice = IndexRecords.notice(index, key);
          if (notice.isPresent()) {
            rebuilder.addNotice(IndexRecords.inflate(notice.get()));
          }
        }
        rebuilder.add(work);
      }
      rebuilder.commit();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
    return seconds;
  }

  private Scans scans(OriginIndex index) throws IOException {
    // Not closed: the index is another's.
    ScanEngine engine = new ScanEngine(index, MatchParameters.shipped());
    List<String> reports = new ArrayList<>();
    long[] micros = new long[patches.size()];
    for (int i = 0; i < micros.length; i++) {
      long started = System.nanoTime();
      reports.add(PatchScans.report(engine, patches.get(i)));
      micros[i] = (System.nanoTime() - started) / 1000;
    }
    return new Scans(reports, micros);
  }
}
