package dev.ringfence.corpus.diagnostic;

/// Carries a [Diagnostic] to the command line.
public final class RingfenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;
  private final ExitStatus status;

  private RingfenceException(Diagnostic diagnostic, ExitStatus status) {
    super(diagnostic.message());
    this.diagnostic = diagnostic;
    this.status = status;
  }

  /// A fault in the call or the configuration.
  public static RingfenceException usage(Diagnostic diagnostic) {
    return new RingfenceException(diagnostic, ExitStatus.USAGE);
  }

  /// A fault that kept something from being checked.
  public static RingfenceException incomplete(Diagnostic diagnostic) {
    return new RingfenceException(diagnostic, ExitStatus.INCOMPLETE);
  }

  /// What to show.
  public Diagnostic diagnostic() {
    return diagnostic;
  }

  /// How the process ends.
  public ExitStatus status() {
    return status;
  }
}
