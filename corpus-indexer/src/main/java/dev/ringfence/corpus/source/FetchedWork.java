package dev.ringfence.corpus.source;

import dev.ringfence.corpus.license.LicenseEvidence;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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

  /// Hands over every regular file, in the order of the source. Links are not followed.
  void forEachFile(Consumer<SourceFile> consumer) throws IOException;

  /// What was left unread, for a reader; empty where nothing was.
  List<String> warnings();

  @Override
  void close();
}
