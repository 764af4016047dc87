package org.example.loom;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/// Words with the lines that they stand on. A word is two letters or more; case does not count, nor
/// do the marks between words, so that a comment may be wrapped or indented in another way.
public final class Prose {
  private static final int SHORTEST = 2;

  private String[] words = new String[64];
  private int[] lines = new int[64];
  private int size;

  /// No words.
  public Prose() {}

  /// Adds the words of a stretch of text.
  ///
  /// @param lineOf the line of an offset into the text
  public void add(String text, int start, int end, IntUnaryOperator lineOf) {
    int from = -1;
    for (int i = start; i <= end; i++) {
      boolean letter = i < end && Character.isLetter(text.charAt(i));
      if (letter && from < 0) {
        from = i;
      } else if (!letter && from >= 0) {
        if (i - from >= SHORTEST) {
          add(text.substring(from, i).toLowerCase(Locale.ROOT), lineOf.applyAsInt(from));
        }
        from = -1;
      }
    }
  }

  /// Adds all words of another text after these.
  public void addAll(Prose other) {
    addAll(other, line -> line);
  }

  /// Adds all words of another text after these.
  ///
  /// @param lineOf the line here of a line there
  public void addAll(Prose other, IntUnaryOperator lineOf) {
    for (int i = 0; i < other.size; i++) {
      add(other.words[i], lineOf.applyAsInt(other.lines[i]));
    }
  }

  private void add(String word, int line) {
    if (size == words.length) {
      words = Arrays.copyOf(words, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
    }
    words[size] = word;
    lines[size++] = line;
  }

  /// Takes the last words out, down to so many.
  void truncate(int kept) {
    size = kept;
  }

  /// The number of words.
  public int size() {
    return size;
  }

  /// A word, in lower case.
  public String word(int i) {
    return words[i];
  }

  /// The line of a word.
  public int line(int i) {
    return lines[i];
  }
}
