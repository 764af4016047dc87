package dev.ringfence.scanner.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.report.ReportJson;
import dev.ringfence.scanner.result.Explained;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One engine, many scans.
class ScanEngineTest {
  private static final int THREADS = 8;
  private static final int SCANS = 1_000;

  @TempDir static Path shared;
  private static Path index;

  @BeforeAll
  static void indexOneWork() throws IOException {
    index = shared.resolve("index");
    WeaverChanges.index(index, true);
  }

  private static List<ScanRequest> requests() throws IOException {
    List<ScanRequest> requests = new ArrayList<>();
    for (Change change : WeaverChanges.small(8)) {
      requests.add(WeaverChanges.request(change));
    }
    return requests;
  }

  private static long heapAfterCollection() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static void scan(
      ScanEngine engine, List<ScanRequest> requests, List<ScanReport> expected, int scans)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    List<Callable<Integer>> work = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      work.add(() -> {
        int done = 0;
        for (int i = next.getAndIncrement(); i < scans; i = next.getAndIncrement()) {
          int which = i % requests.size();
          assertEquals(
              expected.get(which), engine.scan(requests.get(which), ScanProgress.NONE), "" + i);
          done++;
        }
        return done;
      });
    }
    int all = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Integer> each : pool.invokeAll(work)) {
        all += each.get();
      }
    }
    assertEquals(scans, all);
  }

  @Test
  void aThousandScansOfEightThreadsEqualTheFirstAndKeepNothing() throws Exception {
    List<ScanRequest> requests = requests();
    List<ScanReport> expected = new ArrayList<>();
    int findings = 0;
    for (ScanRequest request : requests) {
      // Each by an engine that knows nothing yet.
      try (ScanEngine cold = ScanEngine.open(index)) {
        expected.add(cold.scan(request, ScanProgress.NONE));
        findings += expected.getLast().findings().size();
      }
    }
    assertTrue(findings >= 7, findings + " findings");
    try (ScanEngine engine = ScanEngine.open(index)) {
      scan(engine, requests, expected, SCANS / 10);
      long early = heapAfterCollection();
      scan(engine, requests, expected, SCANS - SCANS / 10);
      long late = heapAfterCollection();
      assertTrue(
          late < early + (8 << 20),
          "heap " + (early >> 10) + " KiB after 100 scans, " + (late >> 10) + " KiB after 1,000");
    }
  }

  @Test
  void aReportIsWholeAndComesBackFromItsText() throws IOException {
    try (ScanEngine engine = ScanEngine.open(index)) {
      Change change = WeaverChanges.whole();
      ScanReport report = engine.scan(WeaverChanges.request(change), ScanProgress.NONE);
      assertTrue(report.findings().size() > 3, report.findings().size() + " findings");
      assertEquals(report, ReportJson.read("x", ReportJson.write(report)));
      for (ReportedFinding finding : report.findings()) {
        for (Place place : finding.places()) {
          assertFalse(place.alignment().isEmpty());
          assertFalse(place.terms().isEmpty());
          assertTrue(place.renames().isPresent());
          double sum = place.terms().stream().mapToDouble(term -> term.bits()).sum();
          assertEquals(place.match().bits().score(), sum, 0.1);
        }
      }
    }
    Path bare = shared.resolve("bare");
    WeaverChanges.index(bare, false);
    try (ScanEngine engine = ScanEngine.open(bare)) {
      ScanReport report =
          engine.scan(WeaverChanges.request(WeaverChanges.whole()), ScanProgress.NONE);
      assertFalse(report.findings().isEmpty());
      assertTrue(report.findings().getFirst().place().origin().text().isEmpty());
      assertEquals(report, ReportJson.read("x", ReportJson.write(report)));
    }
  }

  /// Each aligned token says where the two words stand that it is about.
  @Test
  void alignedTokensPointAtTheirWords() throws IOException {
    int equal = 0;
    try (ScanEngine engine = ScanEngine.open(index)) {
      ScanReport report =
          engine.scan(WeaverChanges.request(WeaverChanges.whole()), ScanProgress.NONE);
      for (ReportedFinding finding : report.findings()) {
        for (Place place : finding.places()) {
          for (var token : place.alignment()) {
            String ours =
                WeaverChanges.word(
                    place.hunk().text(), token.hunkLine(), token.hunkColumn(), token.hunkEnd());
            String theirs =
                WeaverChanges.word(
                    place.origin().text(),
                    token.originLine(),
                    token.originColumn(),
                    token.originEnd());
            switch (token.kind()) {
              case EQUAL -> {
                assertEquals(ours, theirs, token.toString());
                equal += ours.isEmpty() ? 0 : 1;
              }
              case RENAMED -> assertFalse(ours.equals(theirs), token.toString());
              case SYNONYM, MISMATCH -> {}
            }
          }
        }
      }
    }
    assertTrue(equal > 500, equal + " equal words");
  }

  /// What is asked for beside a scan must not change what the scan says.
  @ParameterizedTest
  @ValueSource(doubles = {30, 68.4})
  void explainingIsTheSameScan(double threshold) throws IOException {
    try (ScanEngine engine = ScanEngine.open(index)) {
      for (Change change : List.of(WeaverChanges.whole(), WeaverChanges.small(8).getLast())) {
        ScanRequest request = WeaverChanges.request(change).from(OptionalDouble.of(threshold));
        ScanReport report = engine.scan(request, ScanProgress.NONE);
        assertEquals(report, engine.explain(request, _ -> false, _ -> false).report());
        assertFalse(report.findings().isEmpty());
        for (ReportedFinding finding :
            List.of(report.findings().getFirst(), report.findings().getLast())) {
          Explained explained =
              engine
                  .explain(request, each -> each.equals(finding), _ -> true)
                  .found()
                  .orElseThrow();
          assertEquals(finding, explained.finding());
          assertEquals(finding.places().size(), explained.derivations().size());
          assertTrue(explained.isFinding());
        }
      }
    }
  }

  @Test
  void whatMissesTheThresholdCanBeExplained() throws IOException {
    try (ScanEngine engine = ScanEngine.open(index)) {
      ScanRequest request =
          WeaverChanges.request(WeaverChanges.small(8).getFirst()).from(OptionalDouble.of(5000));
      ScanEngine.Explanation explanation = engine.explain(request, _ -> true, _ -> true);
      assertTrue(explanation.report().findings().isEmpty());
      Explained explained = explanation.found().orElseThrow();
      assertFalse(explained.isFinding());
      assertTrue(explained.finding().place().match().bits().score() < 5000);
      assertFalse(explained.derivations().getFirst().steps().isEmpty());
    }
  }

  @Test
  void aScanThatRanOutOfTimeLeavesTheEngineSound() throws IOException {
    try (ScanEngine engine = ScanEngine.open(index)) {
      ScanRequest request = WeaverChanges.request(WeaverChanges.whole());
      ScanReport expected = engine.scan(request, ScanProgress.NONE);
      for (int i = 0; i < 60; i += 10) {
        ScanReport cut =
            engine.scan(
                request.within(TimeLimit.of(Duration.ofMillis(i), System::nanoTime)),
                ScanProgress.NONE);
        assertTrue(cut.isIncomplete() || cut.equals(expected));
        assertEquals(expected, engine.scan(request, ScanProgress.NONE));
      }
    }
  }
}
