package dev.ringfence.scanner.report;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.scanner.scan.ScanResult;
import java.io.IOException;

/// Writes the result of a scan in one format.
public interface ReportRenderer {
  /// The report, ended by a line break.
  String render(ScanResult result, CorpusIndex index) throws IOException;
}
