package dev.ringfence.fingerprints.statement;

import java.util.Arrays;

/// A statement as one of several that may stand in another function too.
///
/// @param kind what it is
/// @param hash the feature that it is as a whole
/// @param parts the features that its parts are, ascending
/// @param firstToken where it begins
/// @param endToken one past where it ends
@SuppressWarnings("ArrayRecordComponent")
public record StatementFeatures(
    Feature kind, long hash, long[] parts, int firstToken, int endToken) {
  @Override
  public boolean equals(Object other) {
    return other instanceof StatementFeatures statement
        && hash == statement.hash
        && firstToken == statement.firstToken
        && endToken == statement.endToken;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  @Override
  public String toString() {
    return kind + "[" + firstToken + ", " + endToken + ") " + Arrays.toString(parts);
  }
}
