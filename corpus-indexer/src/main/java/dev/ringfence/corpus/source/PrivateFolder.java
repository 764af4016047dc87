package dev.ringfence.corpus.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// An empty folder of the user's own, for a client to run in. Clients take configuration from the
/// folder that they run in and from those above it, so none runs in a folder that someone else may
/// have filled, such as a cache inside a checkout.
record PrivateFolder(Path path) implements AutoCloseable {
  static PrivateFolder create() throws IOException {
    // Nobody else can read or write it.
    return new PrivateFolder(Files.createTempDirectory("ringfence-fetch-").toAbsolutePath());
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> tree = Files.walk(path)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
