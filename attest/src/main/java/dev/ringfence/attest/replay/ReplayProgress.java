package dev.ringfence.attest.replay;

/// Is told how far a replay is.
public interface ReplayProgress {
  /// Tells nobody.
  ReplayProgress NONE = (record, sample, stage) -> {};

  /// Something begins.
  ///
  /// @param record the record
  /// @param sample the sample, from 1; 0 for the merged code
  /// @param stage what begins
  void at(String record, int sample, String stage);
}
