package dev.ringfence.scanner.change;

import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Tokens;

/// Counts what speaks for code and for prose among tokens.
///
/// @param fixed keywords, operators and brackets
/// @param namePairs names side by side, as in prose
record TokenKinds(int fixed, int namePairs) {
  static TokenKinds of(Tokens tokens) {
    int fixed = 0;
    int namePairs = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (!Alphabet.isOpen(tokens.symbol(i))) {
        fixed++;
      } else if (i > 0
          && tokens.symbol(i) == Alphabet.NAME
          && tokens.symbol(i - 1) == Alphabet.NAME) {
        namePairs++;
      }
    }
    return new TokenKinds(fixed, namePairs);
  }
}
