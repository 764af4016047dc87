package dev.ringfence.audit.answer;

import java.util.Arrays;
import java.util.Locale;

/// A file of the commit that is asked about.
///
/// @param path its path
/// @param rawPath the bytes of its path, which need not be text
/// @param blob the id of its content, hex
/// @param mode git's mode of it, octal
public record HeadFile(String path, byte[] rawPath, String blob, String mode) {
  /// Its path behind a prefix as patches write it: in quotes where it holds more than plain
  /// characters.
  String inPatch(String prefix) {
    StringBuilder quoted = new StringBuilder(prefix);
    boolean plain = true;
    for (byte each : rawPath) {
      int c = each & 0xff;
      if (c == '"' || c == '\\') {
        quoted.append('\\').append((char) c);
        plain = false;
      } else if (c < ' ' || c >= 0x7f) {
        quoted.append(String.format(Locale.ROOT, "\\%03o", c));
        plain = false;
      } else {
        quoted.append((char) c);
      }
    }
    return plain ? quoted.toString() : "\"" + quoted + "\"";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeadFile file
        && Arrays.equals(rawPath, file.rawPath)
        && blob.equals(file.blob)
        && mode.equals(file.mode);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rawPath);
  }

  @Override
  public String toString() {
    return path;
  }
}
