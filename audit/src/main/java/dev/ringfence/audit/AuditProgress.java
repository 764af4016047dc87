package dev.ringfence.audit;

/// Is told how an audit goes on. Called by one thread at a time.
public interface AuditProgress {
  /// Nobody listens.
  AuditProgress NONE =
      new AuditProgress() {
        @Override
        public void begin(Stage stage, int commits) {}

        @Override
        public void advance(int commits, int hunks) {}
      };

  /// What an audit is busy with.
  enum Stage {
    /// It reads what commits do to which files.
    WALK,
    /// It scans what they add.
    SCAN,
    /// It finds out what became of the findings.
    ANSWER
  }

  /// A stage begins.
  ///
  /// @param commits how many commits, or findings, it has to do
  void begin(Stage stage, int commits);

  /// Some of it is done, and kept: if the process ended now, none of it would be done again.
  ///
  /// @param commits how many commits, or findings
  /// @param hunks how many hunks were scanned
  void advance(int commits, int hunks);
}
