package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.shingle.Mix;

/// A statement in canonical form.
///
/// @param kind what it is
/// @param expression what it says
/// @param firstToken where it begins
/// @param endToken one past where it ends
record Statement(Kind kind, Expression expression, int firstToken, int endToken) {
  /// What statements do.
  @SuppressWarnings("EnumOrdinal") // the order is part of the index's format
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
    OTHER;

    private final long salt = Mix.mix(0x77_1d0f_36c8_a5e3L + ordinal());

    /// What hashes of places in such a statement begin with.
    long salt() {
      return salt;
    }
  }
}
