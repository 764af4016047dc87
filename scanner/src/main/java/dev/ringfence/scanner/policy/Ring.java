package dev.ringfence.scanner.policy;

import java.util.Locale;
import java.util.Optional;

/// How close to the heart of a project code is; the later, the closer.
public enum Ring {
  /// Docs and the like.
  OUTER,
  /// Most code.
  MIDDLE,
  /// What everything rests on.
  INNER;

  /// The name in policy files.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The ring with this name.
  public static Optional<Ring> ofId(String id) {
    for (Ring ring : values()) {
      if (ring.id().equals(id)) {
        return Optional.of(ring);
      }
    }
    return Optional.empty();
  }
}
