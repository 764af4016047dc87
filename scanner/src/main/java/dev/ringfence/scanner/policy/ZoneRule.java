package dev.ringfence.scanner.policy;

/// A rule that takes a hunk, and why.
///
/// @param kind what the rule goes by
/// @param name the zone or area
/// @param ring the ring it asks for
/// @param place where the rule stands, for a reader
/// @param why what of the hunk it takes: a glob, a module, a line
/// @param override whether it decides whatever other kinds say
public record ZoneRule(
    Kind kind, String name, Ring ring, String place, String why, boolean override) {
  /// What a rule goes by.
  public enum Kind {
    /// The path of the file.
    PATH,
    /// The import namespace of the file.
    NAMESPACE,
    /// What the added lines hold.
    AREA,
    /// `ai-zone=` in `.gitattributes`.
    ATTRIBUTE,
    /// The computed blast radius, where the policy lets it raise a ring.
    BLAST_RADIUS
  }
}
