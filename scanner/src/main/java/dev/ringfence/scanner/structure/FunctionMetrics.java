package dev.ringfence.scanner.structure;

import java.util.OptionalInt;
import java.util.Set;

/// How hard a function is to follow.
///
/// @param function the function; what stands outside all functions goes by [#TOP_LEVEL]
/// @param cyclomatic decisions plus one, McCabe 1976, with `&&` and `||` as decisions
/// @param cognitive cognitive complexity, Campbell 2018; empty where the language's blocks are not
///   followed
/// @param nesting how deep control structures stand in one another
/// @param documented whether a comment or documentation string goes with it
/// @param risks what it does that is dangerous in itself
public record FunctionMetrics(
    Function function,
    int cyclomatic,
    OptionalInt cognitive,
    int nesting,
    boolean documented,
    Set<Risk> risks) {
  /// The name of what stands outside all functions.
  public static final String TOP_LEVEL = "(top level)";

  public FunctionMetrics {
    risks = Set.copyOf(risks);
  }
}
