package dev.ringfence.scanner.change.patch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.eclipse.jgit.util.io.BinaryDeltaInputStream;
import org.eclipse.jgit.util.io.BinaryHunkInputStream;

/// The content that a `GIT binary patch` brings: a literal, or a delta to the content before it.
///
/// @param isDelta whether it is a delta
/// @param size the announced size of what is inflated
/// @param inflated the literal or the delta; empty where it is damaged or larger than the limit
/// @param fault what is wrong with it
/// @param end the line behind it
record GitBinaryPatch(
    boolean isDelta, long size, Optional<byte[]> inflated, Optional<String> fault, int end) {
  /// The largest content that is decoded.
  private static final int MAX_BYTES = 64 << 20;

  /// Reads the lines behind `GIT binary patch`, with the block that undoes it.
  static GitBinaryPatch read(PatchLines lines, int from, Margin margin) {
    String head = margin.strip(lines.line(from));
    boolean delta = head.startsWith("delta ");
    if ((!delta && !head.startsWith("literal "))
        || !head.substring(head.indexOf(' ') + 1).matches("\\d{1,15}")) {
      return new GitBinaryPatch(
          false, 0, Optional.empty(), Optional.of("a git binary patch without its data"), from);
    }
    long size = Long.parseLong(head.substring(head.indexOf(' ') + 1));
    StringBuilder data = new StringBuilder();
    int at = block(lines, from + 1, margin, data);
    // The block that undoes the patch adds nothing.
    String next = margin.strip(lines.line(at));
    if (next.matches("(?:literal|delta) \\d{1,15}")) {
      at = block(lines, at + 1, margin, new StringBuilder());
    }
    if (size > MAX_BYTES) {
      return new GitBinaryPatch(delta, size, Optional.empty(), Optional.empty(), at);
    }
    try {
      return new GitBinaryPatch(
          delta, size, Optional.of(inflate(data.toString(), (int) size)), Optional.empty(), at);
    } catch (IOException | RuntimeException damaged) {
      return new GitBinaryPatch(
          delta,
          size,
          Optional.empty(),
          Optional.of("a git binary patch whose data is damaged"),
          at);
    }
  }

  /// Collects the lines of a block; returns the line behind the blank one that ends it.
  private static int block(PatchLines lines, int from, Margin margin, StringBuilder data) {
    int at = from;
    while (at < lines.size()) {
      String line = margin.strip(lines.line(at));
      if (line.isEmpty()) {
        return at + 1;
      }
      if (!line.matches("[A-Za-z][0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]{5,65}")) {
        return at;
      }
      data.append(line).append('\n');
      at++;
    }
    return at;
  }

  private static byte[] inflate(String data, int size) throws IOException {
    try (InputStream in =
        new InflaterInputStream(
            new BinaryHunkInputStream(
                new ByteArrayInputStream(data.getBytes(StandardCharsets.ISO_8859_1))))) {
      byte[] inflated = in.readNBytes(size);
      if (inflated.length != size || in.read() >= 0) {
        throw new IOException("another size than announced");
      }
      return inflated;
    }
  }

  /// The content after the change, with that before it for a delta; empty where it is not to be
  /// had.
  Optional<byte[]> content(Optional<byte[]> before) throws IOException {
    if (!isDelta || inflated.isEmpty()) {
      return inflated;
    }
    if (before.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (BinaryDeltaInputStream in =
        new BinaryDeltaInputStream(before.get(), new ByteArrayInputStream(inflated.get()))) {
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        content.write(buffer, 0, n);
        if (content.size() > MAX_BYTES) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(content.toByteArray());
  }
}
