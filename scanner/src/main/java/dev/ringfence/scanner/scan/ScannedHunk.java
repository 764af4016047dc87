package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.change.HunkTokens;
import java.nio.ByteBuffer;
import org.apache.commons.codec.digest.DigestUtils;

/// A hunk that was looked up.
///
/// @param path the file it is in
/// @param language the language it was read as
/// @param firstLine its first line on the new side, from 1
/// @param addedLines how many lines it adds
/// @param tokens how many tokens they hold
/// @param digest SHA-256 over the tokens' spellings, hex: the same after reformatting
public record ScannedHunk(
    String path, String language, int firstLine, int addedLines, int tokens, String digest) {
  static ScannedHunk of(String path, int firstLine, int addedLines, HunkTokens tokens) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      bytes.putInt(tokens.spellings()[i]);
    }
    return new ScannedHunk(
        path,
        tokens.language().id(),
        firstLine,
        addedLines,
        tokens.size(),
        DigestUtils.sha256Hex(bytes.array()));
  }
}
