package dev.ringfence.scanner.policy;

import java.util.Locale;
import java.util.Optional;

/// How much a finding matters, as SARIF levels.
public enum Severity {
  /// Shown nowhere; as a fail level, it never fails.
  NONE,
  /// To know.
  NOTE,
  /// To look at.
  WARNING,
  /// To stop for.
  ERROR;

  /// The name in policy files and SARIF.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The severity with this name.
  public static Optional<Severity> ofId(String id) {
    for (Severity severity : values()) {
      if (severity.id().equals(id)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }

  /// One step milder, never below [#NOTE].
  public Severity milder() {
    return this == ERROR ? WARNING : NOTE;
  }
}
