package dev.ringfence.scanner.change;

import dev.ringfence.fingerprints.token.Alphabet;

/// Counts what speaks for code and for prose among tokens.
///
/// @param fixed keywords, operators and brackets
/// @param namePairs names side by side, as in prose
record TokenKinds(int fixed, int namePairs) {
  static TokenKinds of(int[] symbols, int count) {
    int fixed = 0;
    int namePairs = 0;
    for (int i = 0; i < count; i++) {
      if (!Alphabet.isOpen(symbols[i])) {
        fixed++;
      } else if (i > 0 && symbols[i] == Alphabet.NAME && symbols[i - 1] == Alphabet.NAME) {
        namePairs++;
      }
    }
    return new TokenKinds(fixed, namePairs);
  }
}
