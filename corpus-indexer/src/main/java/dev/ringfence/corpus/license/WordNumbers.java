package dev.ringfence.corpus.license;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The words of a text, runs of letters and digits in lower case, as the numbers that a list gives
/// them. Nothing is made of a word that is looked up. Not changed once it is built.
final class WordNumbers {
  /// The number of a word that is not in the list.
  static final int UNKNOWN = -1;

  /// Lower case of the letters and digits of ASCII; 0 for what is none.
  private static final char[] PLAIN = plain();

  private final List<char[]> words;

  /// The number of a word plus 1, by its hash; 0 where there is none.
  private final int[] table;

  /// Numbers words in their order.
  WordNumbers(List<String> all) {
    words = new ArrayList<>(all.size());
    table = new int[Integer.highestOneBit(Math.max(16, all.size())) * 4];
    for (String word : all) {
      char[] units = word.toCharArray();
      long hash = 0;
      for (char unit : units) {
        hash = step(hash, unit);
      }
      int slot = slot(hash);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      words.add(units);
      table[slot] = words.size();
    }
  }

  private static char[] plain() {
    char[] plain = new char[0x80];
    for (char c = 0; c < plain.length; c++) {
      plain[c] = Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : 0;
    }
    return plain;
  }

  private static long step(long hash, char unit) {
    return (hash ^ unit) * 0x100000001b3L;
  }

  private int slot(long hash) {
    long mixed = hash ^ (hash >>> 32);
    return (int) ((mixed * 0x9e3779b97f4a7c15L) >>> 40) & (table.length - 1);
  }

  /// How many words the list has.
  int size() {
    return words.size();
  }

  /// The numbers of the words of a text, [#UNKNOWN] for each that is not in the list.
  int[] of(String text) {
    char[] units = lowerCase(text);
    int[] numbers = new int[units.length / 2 + 1];
    int count = 0;
    int start = -1;
    long hash = 0;
    for (int i = 0; i < units.length; i++) {
      char c = units[i];
      if (c < PLAIN.length ? PLAIN[c] != 0 : Character.isLetterOrDigit(c)) {
        if (start < 0) {
          start = i;
          hash = 0;
        }
        hash = step(hash, c);
      } else if (start >= 0) {
        numbers[count++] = number(units, start, i, hash);
        start = -1;
      }
    }
    if (start >= 0) {
      numbers[count++] = number(units, start, units.length, hash);
    }
    return Arrays.copyOf(numbers, count);
  }

  private int number(char[] units, int start, int end, long hash) {
    int slot = slot(hash);
    while (table[slot] != 0) {
      char[] word = words.get(table[slot] - 1);
      if (Arrays.equals(word, 0, word.length, units, start, end)) {
        return table[slot] - 1;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return UNKNOWN;
  }

  /// The units of a text in lower case, as [String#toLowerCase] has it.
  private static char[] lowerCase(String text) {
    char[] units = text.toCharArray();
    int all = 0;
    for (int i = 0; i < units.length; i++) {
      char c = units[i];
      all |= c;
      if (c >= 'A' && c <= 'Z') {
        units[i] = (char) (c | 0x20);
      }
    }
    // Beyond ASCII a letter may depend on its neighbours, and become two.
    return all < PLAIN.length ? units : text.toLowerCase(Locale.ROOT).toCharArray();
  }

  /// The words of a text.
  static List<String> split(String text) {
    String low = text.toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= low.length(); i++) {
      boolean inside = i < low.length() && Character.isLetterOrDigit(low.charAt(i));
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        words.add(low.substring(start, i));
        start = -1;
      }
    }
    return words;
  }
}
