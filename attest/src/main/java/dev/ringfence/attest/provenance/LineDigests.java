package dev.ringfence.attest.provenance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/// Digests of lines that stay the same when code moves or is indented anew: whitespace and blank
/// lines do not count, as in `git patch-id`.
final class LineDigests {
  /// The name of this form in records.
  static final String FORM = "lines-v1";

  /* 48 bits a line: a record of thousands of lines stays small, and a run is known by its SHA-256. */
  private static final int BYTES = 6;
  static final int CHARACTERS = 8;

  /// A line of a file.
  ///
  /// @param number its number, from 1
  /// @param digest its digest
  record Line(int number, String digest) {}

  private LineDigests() {}

  /// The lines that count.
  ///
  /// @param first the number of the first line
  static List<Line> of(List<String> lines, int first) {
    List<Line> digests = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = normal(lines.get(i));
      if (!text.isEmpty()) {
        digests.add(new Line(first + i, digest(text)));
      }
    }
    return digests;
  }

  private static String normal(String line) {
    return line.replaceAll("\\s+", "");
  }

  private static String digest(String text) {
    byte[] full = DigestUtils.sha256(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, BYTES));
  }

  /// The digest of a run of lines.
  static String ofRun(List<Line> lines) {
    StringBuilder all = new StringBuilder();
    lines.forEach(line -> all.append(line.digest()));
    return DigestUtils.sha256Hex(all.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /// The digests of a run, one after another.
  static String joined(List<Line> lines) {
    StringBuilder all = new StringBuilder();
    lines.forEach(line -> all.append(line.digest()));
    return all.toString();
  }

  /// The digests that a record has.
  static List<String> split(String joined) {
    List<String> digests = new ArrayList<>();
    for (int at = 0; at + CHARACTERS <= joined.length(); at += CHARACTERS) {
      digests.add(joined.substring(at, at + CHARACTERS));
    }
    return digests;
  }
}
