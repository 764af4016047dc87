package dev.ringfence.scanner.policy;

import java.util.Optional;

/// Where an accepted finding stays accepted. What was accepted in the documentation was looked at
/// as documentation: the same code in a stricter ring is another question.
///
/// @param path the path that was looked at; it is covered whatever its ring
/// @param ring the ring it was looked at in; that ring and milder ones are covered
/// @param anywhere whether it is covered wherever it stands
public record Reach(Optional<String> path, Optional<Ring> ring, boolean anywhere) {
  /// Where a finding stands.
  public static Reach of(String path, Ring ring) {
    return new Reach(Optional.of(path), Optional.of(ring), false);
  }

  /// Whether a place is within it.
  public boolean covers(String where, Ring lands) {
    return anywhere
        || path.filter(where::equals).isPresent()
        || ring.filter(upTo -> lands.compareTo(upTo) <= 0).isPresent();
  }

  /// For a reader: "`doc/x.c` and up to the outer ring".
  @Override
  public String toString() {
    if (anywhere) {
      return "any place";
    }
    String upTo = ring.map(each -> "up to the " + each.id() + " ring").orElse("");
    String at = path.map(each -> "`" + each + "`").orElse("");
    if (upTo.isEmpty() && at.isEmpty()) {
      return "no place (it names neither `path` nor `ring`)";
    }
    return at + (upTo.isEmpty() || at.isEmpty() ? "" : " and ") + upTo;
  }
}
