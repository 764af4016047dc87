package dev.ringfence.scanner.match.query;

import dev.ringfence.scanner.change.HunkTokens;
import java.util.Arrays;

/// A window of a hunk with the weights of its tokens.
///
/// @param tokens the tokens of the window
/// @param firstToken the first token of the window in its hunk
/// @param bits the information of each token as a symbol, capped
/// @param idiomBits the same, given what code in general goes on with
/// @param spellingBits what an equal spelling of each token adds; 0 for keywords and operators
public record Query(
    HunkTokens tokens, int firstToken, float[] bits, float[] idiomBits, float[] spellingBits) {
  /// The part from `start` to before `end`.
  public Query slice(int start, int end) {
    return start == 0 && end == size()
        ? this
        : new Query(
            tokens.slice(start, end),
            firstToken + start,
            Arrays.copyOfRange(bits, start, end),
            Arrays.copyOfRange(idiomBits, start, end),
            Arrays.copyOfRange(spellingBits, start, end));
  }

  public int size() {
    return tokens.size();
  }
}
