package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.CharacterTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Characters;
import dev.ringfence.fingerprints.source.LanguageProfile.Separators;

/// What stands between tokens without being ASCII: NUL, the white space of Unicode, characters that
/// only format. Compilers pass over one or the other; lexers here see a blank for all of them. In a
/// string or comment that makes no difference, since spellings are those of the text.
final class Blanks {
  /*
   * A character that formats and stands inside of a word stays a part of it: Java, Swift and C take it
   * there. To PHP, Ruby, Perl and shells all that is not ASCII is a letter, white space too.
   */
  private static final char NUL = 0;
  private static final char CTRL_Z = 0x1a;
  private static final char NEXT_LINE = 0x85;
  private static final char NO_BREAK_SPACE = 0xa0;
  private static final char SOFT_HYPHEN = 0xad;
  private static final char BYTE_ORDER_MARK = 0xfeff;

  private Blanks() {}

  /// Fills the blanks of a text that was just read.
  static void fill(Language language, TextUnits text, String source) {
    Characters characters = language.profile().characters();
    boolean formFeedEnds = characters.has(CharacterTrait.FORM_FEED_ENDS);
    boolean letters = characters.has(CharacterTrait.LETTERS_BEYOND_ASCII);
    if (!text.isWide()
        && source.indexOf(NUL) < 0
        && source.indexOf(CTRL_Z) < 0
        && source.indexOf(NEXT_LINE) < 0
        && source.indexOf(SOFT_HYPHEN) < 0
        && !(letters && source.indexOf(NO_BREAK_SPACE) >= 0)
        && !(formFeedEnds && source.indexOf('\f') >= 0)) {
      return;
    }
    boolean controlZEnds = characters.has(CharacterTrait.CONTROL_Z_ENDS);
    Separators separators = characters.separators();
    boolean nextLineEnds = separators == Separators.LINE_ENDS && !hasOtherC1(source);
    for (int i = 0; i < text.length(); i++) {
      char unit = text.units()[i];
      if (unit == NUL || unit == CTRL_Z) {
        text.put(i, unit == CTRL_Z && controlZEnds ? '\n' : ' ');
      } else if (unit == '\f') {
        if (formFeedEnds) {
          text.put(i, '\n');
        }
      } else if (unit >= NEXT_LINE) {
        other(separators, text, i, letters, nextLineEnds);
      }
    }
  }

  private static void other(
      Separators separators, TextUnits text, int at, boolean letters, boolean nextLineEnds) {
    char unit = text.units()[at];
    boolean formats = isFormat(unit);
    if (!formats && !isSpace(unit)) {
      return;
    }
    if (letters) {
      if ((unit == NO_BREAK_SPACE || unit == BYTE_ORDER_MARK || (unit >= 0x2028 && unit <= 0x2029))
          && isInWord(text, at)) {
        text.put(at, '\u00e9');
      }
      return;
    }
    if (unit == '\u2028' || unit == '\u2029') {
      if (separators != Separators.LEXED) {
        text.put(at, separators == Separators.LINE_ENDS ? '\n' : ' ');
      }
    } else if (unit == NEXT_LINE) {
      text.put(at, nextLineEnds ? '\n' : ' ');
    } else if (!formats || unit == BYTE_ORDER_MARK || !isInWord(text, at)) {
      text.put(at, ' ');
    }
  }

  /// An ellipsis of Windows stands where NEL does.
  private static boolean hasOtherC1(String text) {
    return text.chars().anyMatch(c -> c >= 0x80 && c < NO_BREAK_SPACE && c != NEXT_LINE);
  }

  private static boolean isSpace(char unit) {
    return unit == NEXT_LINE
        || unit == NO_BREAK_SPACE
        || unit == 0x1680
        || (unit >= 0x2000 && unit <= 0x200a)
        || unit == 0x2028
        || unit == 0x2029
        || unit == 0x202f
        || unit == 0x205f
        || unit == 0x3000;
  }

  private static boolean isFormat(char unit) {
    return unit == SOFT_HYPHEN || (unit >= 0x600 && Character.getType(unit) == Character.FORMAT);
  }

  /// Whether letters stand on both sides, others of its kind passed over.
  private static boolean isInWord(TextUnits text, int at) {
    int before = at - 1;
    while (before >= 0 && isFormat(text.units()[before])) {
      before--;
    }
    int after = at + 1;
    while (after < text.length() && isFormat(text.units()[after])) {
      after++;
    }
    return before >= 0
        && after < text.length()
        && isLetter(text.units()[before])
        && isLetter(text.units()[after]);
  }

  private static boolean isLetter(char unit) {
    return unit < 0x80
        ? Character.isLetterOrDigit(unit) || unit == '_' || unit == '$'
        : !isSpace(unit);
  }
}
