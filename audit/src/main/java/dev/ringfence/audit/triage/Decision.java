package dev.ringfence.audit.triage;

import java.util.Locale;
import java.util.Optional;

/// What someone decided about a finding.
///
/// @param finding its content fingerprint, hex
/// @param text the digest of the lines that match, without their layout
/// @param work the work that they were said to come from, without its version
/// @param kind what was decided
/// @param reason why
/// @param name who decided
/// @param day when, as `2026-01-31`; empty text where nobody said
public record Decision(
    String finding, String text, String work, Kind kind, String reason, String name, String day) {
  /// What can be decided.
  public enum Kind {
    /// It is a copy, and has to be dealt with.
    CONFIRMED,
    /// It is none, or one that may stay. It fails no more.
    CLEARED,
    /// Counsel has to say.
    NEEDS_COUNSEL;

    /// Its name in files and on the command line.
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// The kind of a name; dashes and underscores are blanks.
    public static Optional<Kind> of(String text) {
      String plain = text.strip().toUpperCase(Locale.ROOT).replaceAll("[\\s_-]+", "_");
      for (Kind kind : values()) {
        if (kind.name().equals(plain)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }
}
