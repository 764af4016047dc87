package dev.ringfence.fingerprints.token;

import java.util.Map;

/// The symbols of operators without making strings of them.
final class Operators {
  private static final int[] SINGLE = single();
  private static final int MASK = 1023;
  private static final long[] KEYS = new long[MASK + 1];
  private static final int[] SYMBOLS = new int[MASK + 1];

  static {
    for (int symbol = 0; symbol < Alphabet.size(); symbol++) {
      String spelling = Alphabet.spelling(symbol);
      if (spelling.length() <= 4 && !Character.isLetter(spelling.charAt(0))) {
        long key = 0;
        for (int i = 0; i < spelling.length(); i++) {
          key = (key << 16) | spelling.charAt(i);
        }
        int slot = slot(key);
        while (KEYS[slot] != 0) {
          slot = (slot + 1) & MASK;
        }
        KEYS[slot] = key;
        SYMBOLS[slot] = symbol;
      }
    }
  }

  /// Fortran's operators in letters, and what other languages write for them.
  private static final Map<String, Integer> IN_LETTERS =
      Map.ofEntries(
          Map.entry(".eq.", Alphabet.ofOperator("==")),
          Map.entry(".ne.", Alphabet.ofOperator("!=")),
          Map.entry(".lt.", Alphabet.ofOperator("<")),
          Map.entry(".le.", Alphabet.ofOperator("<=")),
          Map.entry(".gt.", Alphabet.ofOperator(">")),
          Map.entry(".ge.", Alphabet.ofOperator(">=")),
          Map.entry(".and.", Alphabet.ofOperator("&&")),
          Map.entry(".or.", Alphabet.ofOperator("||")),
          Map.entry(".not.", Alphabet.ofOperator("!")),
          Map.entry(".true.", Alphabet.ofOperator("true")),
          Map.entry(".false.", Alphabet.ofOperator("false")));

  private Operators() {}

  private static int[] single() {
    int[] symbols = new int[128];
    for (char c = 0; c < symbols.length; c++) {
      symbols[c] = Alphabet.ofOperator(String.valueOf(c));
    }
    return symbols;
  }

  private static int slot(long key) {
    return (int) ((key * 0x9e3779b97f4a7c15L) >>> 54);
  }

  /// The symbol of an operator, bracket or preprocessor head; [Alphabet#UNKNOWN] outside the list.
  static int symbol(TextUnits text, int start, int end) {
    int length = end - start;
    byte[] bytes = text.bytes();
    byte first = bytes[start];
    if (length == 1 && first >= 0) {
      return SINGLE[first];
    }
    if (first == '.' && length >= 4 && bytes[end - 1] == '.' && bytes[start + 1] >= 'a') {
      Integer symbol = IN_LETTERS.get(text.text(start, end));
      return symbol == null ? Alphabet.UNKNOWN : symbol;
    }
    if (length > 4 || first == '#') {
      // The heads of preprocessor lines: blanks may stand after the number sign.
      return Alphabet.ofOperator(text.text(start, end).replace(" ", "").replace("\t", ""));
    }
    long key = 0;
    for (int i = start; i < end; i++) {
      key = (key << 16) | (bytes[i] & 0xff);
    }
    int slot = slot(key);
    while (KEYS[slot] != 0) {
      if (KEYS[slot] == key) {
        return SYMBOLS[slot];
      }
      slot = (slot + 1) & MASK;
    }
    return Alphabet.UNKNOWN;
  }
}
