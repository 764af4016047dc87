package dev.ringfence.scanner.change.patch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  /// Share of zeros, in percent, that tells UTF-16 without a mark.
  private static final int ZEROS = 30;

  /// The lines of an input.
  static PatchLines of(byte[] input) {
    byte[] bytes = asUtf8(input);
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
  private static byte[] asUtf8(byte[] bytes) {
    Charset wide = wide(bytes);
    if (wide == null) {
      return bytes;
    }
    String text = new String(bytes, wide);
    return (text.startsWith("\ufeff") ? text.substring(1) : text).getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable Charset wide(byte[] bytes) {
    if (startsWith(bytes, 0xff, 0xfe)) {
      return StandardCharsets.UTF_16LE;
    }
    if (startsWith(bytes, 0xfe, 0xff)) {
      return StandardCharsets.UTF_16BE;
    }
    int[] zeros = new int[2];
    for (int i = 0; i < bytes.length; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    long half = Math.max(1, bytes.length / 2);
    if (zeros[1] * 100L / half >= ZEROS && zeros[0] * 20L < zeros[1]) {
      return StandardCharsets.UTF_16LE;
    }
    return zeros[0] * 100L / half >= ZEROS && zeros[1] * 20L < zeros[0]
        ? StandardCharsets.UTF_16BE
        : null;
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

  /// The text of bytes: UTF-8 where valid, else Latin-1.
  static String decode(String bytesAsText) {
    byte[] bytes = bytesAsText.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return bytesAsText;
    }
  }
}
