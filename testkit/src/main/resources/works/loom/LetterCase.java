package org.example.loom;

import org.example.loom.Language;

/// What the letters of a name say it is, by the conventions of nearly every language: `count` and
/// `nextItem` are variables and functions, `Matrix` is a type, `MAX_SIZE` a constant. Renaming
/// keeps to it: a constant becomes another constant. Four bits.
public final class LetterCase {
  /// Says nothing: no letters, letters without case, a language that ignores case.
  public static final byte NONE = 0;

  /// The first letter is small.
  public static final byte SMALL = 1;

  /// The first letter is a capital, some other one is not.
  public static final byte CAPITALISED = 2;

  /// Two letters or more, capitals all.
  public static final byte CAPITALS = 3;

  /// A single capital: a type or a constant.
  public static final byte CAPITAL = 4;

  private LetterCase() {}

  /// The case of the name in `text[start..end)`.
  public static byte of(Language language, CharSequence text, int start, int end) {
    if (language.ignoresCase()) {
      return NONE;
    }
    int capitals = 0;
    for (int i = start; i < end; i++) {
      char unit = text.charAt(i);
      if (Character.isLowerCase(unit)) {
        return capitals == 0 ? SMALL : CAPITALISED;
      }
      if (Character.isUpperCase(unit)) {
        capitals++;
      } else if (Character.isLetter(unit)) {
        return NONE;
      }
    }
    return capitals == 0 ? NONE : capitals == 1 ? CAPITAL : CAPITALS;
  }

  /// Whether both cases say something, and not the same.
  public static boolean areUnlike(byte one, byte other) {
    if (one == other || one == NONE || other == NONE) {
      return false;
    }
    return one == SMALL || other == SMALL || (one != CAPITAL && other != CAPITAL);
  }
}
