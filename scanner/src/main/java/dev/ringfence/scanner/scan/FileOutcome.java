package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.result.ScannedHunk;
import dev.ringfence.scanner.result.Unchecked;
import java.util.ArrayList;
import java.util.List;

/// What came of a file, as far as it was scanned. A hunk is added as a whole, by the thread that
/// scans it; once the time is over nothing more is.
final class FileOutcome {
  private boolean closed;
  private int fromLine = 1;
  int hunks;
  int addedLines;
  final List<ScannedHunk> scanned = new ArrayList<>();
  final List<String> tooShort = new ArrayList<>();
  final List<ChangeJudge.Result> results = new ArrayList<>();
  long tokens;
  final List<ChangeScanner.Near> near = new ArrayList<>();
  final List<Unchecked> unchecked = new ArrayList<>();

  /// Whether the next hunk may be scanned.
  synchronized boolean next(Hunk hunk) {
    fromLine = hunk.firstLine();
    return !closed;
  }

  synchronized void add(FileOutcome part) {
    if (!closed) {
      hunks += part.hunks;
      addedLines += part.addedLines;
      scanned.addAll(part.scanned);
      tooShort.addAll(part.tooShort);
      results.addAll(part.results);
      tokens += part.tokens;
      near.addAll(part.near);
      unchecked.addAll(part.unchecked);
    }
  }

  /// Ends it before all was scanned.
  synchronized void close(ScanPlan.Task task, String why) {
    if (!closed) {
      closed = true;
      String reason = why + ", from line " + fromLine;
      unchecked.add(new Unchecked(task.change(), task.file().path(), reason, true));
    }
  }
}
