package dev.ringfence.fingerprints.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns the bytes of a file into text, or says that they are none. UTF-8, UTF-16 and UTF-32 in
/// both byte orders, with and without a byte-order mark, else Latin-1, in which any bytes are
/// valid. Reads no file.
public final class TextDecoder {
  /*
   * A byte-order mark is believed where the text behind it makes sense: PHP and shells run 8-bit text
   * behind FE FF. Without one, UTF-16 and UTF-32 are told by the zeros that stand at each second, or
   * at three of four places, of any program. NUL and lone carriage returns make no binary: compilers
   * take them, and lexers here take NUL for a blank.
   *
   * Binary is told by control characters, which text in any encoding lacks (random bytes are a tenth
   * control characters), and, where the name says nothing of code, by the letters that it lacks. What
   * its name calls code is always decoded: what can be read of it is judged, and where it does not
   * look like text, the caller is told that it was not read for certain.
   */

  /// What bytes hold.
  public sealed interface Decoded {}

  /// Text.
  ///
  /// @param text the text; a mark of UTF-16 or UTF-32 is left out of it, one of UTF-8 is U+FEFF
  /// @param encoding how it was read
  /// @param doubt why this may not be what a compiler reads, or empty: then the file may hold code
  ///   that was not read
  public record Text(String text, Encoding encoding, Optional<String> doubt) implements Decoded {}

  /// No text.
  ///
  /// @param kind what it is, as `PNG image`, or `binary content` where nothing tells
  /// @param mayBeCode whether it may be code all the same: its first line names an interpreter
  public record Binary(String kind, boolean mayBeCode) implements Decoded {}

  /// An encoding that is told here.
  public enum Encoding {
    /// UTF-8, with or without a mark.
    UTF_8(StandardCharsets.UTF_8),
    /// UTF-16, low byte first.
    UTF_16LE(StandardCharsets.UTF_16LE),
    /// UTF-16, high byte first.
    UTF_16BE(StandardCharsets.UTF_16BE),
    /// UTF-32, low byte first.
    UTF_32LE(StandardCharsets.UTF_32LE),
    /// UTF-32, high byte first.
    UTF_32BE(StandardCharsets.UTF_32BE),
    /// Any other 8-bit encoding, read as Latin-1.
    LATIN_1(StandardCharsets.ISO_8859_1);

    @SuppressWarnings("ImmutableEnumChecker") // charsets do not change
    private final Charset charset;

    Encoding(Charset charset) {
      this.charset = charset;
    }

    /// Bytes a unit: 1, 2 or 4.
    public int width() {
      return switch (this) {
        case UTF_8, LATIN_1 -> 1;
        case UTF_16LE, UTF_16BE -> 2;
        case UTF_32LE, UTF_32BE -> 4;
      };
    }
  }

  /// Text in an 8-bit encoding has fewer control characters than one in so many bytes.
  private static final int CONTROL_SHARE = 20;

  /// A stretch of text so long, of so many lines, inside of other bytes is read.
  private static final int LONG_STRETCH = 800;

  private static final int STRETCH_LINES = 12;

  private static final Pattern OTHER_ENCODING =
      Pattern.compile(
          "^(?:[^\\n\\r]*[\\n\\r]{1,2})?[ \\t\\f]*#[^\\n\\r]*?coding[:=][ \\t]*"
              + "(?:utf[-_]?7|u7|(?:raw[-_])?unicode[-_](?:escape|internal)|rot[-_]?13|punycode|idna"
              + "|string[-_]escape|hex|base64|quopri|uu|zlib|bz2|cp0?(?:37|273|424|500|875|1026|1140)"
              + "|ibm[-_]?0?\\d+|hz|iso[-_]?2022[-_]\\w+)\\b",
          Pattern.CASE_INSENSITIVE);

  /// Pairs or quads that a decision takes.
  private static final int FEW = 4;

  private TextDecoder() {}

