package dev.ringfence.benchmarks.scaling;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How long a warm engine takes for one patch: the patches of a folder that add so many lines, one
/// after the other, in the third round over them.
///
///     LatencyRun INDEX LEAST_LINES MOST_LINES PATCHES...
public final class LatencyRun {
  private static final int ROUNDS = 3;

  private LatencyRun() {}

  /// Runs.
  public static void main(String[] arguments) throws IOException {
    int least = Integer.parseInt(arguments[1]);
    int most = Integer.parseInt(arguments[2]);
    System.out.println("| patches | of | median ms | p99 ms |");
    System.out.println("|---|---|---|---|");
    // The engine closes the index.
    CorpusIndex index = CorpusIndex.open(Path.of(arguments[0]));
    try (ScanEngine engine = new ScanEngine(index, MatchParameters.shipped())) {
      for (String folder : Arrays.copyOfRange(arguments, 3, arguments.length)) {
        List<ScanRequest> requests = new ArrayList<>();
        for (Path patch : PatchScans.patches(Path.of(folder))) {
          ScanRequest request = PatchScans.request(patch);
          long added = PatchScans.addedLines(request);
          if (added >= least && added <= most) {
            requests.add(request);
          }
        }
        row(engine, requests, folder);
      }
    }
  }

  private static void row(ScanEngine engine, List<ScanRequest> requests, String folder)
      throws IOException {
    long[] nanos = new long[requests.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < nanos.length; i++) {
        long started = System.nanoTime();
        engine.scan(requests.get(i), ScanProgress.NONE);
        nanos[i] = System.nanoTime() - started;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f | %.1f |%n",
        folder,
        nanos.length,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6);
  }
}
