package dev.ringfence.corpus.index;

import dev.ringfence.corpus.source.Revision;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// An index with all that it knows of its works: more than a scan asks, what its commands show.
public interface WorkIndex extends OriginIndex {
  /// How the index is named on the command line.
  String name();

  /// Hands over the files of a work, in no order.
  void forEachFile(Work work, Consumer<CorpusFile> consumer) throws IOException;

  /// A file of a work by its path; of a history, the latest with it.
  default Optional<CorpusFile> file(Work work, String path) throws IOException {
    List<CorpusFile> found = new ArrayList<>();
    forEachFile(
        work,
        file -> {
          if (file.path().equals(path)) {
            found.add(file);
          }
        });
    return found.stream()
        .max(
            Comparator.comparing(
                    (CorpusFile file) -> file.revision().map(Revision::date).orElse(""))
                .thenComparing(CorpusFile::swhid));
  }

  /// The text of a file; empty where the index was made without.
  Optional<String> text(CorpusFile file) throws IOException;

  /// A license text that a work keeps, by its SHA-256.
  Optional<String> notice(String key) throws IOException;

  /// How many fingerprints the index holds in a channel, counting each once a content.
  long fingerprintCount(Channel channel) throws IOException;

  /// The bytes of the index where it is stored.
  long sizeInBytes() throws IOException;

  /// When it was last written.
  Instant written() throws IOException;
}