  /// What the bytes of a file hold.
  ///
  /// @param path its path, of which the last name counts: what it calls code is always decoded
  public static Decoded decode(String path, byte[] bytes) {
    Shape shape = Shape.of(bytes);
    String text = shape.text(bytes);
    boolean named = LanguageDetector.namesCode(path);
    if (declaresOtherEncoding(path, bytes)) {
      return new Text(
          text, shape.encoding, Optional.of("it declares an encoding that is not read"));
    }
    Optional<String> magic = MagicNumbers.kind(bytes);
    if (shape.encoding.width() > 1) {
      boolean data = magic.isPresent() || MagicNumbers.isDataName(path);
      return data && !named
          ? new Binary(magic.orElse("binary content"), false)
          : new Text(text, shape.encoding, shape.doubt());
    }
    Likeness likeness = Likeness.of(bytes, shape);
    if (named) {
      return new Text(
          text,
          shape.encoding,
          likeness.hasControls() || likeness.lacksLetters()
              ? Optional.of("it does not look like text")
              : shape.doubt());
    }
    boolean proper = !likeness.hasControls() && likeness.isMostlyPrintable();
    if (proper && (magic.isEmpty() || shape.encoding == Encoding.UTF_8)) {
      return new Text(text, shape.encoding, shape.doubt());
    }
    if (startsLikeCode(bytes)) {
      return new Binary("binary content behind a first line of code", true);
    }
    if (magic.isPresent()) {
      return new Binary(magic.get(), false);
    }
    if (!MagicNumbers.isDataName(path) && likeness.longestStretch >= LONG_STRETCH) {
      return new Text(text, shape.encoding, shape.doubt());
    }
    return new Binary("binary content", false);
  }

  /// The text of bytes that are known to hold some: total.
  public static String text(byte[] bytes) {
    return Shape.of(bytes).text(bytes);
  }

  /// Python reads a source in the encoding that its first two lines declare; some of these give
  /// ASCII other meanings.
  private static boolean declaresOtherEncoding(String path, byte[] bytes) {
    boolean python =
        Language.ofPath(path).map(language -> language.isKin(Language.PYTHON)).orElse(false);
    if (!python && (bytes.length == 0 || bytes[0] != '#')) {
      return false;
    }
    String head = new String(bytes, 0, Math.min(bytes.length, 1000), StandardCharsets.ISO_8859_1);
    return OTHER_ENCODING.matcher(head).find();
  }

  private static boolean startsLikeCode(byte[] bytes) {
    return bytes.length > 2
        && ((bytes[0] == '#' && bytes[1] == '!') || (bytes[0] == '<' && bytes[1] == '?'));
  }

