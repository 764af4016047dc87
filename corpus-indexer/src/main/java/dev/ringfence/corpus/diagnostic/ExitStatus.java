package dev.ringfence.corpus.diagnostic;

/// The exit statuses of the command line.
public enum ExitStatus {
  /// Nothing at or above the fail level.
  CLEAN(0),
  /// Findings at or above the fail level.
  FINDINGS(1),
  /// The call or the configuration is wrong.
  USAGE(2),
  /// Not everything could be checked, or an internal fault.
  INCOMPLETE(3);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /// The number the process ends with.
  public int code() {
    return code;
  }
}
