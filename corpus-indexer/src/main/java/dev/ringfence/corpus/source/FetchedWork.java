package dev.ringfence.corpus.source;

import dev.ringfence.corpus.license.LicenseEvidence;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A work on this machine, ready to be read.
public interface FetchedWork extends AutoCloseable {
  /// The name, for example `gsl`.
  String name();

  /// The version; empty where the source knows none.
  String version();

  /// The package URL [1]; empty for a folder.
  ///
  /// [1] Package-URL specification, ECMA-427.
  Optional<String> purl();

  /// License evidence that holds for the whole work.
  List<LicenseEvidence> metadata();

  /// A digest of the files, cheaper than reading them one by one: while it stays the same so does
  /// the work.
  String state() throws IOException;

  /// Offers every regular file, in the order of the source. Links are not followed. May be called
  /// again.
  void forEachFile(SourceEntry.Visitor visitor) throws IOException;

  /// How many bytes [#forEachFile] reads front to back, where reading them again costs about as
  /// much as the first time: compressed archives. 0 for sources whose files are at hand.
  default long streamLength() throws IOException {
    return 0;
  }

  /// How many of them have been read so far.
  default long streamPosition() {
    return 0;
  }

  /// When the work was published, `2024-05-31`, as far as the source tells; known after
  /// [#forEachFile].
  Optional<String> date();

  /// What the last [#forEachFile] left unread, for a reader; empty where nothing was.
  List<String> warnings();

  /// How many files the last [#forEachFile] left unread.
  int refused();

  @Override
  void close();
}
