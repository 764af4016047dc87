package dev.ringfence.corpus.source;

import java.io.IOException;
import java.util.Optional;

/// A file that a source offers; its content is read when it is asked for. Valid during the visit
/// alone.
public interface SourceEntry {
  /// The path relative to the work, with `/`.
  String path();

  /// The bytes that the source says it has; -1 where it does not say.
  long size();

  /// The content. One that turns out larger than the source said or than the limit is an
  /// [EntryRefusedException].
  byte[] bytes() throws IOException;

  /// The commit that brought this content, where the source is a history.
  default Optional<Revision> revision() {
    return Optional.empty();
  }

  /// Takes files one by one.
  @FunctionalInterface
  interface Visitor {
    /// Takes a file.
    ///
    /// @return whether to go on
    boolean visit(SourceEntry entry) throws IOException;
  }
}
