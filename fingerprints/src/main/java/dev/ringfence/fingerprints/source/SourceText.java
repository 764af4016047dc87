package dev.ringfence.fingerprints.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A text in a language.
///
/// @param text the text; offsets into it count UTF-16 units from 0
/// @param language the language it is read as
/// @param label what messages call it, an opaque string and never a path to open
public record SourceText(String text, Language language, String label) {
  public SourceText {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(label, "label");
  }

  /// Reads bytes as UTF-8 where they are valid UTF-8, else as Latin-1, in which any bytes are
  /// valid. The label is not used for anything but messages.
  public static SourceText ofBytes(byte[] bytes, Language language, String label) {
    return new SourceText(decode(bytes), language, label);
  }

  /// UTF-16 where a byte-order mark says so, UTF-8 where valid, else Latin-1.
  public static String decode(byte[] bytes) {
    if (bytes.length >= 2
        && ((bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff)
            || (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe))) {
      return new String(bytes, StandardCharsets.UTF_16);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
