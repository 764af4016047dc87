package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.Escapes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Unicode escapes that stand outside of strings: Java translates all of them before it makes
/// tokens, so that the escapes of `i` and `f` make a keyword and that of LF ends a comment; other
/// languages let them stand for letters of names.
final class UnicodeEscapes {
  /// A text with its escapes translated.
  ///
  /// @param units the translated units
  /// @param length how many there are
  /// @param origins where each unit stands in the text, and, behind them, the length of the text
  @SuppressWarnings("ArrayRecordComponent")
  record Translated(char[] units, int length, int[] origins) {}

  private UnicodeEscapes() {}

  /// The text as the language's lexer sees it; null where it holds no escape that counts.
  static @Nullable Translated translate(Language language, String text) {
    Escapes escapes = language.profile().characters().escapes();
    if (escapes == Escapes.STRINGS_ONLY) {
      return null;
    }
    boolean all = escapes == Escapes.EVERYWHERE;
    int next = next(text, 0);
    if (next < 0) {
      return null;
    }
    char[] units = new char[text.length()];
    int[] origins = new int[text.length() + 1];
    int size = 0;
    int at = 0;
    boolean any = false;
    while (next >= 0) {
      for (; at < next; at++) {
        units[size] = text.charAt(at);
        origins[size++] = at;
      }
      int end = endOfEscape(text, next);
      int point = end < 0 || isEscaped(text, next) ? -1 : codePoint(text, next, end);
      if (point >= 0 && (all || Character.isUnicodeIdentifierPart(point) || point == '$')) {
        any = true;
        for (char unit : Character.toChars(point)) {
          units[size] = unit;
          origins[size++] = next;
        }
        at = end;
      }
      next = next(text, Math.max(at, next + 1));
    }
    if (!any) {
      return null;
    }
    for (; at < text.length(); at++) {
      units[size] = text.charAt(at);
      origins[size++] = at;
    }
    origins[size] = at;
    return new Translated(units, size, Arrays.copyOf(origins, size + 1));
  }

  private static int next(String text, int from) {
    int small = text.indexOf("\\u", from);
    int large = text.indexOf("\\U", from);
    return small < 0 || large < 0 ? Math.max(small, large) : Math.min(small, large);
  }

  /// Whether the backslash is one that another one escapes.
  private static boolean isEscaped(String text, int backslash) {
    int before = backslash;
    while (before > 0 && text.charAt(before - 1) == '\\') {
      before--;
    }
    return (backslash - before) % 2 == 1;
  }

  /// Where an escape ends; -1 where none begins. Four digits behind one or more `u`, up to eight in
  /// braces, or eight behind a `U`.
  private static int endOfEscape(String text, int backslash) {
    int at = backslash + 2;
    int digits = 4;
    if (text.charAt(backslash + 1) == 'U') {
      digits = 8;
    } else {
      if (at < text.length() && text.charAt(at) == '{') {
        int close = text.indexOf('}', at);
        return close > at + 1 && close <= at + 9 && areHex(text, at + 1, close) ? close + 1 : -1;
      }
      while (at < text.length() && text.charAt(at) == 'u') {
        at++;
      }
    }
    int end = at + digits;
    return end <= text.length() && areHex(text, at, end) ? end : -1;
  }

  private static boolean areHex(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }

  private static int codePoint(String text, int start, int end) {
    long point = 0;
    for (int i = start + 2; i < end; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      point = digit < 0 ? point : point * 16 + digit;
    }
    return point <= Character.MAX_CODE_POINT ? (int) point : -1;
  }
}
