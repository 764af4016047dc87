package dev.ringfence.scanner.result;

/// A token of a hunk and the token of the origin that it is matched with. Columns count UTF-16 code
/// units from 0, ends are exclusive. A token that goes over several lines ends with its first one.
///
/// @param kind what the two have in common
/// @param hunkLine the token's line in the hunk's file, from 1
/// @param hunkColumn where it begins
/// @param hunkEnd where it ends
/// @param originLine its partner's line in the origin, from 1
/// @param originColumn where that begins
/// @param originEnd where that ends
public record AlignedToken(
    Kind kind,
    int hunkLine,
    int hunkColumn,
    int hunkEnd,
    int originLine,
    int originColumn,
    int originEnd) {
  /// What two tokens have in common.
  public enum Kind {
    /// They are equal.
    EQUAL,
    /// They are names or literals with different spellings.
    RENAMED,
    /// They are words for the same.
    SYNONYM,
    /// They stand in the same place.
    MISMATCH
  }
}
