package dev.ringfence.scanner.match;

import dev.ringfence.scanner.change.HunkTokens;

/// A window of a hunk with the weights of its tokens.
///
/// @param tokens the tokens of the window
/// @param firstToken the first token of the window in its hunk
/// @param bits the information of each token as a symbol, capped
/// @param spellingBits what an equal spelling of each token adds; 0 for keywords and operators
record Query(HunkTokens tokens, int firstToken, float[] bits, float[] spellingBits) {
  int size() {
    return tokens.size();
  }
}
