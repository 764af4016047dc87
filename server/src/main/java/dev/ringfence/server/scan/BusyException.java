package dev.ringfence.server.scan;

/// More is asked for than may wait.
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BusyException(String message) {
    super(message);
  }
}
