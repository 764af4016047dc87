package org.example.loom;

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

  /// Reads bytes in the encoding that [TextDecoder] tells. The label is not used for anything but
  /// messages.
  public static SourceText ofBytes(byte[] bytes, Language language, String label) {
    return new SourceText(decode(bytes), language, label);
  }

  /// The text of bytes, in the encoding that [TextDecoder] tells.
  public static String decode(byte[] bytes) {
    return TextDecoder.text(bytes);
  }
}
