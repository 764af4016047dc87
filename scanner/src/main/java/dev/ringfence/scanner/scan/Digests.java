package dev.ringfence.scanner.scan;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.DigestUtils;

/// Digests as reports write them.
final class Digests {
  private Digests() {}

  /// SHA-256 of a text as UTF-8, `sha256:` and hex.
  static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// SHA-256 of bytes, `sha256:` and hex.
  static String of(byte[] bytes) {
    return "sha256:" + DigestUtils.sha256Hex(bytes);
  }
}
