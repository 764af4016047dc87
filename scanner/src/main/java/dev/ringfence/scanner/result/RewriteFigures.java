package dev.ringfence.scanner.result;

import java.util.List;
import java.util.Optional;

/// How code says once more what a function of an origin says.
///
/// @param sharedBits what both functions have, by rarity
/// @param sharedWordBits how much of it is words, names and numbers: weak evidence alone
/// @param share how much of both sides it is, 0 to 1
/// @param otherWorkBits what the best function of any other work has of it
/// @param otherWork that work; absent where nothing else is alike
/// @param statements the statements of both that say the same, in the order of the hunk
public record RewriteFigures(
    double sharedBits,
    double sharedWordBits,
    double share,
    double otherWorkBits,
    Optional<String> otherWork,
    List<StatementPair> statements) {
  public RewriteFigures {
    statements = List.copyOf(statements);
  }

  /// Two statements that say the same.
  ///
  /// @param hunkLine where that of the hunk begins
  /// @param originLine where that of the origin does
  /// @param whole whether they say the same as a whole, or in a part
  /// @param bits how rare what they share is
  public record StatementPair(int hunkLine, int originLine, boolean whole, double bits) {}

  /// How many statements say the same as a whole.
  public long wholeStatements() {
    return statements.stream().filter(StatementPair::whole).count();
  }
}
