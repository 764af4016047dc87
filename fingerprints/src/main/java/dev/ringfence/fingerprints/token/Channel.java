package dev.ringfence.fingerprints.token;

/// What makes two tokens equal.
public enum Channel {
  /// Names and literals count by their spelling: finds Type-1 clones, `a = b` is not `c = d`.
  EXACT,
  /// Names, numbers and strings collapse to one symbol each: finds Type-2 clones, `a = b` is `c =
  /// d`.
  RENAMED
}