  /// The encoding of bytes, and how sure it is.
  ///
  /// @param skipped bytes of a mark that is no part of the text
  /// @param mixed whether units of another width speak against it
  private record Shape(Encoding encoding, int skipped, boolean mixed) {
    static Shape of(byte[] bytes) {
      int n = bytes.length;
      Encoding marked = mark(bytes);
      if (marked != null && marked.width() == 4) {
        Units quads = Units.of(bytes, 4, marked);
        // FF FE 00 00 may also be UTF-16 that begins with NUL.
        if (quads.valid * 10L >= (n / 4) * 9L) {
          return new Shape(marked, 4, quads.valid < n / 4 || n % 4 != 0);
        }
        marked = marked == Encoding.UTF_32LE ? Encoding.UTF_16LE : null;
      }
      if (marked != null) {
        Eight eight = Eight.of(bytes, 2);
        Units pairs = Units.of(bytes, 2, marked);
        if (!eight.isText() || pairs.plain > eight.printable / 2) {
          return new Shape(marked, 2, eightIn(pairs));
        }
        return eightBit(bytes, 2, pairs.plain > FEW);
      }
      boolean zeros = false;
      for (int i = 0; i < n && !zeros; i++) {
        zeros = bytes[i] == 0;
      }
      if (!zeros) {
        return eightBit(bytes, 0, false);
      }
      for (Encoding wide : new Encoding[] {Encoding.UTF_32LE, Encoding.UTF_32BE}) {
        Units quads = Units.of(bytes, 4, wide);
        if (quads.plain > FEW / 2
            && quads.plain * 4L >= n / 4
            && quads.valid * 10L >= (n / 4) * 9L) {
          return new Shape(wide, 0, quads.valid < n / 4 || n % 4 != 0);
        }
      }
      Units little = Units.of(bytes, 2, Encoding.UTF_16LE);
      Units big = Units.of(bytes, 2, Encoding.UTF_16BE);
      Units pairs = little.plain >= big.plain ? little : big;
      Encoding wide = little.plain >= big.plain ? Encoding.UTF_16LE : Encoding.UTF_16BE;
      if (pairs.plain > FEW / 2 && pairs.plain * 10L >= n / 2 * 3L && pairs.other * 20L <= n / 2) {
        // Both stand in it: the larger part decides, and somebody is told.
        return pairs.eight > pairs.plain
            ? eightBit(bytes, 0, true)
            : new Shape(wide, 0, eightIn(pairs));
      }
      return eightBit(bytes, 0, pairs.plain * 10L >= n / 2 && pairs.plain > 8L * FEW);
    }

    /// Whether pairs of UTF-16 hold a stretch of 8-bit text: letters of the Far East are not all
    /// made of two bytes of ASCII.
    private static boolean eightIn(Units pairs) {
      return pairs.eight > 8 * FEW && pairs.eight * 10L >= (pairs.eight + pairs.foreign) * 6L;
    }

    private static Shape eightBit(byte[] bytes, int skipped, boolean mixed) {
      return new Shape(isUtf8(bytes, skipped) ? Encoding.UTF_8 : Encoding.LATIN_1, skipped, mixed);
    }

    String text(byte[] bytes) {
      return new String(bytes, skipped, bytes.length - skipped, encoding.charset);
    }

    Optional<String> doubt() {
      return mixed ? Optional.of("it mixes encodings") : Optional.empty();
    }

    private static @Nullable Encoding mark(byte[] bytes) {
      int n = bytes.length;
      if (n >= 4 && bytes[2] == 0 && bytes[3] == 0 && starts(bytes, 0xff, 0xfe)) {
        return Encoding.UTF_32LE;
      }
      if (n >= 4 && starts(bytes, 0, 0) && bytes[2] == (byte) 0xfe && bytes[3] == (byte) 0xff) {
        return Encoding.UTF_32BE;
      }
      if (starts(bytes, 0xff, 0xfe)) {
        return Encoding.UTF_16LE;
      }
      return starts(bytes, 0xfe, 0xff) ? Encoding.UTF_16BE : null;
    }

    private static boolean starts(byte[] bytes, int first, int second) {
      return bytes.length >= 2 && bytes[0] == (byte) first && bytes[1] == (byte) second;
    }
  }

  /// Pairs or quads of bytes, counted.
  ///
  /// @param plain letters of ASCII
  /// @param valid code points
  /// @param eight pairs that are two letters of ASCII in an 8-bit text
  /// @param foreign pairs without a zero that are no such letters
  /// @param other pairs with a zero that no text in this encoding holds
  private record Units(int plain, int valid, int eight, int foreign, int other) {
    static Units of(byte[] bytes, int width, Encoding encoding) {
      boolean little = encoding == Encoding.UTF_16LE || encoding == Encoding.UTF_32LE;
      int plain = 0;
      int valid = 0;
      int eight = 0;
      int foreign = 0;
      int other = 0;
      for (int at = 0; at + width <= bytes.length; at += width) {
        long unit = 0;
        for (int i = 0; i < width; i++) {
          unit = (unit << 8) | (bytes[little ? at + width - 1 - i : at + i] & 0xff);
        }
        valid += unit <= Character.MAX_CODE_POINT && !isSurrogate(unit, width) ? 1 : 0;
        if (unit < 0x80 && isPrintable((byte) unit)) {
          plain++;
        } else if (isPrintable(bytes[at]) && isPrintable(bytes[at + 1])) {
          eight++;
        } else if (bytes[at] != 0 && bytes[at + 1] != 0) {
          foreign++;
        } else if (unit > 0xff && Character.getType((int) Math.min(unit, 0xffff)) == 0) {
          other++;
        }
      }
      return new Units(plain, valid, eight, foreign, other);
    }

