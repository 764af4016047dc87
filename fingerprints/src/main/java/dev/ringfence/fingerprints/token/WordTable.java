package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.Language;
import java.util.Map;
import java.util.Set;

/// The keywords of a language by the hash of their spelling, so that a word that is none costs one
/// look. Immutable.
final class WordTable {
  private static final int IMPORT_BIT = 1 << 30;

  private static final WordTable[] TABLES = tables();

  private final int mask;
  private final long[] hashes;
  private final int[] words;

  private WordTable(Map<String, Integer> symbols, Set<String> imports) {
    int capacity = Integer.highestOneBit(Math.max(8, symbols.size() * 4)) << 1;
    mask = capacity - 1;
    hashes = new long[capacity];
    words = new int[capacity];
    TextUnits text = new TextUnits();
    symbols.forEach((word, symbol) -> {
      text.read(word);
      long hash = text.hash(0, word.length());
      int slot = (int) hash & mask;
      while (hashes[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      hashes[slot] = hash;
      words[slot] = symbol | (imports.contains(word) ? IMPORT_BIT : 0);
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
      // A word may begin an import without being a keyword.
      Set<String> imports = language.profile().imports().words();
      imports.forEach(word -> symbols.putIfAbsent(word, Alphabet.NAME));
      tables[language.number()] = new WordTable(symbols, imports);
    }
    return tables;
  }

  static WordTable of(Language language) {
    return TABLES[language.number()];
  }

  /// The entry of the word with a 64-bit hash, or -1 where it is a name like any other. Two words
  /// of one hash are not told apart: with some hundred keywords that takes 2^57 names.
  int find(long hash) {
    int slot = (int) hash & mask;
    while (hashes[slot] != 0) {
      if (hashes[slot] == hash) {
        return words[slot];
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /// The symbol of an entry.
  static int symbol(int word) {
    return word & ~IMPORT_BIT;
  }

  /// Whether an entry may begin an import or a package clause.
  static boolean isImport(int word) {
    return (word & IMPORT_BIT) != 0;
  }
}
