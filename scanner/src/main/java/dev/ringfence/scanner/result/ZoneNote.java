package dev.ringfence.scanner.result;

import dev.ringfence.scanner.policy.Ring;
import java.util.List;
import java.util.Optional;

/// Which ring a finding lies in, and what says so.
///
/// @param ring the ring
/// @param name the zone or area that decides; empty where the default ring does
/// @param place where its rule stands
/// @param why what of the hunk it takes
/// @param rules all rules that take the hunk, one a kind
public record ZoneNote(
    Ring ring, Optional<String> name, Optional<String> place, String why, List<Rule> rules) {
  public ZoneNote {
    rules = List.copyOf(rules);
  }

  /// A rule that takes the hunk.
  ///
  /// @param kind `path`, `namespace`, `area`, `attribute` or `blast_radius`
  /// @param name the zone or area
  /// @param ring the ring that it asks for
  /// @param place where it stands
  /// @param why what of the hunk it takes
  public record Rule(String kind, String name, Ring ring, String place, String why) {}
}
