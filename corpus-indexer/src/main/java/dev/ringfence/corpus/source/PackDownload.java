package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.commons.codec.digest.DigestUtils;

/// Downloads a file whose SHA-256 is known. What was there when a download broke off is kept, and
/// the next one goes on after it.
public final class PackDownload {
  private PackDownload() {}

  /// Fetches a file.
  ///
  /// @param url https, http or file
  /// @param sha256 its digest, 64 hexadecimal digits
  /// @param folder where it is kept while it comes; the caller deletes the file when it is used
  /// @param limit how long it may take
  /// @param progress hears how many bytes are there
  public static Path fetch(
      URI url, String sha256, Path folder, Duration limit, LongConsumer progress)
      throws IOException {
    Path target = Files.createDirectories(folder).resolve(sha256 + ".pack");
    try {
      new Download(limit, Optional.empty(), Optional.empty()).resume(url, target, progress);
    } catch (IOException e) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "pack/fetch-failed",
                  "the pack could not be fetched: " + e.getMessage(),
                  "check the address, and run the command again: it goes on where it stopped")
              .at(Download.shown(url)));
    }
    String found;
    try (var in = Files.newInputStream(target)) {
      found = DigestUtils.sha256Hex(in);
    }
    if (!found.equals(sha256)) {
      Files.deleteIfExists(target);
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "pack/wrong-digest",
                  "the pack has the SHA-256 " + found + ", not the one that was asked for",
                  "take address and digest from one place; `ringfence index export` prints the digest."
                      + " Nothing was imported")
              .at(Download.shown(url)));
    }
    return target;
  }
}
