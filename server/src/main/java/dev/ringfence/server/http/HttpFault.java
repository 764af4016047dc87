package dev.ringfence.server.http;

import dev.ringfence.corpus.diagnostic.Diagnostic;

/// A request that is answered with a fault.
public final class HttpFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Diagnostic diagnostic;

  /// A fault.
  ///
  /// @param status the HTTP status
  public HttpFault(int status, Diagnostic diagnostic) {
    super(diagnostic.message());
    this.status = status;
    this.diagnostic = diagnostic;
  }

  /// There is nothing of this name.
  public static HttpFault notFound(String what) {
    return new HttpFault(
        404,
        Diagnostic.of("server/not-found", what, "check the address, or begin at the start page"));
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// What to say.
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
