package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.audit.Audit;
import dev.ringfence.audit.AuditProgress;
import dev.ringfence.audit.AuditRequest;
import dev.ringfence.audit.state.AuditState;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An audit that is ended at any moment goes on where it was, and its reports are those of one that
/// was not, byte for byte.
class AuditCrashTest {
  /// Kills at random moments; `-Dringfence.kills=20` for all.
  private static final int KILLS = Integer.getInteger("ringfence.kills", 2);

  @TempDir static Path temp;
  private static String index;
  private static AuditedHistory history;
  private static Map<String, String> wanted;

  @BeforeAll
  static void reference() throws IOException {
    index = temp.resolve("index").toString();
    assertEquals(
        0,
        Ringfence.run(
                "index", "add", index, "dir:" + TestWorks.WEAVER, "--license", "GPL-3.0-or-later")
            .status());
    history = AuditedHistory.make(temp.resolve("project"));
    Path whole = temp.resolve("whole");
    assertEquals(1, Ringfence.run(audit(whole)).status());
    wanted = reports(whole);
  }

  private static String[] audit(Path out) {
    return new String[] {"audit", index, history.root.toString(), "--out", out.toString()};
  }

  private static Map<String, String> reports(Path out) throws IOException {
    Map<String, String> reports = new TreeMap<>();
    for (String format : List.of("html", "csv", "json", "sarif", "spdx", "markdown")) {
      Path file = out.resolve("again." + format);
      Ringfence.Result made =
          Ringfence.run(
              "audit", "report", out.toString(), "--format", format, "-o", file.toString());
      assertEquals(1, made.status(), made.err());
      reports.put(format, Files.readString(file));
    }
    assertEquals(
        reports.get("html"),
        Files.exists(out.resolve("report.html"))
            ? Files.readString(out.resolve("report.html"))
            : reports.get("html"));
    return reports;
  }

  @Test
  void killedAtAnyMoment() throws IOException, InterruptedException {
    RingfenceProcess ringfence =
        new RingfenceProcess(Files.createDirectories(temp.resolve("run")), Map.of());
    Path timed = temp.resolve("timed");
    long start = System.nanoTime();
    assertEquals(1, ringfence.run(audit(timed)).status());
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    assertEquals(wanted, reports(timed));
    Random random = new Random(20261127);
    int cutShort = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Path out = temp.resolve("killed-" + kill);
      // Again and again, until one comes through.
      for (int attempt = 0; attempt < 3; attempt++) {
        Process process = ringfence.start(audit(out));
        if (!process.waitFor(
            millis / 5 + random.nextLong(Math.max(1, millis)), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          process.waitFor();
          cutShort++;
        }
      }
      Ringfence.Result last = ringfence.run(audit(out));
      assertEquals(1, last.status(), last.err());
      assertEquals(wanted, reports(out), "kill " + kill);
    }
    assertTrue(cutShort >= KILLS, "only " + cutShort + " runs were cut short");
  }

  /// Ends it in the middle of a step, when it adds its n-th row to a table.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "edits 1",
        "edits 9",
        "marks 1",
        "contents 1",
        "contents 6",
        "regions 2",
        "hunks 5",
        "scanned 1",
        "sightings 1",
        "sightings 3",
        "answers 1",
        "answers 4"
      })
  void failedInTheMiddleOfAStep(String where) throws IOException, SQLException {
    String table = where.substring(0, where.indexOf(' '));
    int row = Integer.parseInt(where.substring(where.indexOf(' ') + 1));
    Path out = Files.createDirectories(temp.resolve("failed-" + where.replace(' ', '-')));
    AuditState.open(out).close();
    change(
        out,
        "CREATE TRIGGER fault BEFORE INSERT ON "
            + table
            + " WHEN (SELECT count(*) FROM "
            + table
            + ") >= "
            + (row - 1)
            + " BEGIN SELECT RAISE(ABORT, 'injected'); END");
    RingfenceException fault = assertThrows(RingfenceException.class, () -> run(out, ""));
    assertTrue(fault.diagnostic().message().contains("injected"), fault.diagnostic().message());
    change(out, "DROP TRIGGER fault");
    run(out, "");
    assertEquals(wanted, reports(out), where);
  }

  /// Ends it between two steps.
  @ParameterizedTest
  @ValueSource(strings = {"begin WALK", "advance 1", "begin SCAN", "advance 2", "begin ANSWER"})
  void endedBetweenSteps(String point) throws IOException {
    Path out = temp.resolve("ended-" + point.replace(' ', '-'));
    assertThrows(Ended.class, () -> run(out, point));
    run(out, "");
    assertEquals(wanted, reports(out), point);
  }

  private static void change(Path out, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + out.resolve(AuditState.FILE));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static void run(Path out, String point) throws IOException {
    AuditProgress progress =
        new AuditProgress() {
          private int advances;

          @Override
          public void begin(Stage stage, int commits) {
            end("begin " + stage);
          }

          @Override
          public void advance(int commits, int hunks) {
            end("advance " + ++advances);
          }

          private void end(String here) {
            if (here.equals(point)) {
              throw new Ended();
            }
          }
        };
    try (ScanEngine engine = ScanEngine.open(Path.of(index))) {
      new Audit(
              AuditRequest.of(history.root), JudgementOptions.on(Engines.today()), engine, progress)
          .run(out);
    }
  }
}
