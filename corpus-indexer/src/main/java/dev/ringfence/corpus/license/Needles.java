package dev.ringfence.corpus.license;

import java.util.List;

/// Finds words of a small list in a text, all in one pass.
final class Needles {
  private static final int PAIRS = 1 << 14;

  private final List<String> words;

  /// By the first two characters of a word, seven bits each: whether some word begins so.
  private final boolean[] begins = new boolean[PAIRS];

  /// Looks for words of two characters of ASCII or more, 64 at most.
  Needles(List<String> words) {
    this.words = List.copyOf(words);
    for (String word : words) {
      begins[pair(word.charAt(0), word.charAt(1))] = true;
    }
  }

  private static int pair(int first, int second) {
    return (first & 0x7f) << 7 | (second & 0x7f);
  }

  /// Where the next word of the list begins at or after an offset, or -1.
  int next(String text, int from) {
    int last = text.length() - 1;
    if (from > last) {
      return -1;
    }
    int first = text.charAt(from);
    for (int i = from; i < last; i++) {
      int second = text.charAt(i + 1);
      if (begins[pair(first, second)] && at(text, i) >= 0) {
        return i;
      }
      first = second;
    }
    return -1;
  }

  /// The number in the list of a word that begins at an offset, or -1.
  private int at(String text, int offset) {
    for (int w = 0; w < words.size(); w++) {
      if (text.startsWith(words.get(w), offset)) {
        return w;
      }
    }
    return -1;
  }

  /// Whether some word of the list stands in a text.
  boolean standIn(String text) {
    return next(text, 0) >= 0;
  }

  /// Which words of the list stand in a text: bit N for word N.
  long allIn(String text) {
    long found = 0;
    for (int i = next(text, 0); i >= 0; i = next(text, i + 1)) {
      for (int w = 0; w < words.size(); w++) {
        if ((found >>> w & 1) == 0 && text.startsWith(words.get(w), i)) {
          found |= 1L << w;
        }
      }
    }
    return found;
  }
}
