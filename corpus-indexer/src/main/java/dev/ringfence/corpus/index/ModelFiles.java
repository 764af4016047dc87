package dev.ringfence.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// The token models in the folder of an index: a file each, of which the last commit names one.
final class ModelFiles {
  private final Path folder;

  ModelFiles(Path folder) {
    this.folder = folder;
  }

  /// Writes the next one.
  ///
  /// @return its name
  String write(byte[] encoded) throws IOException {
    String name = "model-" + (1 + lastGeneration());
    Path temporary = folder.resolve(name + ".tmp");
    Files.write(temporary, encoded);
    Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    return name;
  }

  /// Deletes all but one.
  void keep(String name) throws IOException {
    for (Path old : all()) {
      if (!old.endsWith(name)) {
        Files.deleteIfExists(old);
      }
    }
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(p -> String.valueOf(p.getFileName()).matches("model-[0-9]+(\\.tmp)?"))
          .toList();
    }
  }

  private long lastGeneration() throws IOException {
    long last = 0;
    for (Path model : all()) {
      String number = String.valueOf(model.getFileName()).replaceAll("\\D", "");
      last = Math.max(last, Long.parseLong(number));
    }
    return last;
  }
}
