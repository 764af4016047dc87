package dev.ringfence.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Opens the index that a change is checked against.
final class SearchedIndex {
  private SearchedIndex() {}

  /// The index; one without works is a fault, since nothing found in it would say nothing.
  static CorpusIndex open(Path path) throws IOException {
    CorpusIndex index = CorpusIndex.open(path);
    if (index.works().isEmpty()) {
      index.close();
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "index/empty",
              "the index holds no work; nothing was checked",
              "add works with `ringfence index add " + path + " SOURCE...`"));
    }
    return index;
  }

  /// Refuses an index that is not the one that is wanted: what it says would be about something
  /// else.
  ///
  /// @param digest the digest that it must have; null for any
  /// @param maxAge how many days ago it may have been written; null for any
  static void check(CorpusIndex index, Path path, @Nullable String digest, @Nullable Integer maxAge)
      throws IOException {
    if (digest != null && !digest.replaceFirst("^sha256:", "").equals(index.digest())) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "index/other",
                  "the index has the digest sha256:"
                      + index.digest()
                      + ", not "
                      + digest
                      + "; nothing was checked",
                  "fetch the index that is pinned, or change the pin")
              .at(path.toString()));
    }
    if (maxAge == null) {
      return;
    }
    Instant written = Instant.EPOCH;
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Instant time = Files.getLastModifiedTime(file).toInstant();
        written = time.isAfter(written) ? time : written;
      }
    }
    long days = Duration.between(written, Instant.now()).toDays();
    if (days > maxAge) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "index/stale",
                  "the index was last written "
                      + days
                      + " days ago, more than "
                      + maxAge
                      + "; nothing was checked",
                  "run `ringfence index sync`, or import a newer pack")
              .at(path.toString()));
    }
  }
}
