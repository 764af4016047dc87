package dev.ringfence.scanner.match.rewrite;

import java.util.List;
import java.util.Optional;

/// A function of an origin that some code says once more in other words.
///
/// @param firstToken the first token of the code in its hunk
/// @param endToken one past its last
/// @param blob the number of the origin in the index
/// @param firstCorpusToken the first token of the function in the origin
/// @param endCorpusToken one past its last
/// @param shared what both have, in bits of rarity
/// @param sharedWords how much of it is words of strings, names and numbers, and not statements
/// @param otherWork what the best function of any other work has of it
/// @param otherWorkName that work; empty where nothing else is alike
/// @param score the evidence, on the scale of [MatchParameters#threshold]
/// @param statements the statements on both sides that say the same, in the order of the hunk
/// @param cosine how much of both sides that is, 0 to 1
/// @param terms what the score is made of
public record Rewrite(
    int firstToken,
    int endToken,
    int blob,
    int firstCorpusToken,
    int endCorpusToken,
    double shared,
    double sharedWords,
    double otherWork,
    Optional<String> otherWorkName,
    double score,
    List<Pair> statements,
    double cosine,
    RewriteTerms terms) {
  public Rewrite {
    statements = List.copyOf(statements);
  }

  /// Two statements that say the same.
  ///
  /// @param hunkToken where that of the hunk begins
  /// @param hunkEnd one past its end
  /// @param corpusToken where that of the origin begins
  /// @param corpusEnd one past its end
  /// @param whole whether they are the same as a whole, or in a part
  /// @param bits how rare what they share is
  public record Pair(
      int hunkToken, int hunkEnd, int corpusToken, int corpusEnd, boolean whole, double bits) {}

  /// The tokens of the hunk that are in a statement of both.
  public int matchedTokens() {
    return statements.stream().mapToInt(pair -> pair.hunkEnd() - pair.hunkToken()).sum();
  }
}
