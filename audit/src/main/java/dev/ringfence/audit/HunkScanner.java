package dev.ringfence.audit;

import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.Judgement;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import dev.ringfence.scanner.scan.TimeLimit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Looks up what commits add.
interface HunkScanner {
  /// Scans changes, each by itself.
  ScanReport scan(List<Change> changes, Judgement judgement) throws IOException;

  /// The one that searches an index.
  static HunkScanner of(ScanEngine engine) {
    return (changes, judgement) ->
        engine.scan(
            new ScanRequest(
                changes,
                judgement,
                Optional.empty(),
                OptionalDouble.empty(),
                TimeLimit.NONE,
                Optional.empty()),
            ScanProgress.NONE);
  }
}
