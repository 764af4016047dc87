package dev.ringfence.scanner.change.patch;

import dev.ringfence.fingerprints.source.TextDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The lines of a patch, ended by LF alone as git and `patch` see them. Each character of a line is
/// one of its bytes, so that each file of a patch can be decoded by itself.
///
/// @param text the lines without their LF
/// @param numbers the line of the input, from 1, that each came from
record PatchLines(List<String> text, int[] numbers) {
  /// A diff whose lines a terminal was to show in color.
  private static final Pattern COLORED =
      Pattern.compile("^(?:\\x1b\\[[0-9;:]*m)+[ \\t]*(?:diff |--- |\\+\\+\\+ |\\*\\*\\* |@@|[+-])");

  private static final Pattern COLOR = Pattern.compile("\\x1b\\[[0-9;:]*[mK]");

  /// One zero in so many bytes tells UTF-16.
  private static final int ZEROS = 4;

  /// The lines of an input.
  static PatchLines of(byte[] input, Faults faults) {
    byte[] bytes = asUtf8(input, faults);
    List<String> lines = new ArrayList<>();
    int start = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
    boolean colored = false;
    for (int i = start; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(bytesAsText(bytes, start, i));
        start = i + 1;
      }
    }
    if (start < bytes.length) {
      lines.add(bytesAsText(bytes, start, bytes.length));
    }
    for (String line : lines) {
      colored |= !line.isEmpty() && line.charAt(0) == '\033' && COLORED.matcher(line).find();
    }
    if (colored) {
      lines.replaceAll(
          line -> line.indexOf('\033') < 0 ? line : COLOR.matcher(line).replaceAll(""));
    }
    int[] numbers = new int[lines.size()];
    Arrays.setAll(numbers, i -> i + 1);
    return new PatchLines(lines, numbers);
  }

  private static String bytesAsText(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /// What a shell writes as UTF-16, as UTF-8; all else as it is.
  private static byte[] asUtf8(byte[] bytes, Faults faults) {
    if (!hasZeros(bytes)
        || !(TextDecoder.decode("input.patch", bytes) instanceof TextDecoder.Text text)
        || text.encoding().width() == 1) {
      return bytes;
    }
    text.doubt()
        .ifPresent(doubt -> faults.add(1, "the encoding of the input is in doubt: " + doubt));
    return text.text().getBytes(StandardCharsets.UTF_8);
  }

  /// All of UTF-16 but letters of the Far East has zeros.
  private static boolean hasZeros(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  int size() {
    return text.size();
  }

  /// A line without its CR; empty behind the last one.
  String line(int at) {
    return at < size() ? withoutCr(text.get(at)) : "";
  }

  /// The number of a line in the input; behind the last one, that of the last.
  int number(int at) {
    return size() == 0 ? 1 : numbers[Math.min(at, size() - 1)];
  }

  static String withoutCr(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /// The text of bytes of a name.
  static String decode(String bytesAsText) {
    return TextDecoder.text(bytesAsText.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// The text of lines of one file: as many lines. Zeros of UTF-16 and UTF-32 are left out, since a
  /// hunk may cut such a text in the middle of a character.
  static List<String> decode(List<String> bytesAsText) {
    String all = String.join("\n", bytesAsText);
    long zeros = all.chars().filter(c -> c == 0).count();
    if (zeros * ZEROS >= all.length() && zeros > 0) {
      return bytesAsText.stream()
          .map(line -> line.replace("\0", "").replaceFirst("^(?:\u00ff\u00fe|\u00fe\u00ff)", ""))
          .toList();
    }
    // What looks like a mark of UTF-16 is none behind so few zeros.
    byte[] bytes = all.getBytes(StandardCharsets.ISO_8859_1);
    String text = new String(bytes, StandardCharsets.UTF_8);
    return List.of((text.indexOf('\ufffd') < 0 ? text : all).split("\n", -1));
  }
}
