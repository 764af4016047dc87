package dev.ringfence.scanner.scan;

/// Is told how far a scan is. Called by several threads.
@FunctionalInterface
public interface ScanProgress {
  /// Nobody who asks.
  ScanProgress NONE = () -> {};

  /// One more file is done.
  void fileDone();
}
