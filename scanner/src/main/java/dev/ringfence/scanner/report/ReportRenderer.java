package dev.ringfence.scanner.report;

import dev.ringfence.scanner.result.ScanReport;

/// Writes the report of a scan in one format. A function of the report alone: a stored one comes
/// out as it did when it was made.
@FunctionalInterface
public interface ReportRenderer {
  /// The report, ended by a line break.
  String render(ScanReport report);
}
