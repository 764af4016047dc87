package dev.ringfence.corpus.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The folder that a client downloads to.
final class ClientFiles {
  private ClientFiles() {}

  /// The regular files of a folder, by name.
  static List<Path> of(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /// The first file whose name ends so.
  static Optional<Path> find(Path folder, String suffix) throws IOException {
    return of(folder).stream().filter(file -> file.toString().endsWith(suffix)).findFirst();
  }

  /// Deletes the files of a folder.
  static void deleteAll(Path folder) throws IOException {
    deleteAll(folder, file -> true);
  }

  /// Deletes some of the files of a folder.
  static void deleteAll(Path folder, Predicate<Path> which) throws IOException {
    for (Path file : of(folder)) {
      if (which.test(file)) {
        Files.delete(file);
      }
    }
  }
}
