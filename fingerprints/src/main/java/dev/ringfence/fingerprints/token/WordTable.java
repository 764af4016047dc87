package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.Language;
import java.util.Map;
import java.util.Set;

/// The keywords of a language by the hash of their spelling, so that a word that is none costs one
/// look. Immutable.
final class WordTable {
  /// Words that may begin an import or a package clause.
  private static final Set<String> IMPORTS =
      Set.of("import", "package", "using", "use", "from", "cimport");

  private static final int IMPORT_BIT = 1 << 30;

  private static final WordTable[] TABLES = tables();

  private final int mask;
  private final int[] hashes;
  private final int[] words;
  private final char[][] spellings;

  private WordTable(Map<String, Integer> symbols) {
    int capacity = Integer.highestOneBit(Math.max(8, symbols.size() * 4)) << 1;
    mask = capacity - 1;
    hashes = new int[capacity];
    words = new int[capacity];
    spellings = new char[capacity][];
    symbols.forEach((word, symbol) -> {
      char[] spelling = word.toCharArray();
      int hash = hash(spelling, 0, spelling.length);
      int slot = hash & mask;
      while (spellings[slot] != null) {
        slot = (slot + 1) & mask;
      }
      hashes[slot] = hash;
      words[slot] = symbol | (IMPORTS.contains(word) ? IMPORT_BIT : 0);
      spellings[slot] = spelling;
    });
  }

  private static WordTable[] tables() {
    int last = 0;
    for (Language language : Language.values()) {
      last = Math.max(last, language.number());
    }
    WordTable[] tables = new WordTable[last + 1];
    for (Language language : Language.values()) {
      Map<String, Integer> symbols = new java.util.HashMap<>(Alphabet.keywords(language));
      // A word may begin an import without being a keyword: `from` in Python is one, `use` in C
      // not.
      IMPORTS.forEach(word -> symbols.putIfAbsent(word, Alphabet.NAME));
      tables[language.number()] = new WordTable(symbols);
    }
    return tables;
  }

  static WordTable of(Language language) {
    return TABLES[language.number()];
  }

  /// The entry of a word, or -1 where it is a name like any other.
  int find(int hash, char[] text, int start, int end) {
    int slot = hash & mask;
    while (spellings[slot] != null) {
      if (hashes[slot] == hash && equal(spellings[slot], text, start, end)) {
        return words[slot];
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private static boolean equal(char[] spelling, char[] text, int start, int end) {
    if (end - start != spelling.length) {
      return false;
    }
    for (int i = 0; i < spelling.length; i++) {
      if (text[start + i] != spelling[i]) {
        return false;
      }
    }
    return true;
  }

  /// The symbol of an entry.
  static int symbol(int word) {
    return word & ~IMPORT_BIT;
  }

  /// Whether an entry may begin an import.
  static boolean isImport(int word) {
    return (word & IMPORT_BIT) != 0;
  }

  /// The hash of a spelling, four units a step; the top bit is set, so that it is never a symbol.
  static int hash(char[] text, int start, int end) {
    long h = 0x9e3779b97f4a7c15L ^ (end - start);
    int i = start;
    for (; i + 4 <= end; i += 4) {
      long four =
          text[i]
              | ((long) text[i + 1] << 16)
              | ((long) text[i + 2] << 32)
              | ((long) text[i + 3] << 48);
      h = (h ^ four) * 0xbf58476d1ce4e5b9L;
      h ^= h >>> 29;
    }
    if (i < end) {
      long rest = text[i];
      if (i + 1 < end) {
        rest |= (long) text[i + 1] << 16;
      }
      if (i + 2 < end) {
        rest |= (long) text[i + 2] << 32;
      }
      h = (h ^ rest) * 0xbf58476d1ce4e5b9L;
    }
    h = (h ^ (h >>> 32)) * 0x94d049bb133111ebL;
    return (int) (h >>> 32) | 0x8000_0000;
  }
}