    private static boolean isSurrogate(long unit, int width) {
      return width == 4 && unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE;
    }
  }

  /// The bytes behind a mark, as 8-bit text.
  private record Eight(int printable, int zeros, int length, boolean utf8) {
    static Eight of(byte[] bytes, int from) {
      int printable = 0;
      int zeros = 0;
      for (int i = from; i < bytes.length; i++) {
        printable += isPrintable(bytes[i]) ? 1 : 0;
        zeros += bytes[i] == 0 ? 1 : 0;
      }
      return new Eight(printable, zeros, bytes.length - from, isUtf8(bytes, from));
    }

    /// Letters of UTF-16 without a zero are Chinese, Japanese or Korean, and no valid UTF-8.
    boolean isText() {
      return length > 2
          && zeros * 4L <= length
          && (utf8 || printable * 20L >= (length - zeros) * 17L);
    }
  }

  /// How much 8-bit bytes look like text; NUL is left out.
  private record Likeness(
      int length,
      int controls,
      int printable,
      int letters,
      int high,
      boolean utf8,
      int longestStretch) {
    static Likeness of(byte[] bytes, Shape shape) {
      int length = 0;
      int controls = 0;
      int printable = 0;
      int letters = 0;
      int high = 0;
      int longest = 0;
      int stretch = 0;
      int lines = 0;
      for (int i = shape.skipped; i < bytes.length; i++) {
        byte b = bytes[i];
        if (isPrintable(b)) {
          printable++;
          letters += isLetter(b) ? 1 : 0;
          stretch++;
          lines += b == '\n' || b == '\r' ? 1 : 0;
          if (lines >= STRETCH_LINES) {
            longest = Math.max(longest, stretch);
          }
        } else {
          high += b < 0 ? 1 : 0;
          // A NUL or a letter of another alphabet inside of text does not end it.
          if (b != 0 && !(b < 0 && shape.encoding == Encoding.UTF_8)) {
            controls += b > 0 && !isHarmless(b) ? 1 : 0;
            stretch = 0;
            lines = 0;
          }
        }
        length += b != 0 ? 1 : 0;
      }
      boolean utf8 = shape.encoding == Encoding.UTF_8;
      return new Likeness(length, controls, printable, letters, high, utf8, longest);
    }

    boolean hasControls() {
      return controls * (long) CONTROL_SHARE > length;
    }

    /// No program in an 8-bit encoding goes without letters of ASCII; one in EBCDIC does.
    boolean lacksLetters() {
      return !utf8 && length > 0 && letters * 10L < length;
    }

    /// Three of four bytes; of those in an unknown encoding half.
    boolean isMostlyPrintable() {
      long good = utf8 ? (long) (printable + high) * 2 : printable * 2L + high;
      return good * 2 >= length * 3L;
    }
  }

  private static boolean isPrintable(byte b) {
    return (b >= ' ' && b < 0x7f) || (b >= '\t' && b <= '\r');
  }

  private static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  /// Escape sequences of terminals, Ctrl-Z, backspaces of old manuals.
  private static boolean isHarmless(byte b) {
    return b == 0x1b || b == 0x1a || b == '\b';
  }

  private static boolean isUtf8(byte[] bytes, int from) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, bytes.length - from));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }
}
