package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.UnicodeEscapes.Translated;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The units of a text in arrays that are used again: one byte each, which is all there is to a
/// text in Latin-1, and all that tokens need to know of any other but for the spelling of its
/// words.
public final class TextUnits {
  /// What stands in the bytes for a unit outside Latin-1: a letter.
  private static final byte OUTSIDE = (byte) 0xff;

  /// Room for a look at eight bytes from any unit.
  private static final int SLACK = 8;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FACTOR = 0xbf58476d1ce4e5b9L;

  /// The hash of no unit at all.
  private static final long EMPTY = 0x94d049bb133111ebL;

  private char[] units = new char[1 << 12];
  private byte[] bytes = new byte[(1 << 12) + SLACK];
  private char[] spelled = {};
  private String source = "";
  private String written = "";
  private int length;
  private boolean wide;
  private boolean masked;
  private int @Nullable [] origins;

  /// No text.
  public TextUnits() {}

  /// Takes a text in place of the one before, as the compilers of a language see it: with its
  /// Unicode escapes translated, and blanks for white space and formats outside of ASCII.
  public void read(Language language, String text) {
    Translated translated = UnicodeEscapes.translate(language, text);
    if (translated == null) {
      read(text);
    } else {
      read(new String(translated.units(), 0, translated.length()));
      origins = translated.origins();
      written = text;
    }
    Blanks.fill(language, this, source);
  }

  /// Takes a text in place of the one before, as it is written.
  public void read(String text) {
    origins = null;
    length = text.length();
    masked = false;
    source = text;
    if (units.length < length) {
      units = new char[Math.max(length, units.length * 2)];
      bytes = new byte[units.length + SLACK];
    }
    char[] from = units;
    byte[] to = bytes;
    text.getChars(0, length, from, 0);
    int all = 0;
    for (int i = 0; i < length; i++) {
      to[i] = (byte) from[i];
      all |= from[i];
    }
    wide = all > 0xff;
    if (wide) {
      for (int i = 0; i < length; i++) {
        if (from[i] > 0xff) {
          to[i] = OUTSIDE;
        }
      }
    }
  }

  /// Makes ASCII letters lower case, for languages that do not tell the two apart. Words are looked
  /// for before.
  void lowerCase() {
    for (int i = 0; i < length; i++) {
      if (units[i] >= 'A' && units[i] <= 'Z') {
        units[i] = (char) (units[i] | 0x20);
        bytes[i] = (byte) units[i];
      }
    }
  }

  /// Puts blanks in the place of units, line ends left alone: a comment.
  void blank(int start, int end) {
    fill(start, end, ' ', true);
  }

  /// Puts blanks in the place of units and line ends.
  void join(int start, int end) {
    fill(start, end, ' ', false);
  }

  /// Puts U+0001 in the place of units, which is a string to the grammars.
  void literal(int start, int end) {
    fill(start, end, '\u0001', false);
  }

  /// Puts a unit in the place of another for lexers to see.
  void put(int at, char unit) {
    fill(at, at + 1, unit, false);
  }

  /// Turns places among the units into places in the text that was read.
  public void toSource(int[] offsets, int count) {
    int[] map = origins;
    if (map != null) {
      for (int i = 0; i < count; i++) {
        offsets[i] = map[offsets[i]];
      }
    }
  }

  /// Lexers see what is filled in; hashes are still those of the units that were read.
  private void fill(int start, int end, char unit, boolean keepLineEnds) {
    if (!masked) {
      if (spelled.length < length) {
        spelled = new char[units.length];
      }
      System.arraycopy(units, 0, spelled, 0, length);
      masked = true;
    }
    for (int i = start; i < end; i++) {
      if (!keepLineEnds || (units[i] != '\n' && units[i] != '\r')) {
        units[i] = unit;
        bytes[i] = (byte) unit;
      }
    }
  }

  /// Where a word stands at or after a unit, or -1.
  int indexOf(String word, int from) {
    if (!masked) {
      // The same text, searched by the machine's own instructions.
      return source.indexOf(word, from);
    }
    char first = word.charAt(0);
    int last = length - word.length();
    for (int i = from; i <= last; i++) {
      if (units[i] == first && startsWith(word, i)) {
        return i;
      }
    }
    return -1;
  }

  boolean contains(String word) {
    return indexOf(word, 0) >= 0;
  }

  boolean startsWith(String word, int at) {
    if (at + word.length() > length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (units[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The number of units.
  public int length() {
    return length;
  }

  /// Whether some unit is outside Latin-1.
  public boolean isWide() {
    return wide;
  }

  /// The units as bytes, one outside Latin-1 as a letter: the array itself, for loops.
  public byte[] bytes() {
    return bytes;
  }

  /// The units: the array itself, for loops.
  public char[] units() {
    return units;
  }

  /// The 64-bit hash of a spelling, eight units a step.
  long hash(int start, int end) {
    if (start == end) {
      // A mask for no unit is one for eight: Java shifts by the distance modulo 64.
      return EMPTY;
    }
    long h = 0x9e3779b97f4a7c15L ^ (end - start);
    int i = start;
    for (; end - i > 8; i += 8) {
      h = (h ^ eight(i, -1L)) * FACTOR;
      h ^= h >>> 29;
    }
    h = (h ^ eight(i, -1L >>> (8 * (8 - (end - i))))) * FACTOR;
    return (h ^ (h >>> 32)) * 0x94d049bb133111ebL;
  }

  /// Eight units in a word; with units outside Latin-1 their upper bytes are folded in.
  private long eight(int start, long mask) {
    long low = (long) EIGHT.get(bytes, start) & mask;
    if (!wide && !masked) {
      return low;
    }
    char[] from = masked ? spelled : units;
    long lower = 0;
    long upper = 0;
    for (int i = 0; i < 8 && start + i < length; i++) {
      lower |= (from[start + i] & 0xffL) << (8 * i);
      upper |= (long) (from[start + i] >>> 8) << (8 * i);
    }
    return (lower & mask) ^ ((upper & mask) * 0x94d049bb133111ebL);
  }

  /// The hash of units as they are written, escapes and all.
  long hashAsWritten(int start, int end) {
    int[] map = origins;
    if (map == null || map[end] - map[start] == end - start) {
      return hash(start, end);
    }
    TextUnits apart = new TextUnits();
    apart.read(written.substring(map[start], map[end]));
    return apart.hash(0, apart.length);
  }

  /// The 32-bit hash of a spelling; the top bit is set, so that it is never a symbol.
  static int fold(long hash) {
    return (int) (hash >>> 32) | 0x8000_0000;
  }

  /// Units as a string.
  String text(int start, int end) {
    return new String(units, start, end - start);
  }
}
