package dev.ringfence.corpus.source;

import java.io.IOException;

/// A file of an archive, read when it is asked for.
record ArchiveEntry(String path, long size, Content content) implements SourceEntry {
  /// Where its bytes come from.
  @FunctionalInterface
  interface Content {
    byte[] read() throws IOException;
  }

  @Override
  public byte[] bytes() throws IOException {
    return content.read();
  }
}
