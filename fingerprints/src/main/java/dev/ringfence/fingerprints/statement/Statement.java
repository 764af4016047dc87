package dev.ringfence.fingerprints.statement;

/// A statement in canonical form.
///
/// @param kind what it is
/// @param expression what it says
/// @param firstToken where it begins
/// @param endToken one past where it ends
record Statement(Kind kind, Expression expression, int firstToken, int endToken) {
  /// What statements do.
  enum Kind {
    CONDITION,
    LOOP,
    EACH,
    SWITCH,
    CASE,
    ASSIGNMENT,
    RETURN,
    THROW,
    /// A call, or anything else.
    OTHER
  }
}
