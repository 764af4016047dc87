package dev.ringfence.scanner.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.Judgement;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import dev.ringfence.scanner.scan.TimeLimit;
import dev.ringfence.testkit.TestIndex;
import dev.ringfence.testkit.TestWorks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds the report to what GitHub's code scanning takes and shows.
class SarifLimitsTest {
  @TempDir static Path shared;
  private static Path index;
  private static List<String> source;

  @BeforeAll
  static void indexOwnSources() throws IOException {
    index = shared.resolve("index");
    TestIndex.add(index, TestWorks.WEAVER.resolve("match"), "GPL-2.0-or-later", "--name", "own");
    source = Files.readAllLines(TestWorks.WEAVER.resolve("match/RegionFinder.java"));
  }

  private static Change change(int files) {
    List<FileChange> changed = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      List<String> lines = source.subList(60 + i, 140 + i);
      changed.add(
          new FileChange(
              (i % 2 == 0 ? "docs/" : "src/") + "F" + i + ".java",
              Optional.empty(),
              FileChange.Kind.ADDED,
              List.of(new Hunk(1, lines, Collections.nCopies(lines.size(), true), 0)),
              Optional.of(String.join("\n", lines))));
    }
    return new Change("change", changed, List.of());
  }

  private static ScanReport scan(ScanEngine opened, int files, Optional<Duration> limit)
      throws IOException {
    ZonePolicy policy =
        PolicyFile.parse(
            "p",
            """
            version = 1
            [[zone]]
            name = "core"
            ring = "inner"
            paths = ["src/**"]
            [[zone]]
            name = "docs"
            ring = "outer"
            paths = ["docs/**"]
            """);
    return opened.scan(
        new ScanRequest(
            List.of(change(files)),
            Judgement.by(policy, LocalDate.EPOCH),
            Optional.empty(),
            OptionalDouble.empty(),
            limit.map(time -> TimeLimit.of(time, System::nanoTime)).orElse(TimeLimit.NONE),
            Optional.empty()),
        ScanProgress.NONE);
  }

  private static int gzipped(String report) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(report.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.size();
  }

  /// What GitHub rejects, drops or shows wrongly.
  private static void check(String report, int maxResults) throws IOException {
    assertTrue(gzipped(report) <= 10_000_000, "size " + gzipped(report));
    JsonNode root = JsonMapper.shared().readTree(report);
    assertEquals("2.1.0", root.path("version").asString());
    assertTrue(root.path("runs").size() <= 20);
    for (JsonNode run : root.path("runs")) {
      Set<String> rules = new HashSet<>();
      for (JsonNode rule : run.path("tool").path("driver").path("rules")) {
        assertTrue(rules.add(rule.path("id").asString()), "rule ids are unique");
        assertTrue(rule.path("properties").path("tags").size() <= 10);
        double severity =
            Double.parseDouble(rule.path("properties").path("security-severity").asString());
        assertTrue(severity > 0 && severity <= 10);
        assertFalse(rule.path("help").path("text").asString().isBlank());
      }
      assertTrue(run.path("results").size() <= maxResults);
      assertFalse(run.path("automationDetails").path("id").asString().isBlank());
      double last = Double.MAX_VALUE;
      for (JsonNode result : run.path("results")) {
        assertTrue(rules.contains(result.path("ruleId").asString()));
        double score = result.path("properties").path("severityScore").asDouble();
        assertTrue(score <= last, "worst first");
        last = score;
        assertTrue(result.path("locations").size() >= 1 && result.path("locations").size() <= 1000);
        for (JsonNode location : result.path("locations")) {
          JsonNode physical = location.path("physicalLocation");
          String uri = physical.path("artifactLocation").path("uri").asString();
          assertFalse(uri.startsWith("/") || uri.contains("://") || uri.contains(" "), uri);
          assertTrue(physical.path("region").path("startLine").asInt() >= 1);
        }
        assertTrue(
            result
                .path("partialFingerprints")
                .path("primaryLocationLineHash")
                .asString()
                .matches("[0-9a-f]{32}:1"));
        String message = result.path("message").path("text").asString();
        assertTrue(message.contains("swh:1:cnt:") && message.length() <= 4000, message);
      }
    }
  }

  @Test
  void keepsGitHubsLimits() throws IOException {
    try (ScanEngine opened = ScanEngine.open(index)) {
      ScanReport result = scan(opened, 6, Optional.empty());
      assertEquals(6, result.findings().size());
      String whole = new SarifRenderer().render(result);
      check(whole, SarifRenderer.MAX_RESULTS);
      assertFalse(whole.contains("left out of this file"));
      // The first in the change is the mildest: it must be the one that goes.
      String cut = new SarifRenderer(4, SarifRenderer.MAX_GZIP_BYTES).render(result);
      check(cut, 4);
      assertTrue(cut.contains("2 of 6 findings, the mildest, are left out of this file"), cut);
      assertEquals(3, cut.split("\"uri\" : \"src/", -1).length - 1, "all of the inner ring stay");
      String least = new SarifRenderer(1, Integer.MAX_VALUE).render(result);
      int room = (gzipped(least) + gzipped(whole)) / 2;
      String small = new SarifRenderer(5000, room).render(result);
      assertTrue(gzipped(small) <= room, gzipped(small) + " of " + room);
      check(small, 5);
      assertTrue(small.contains("are left out of this file"));
      // The same finding has the same fingerprint wherever it moves.
      assertEquals(whole, new SarifRenderer().render(scan(opened, 6, Optional.empty())));
    }
  }

  @Test
  void whatATimeLimitLeavesIsNotChecked() throws IOException {
    try (ScanEngine opened = ScanEngine.open(index)) {
      ScanReport result = scan(opened, 3, Optional.of(Duration.ofNanos(1)));
      assertTrue(result.isIncomplete());
      assertEquals(3, result.exitStatus().code());
      assertEquals(3, result.unchecked().size());
      assertTrue(new SarifRenderer().render(result).contains("\"executionSuccessful\" : false"));
      String annotations = new AnnotationRenderer().render(result);
      assertTrue(annotations.startsWith("::error title=Ringfence%3A NOT everything"), annotations);
      assertTrue(new CodeQualityRenderer().render(result).contains("NOT CHECKED: the time limit"));
    }
  }

  @Test
  void annotationsAreTenALevelAndSayWhatIsLeft() throws IOException {
    try (ScanEngine opened = ScanEngine.open(index)) {
      ScanReport result = scan(opened, 25, Optional.empty());
      assertEquals(25, result.findings().size());
      String annotations = new AnnotationRenderer().render(result);
      assertEquals(10, annotations.split("::error ", -1).length - 1);
      assertEquals(10, annotations.split("::warning ", -1).length - 1);
      assertTrue(
          annotations.contains("2 more of level error are in the full report."), annotations);
    }
  }
}
