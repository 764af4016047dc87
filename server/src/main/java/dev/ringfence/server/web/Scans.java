package dev.ringfence.server.web;

import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.server.scan.BusyException;
import dev.ringfence.server.scan.ScanDesk;
import dev.ringfence.server.scan.Submission;
import java.io.IOException;

/// Scans, counted.
final class Scans {
  private Scans() {}

  private interface Turn {
    ScanReport take() throws IOException;
  }

  static ScanReport scan(Backend backend, Submission submission, ScanDesk.Watcher watcher)
      throws IOException {
    return counted(backend, () -> backend.desk().scan(submission, watcher));
  }

  static ScanReport scan(Backend backend, ScanDesk.OwnScan scan) throws IOException {
    return counted(backend, () -> backend.desk().scan(scan));
  }

  private static ScanReport counted(Backend backend, Turn turn) throws IOException {
    long start = backend.settings().clock().nanos().getAsLong();
    try {
      ScanReport report = turn.take();
      backend.metrics().scanned(report, backend.settings().clock().nanos().getAsLong() - start);
      return report;
    } catch (BusyException busy) {
      backend.metrics().rejected();
      throw busy;
    }
  }
}
