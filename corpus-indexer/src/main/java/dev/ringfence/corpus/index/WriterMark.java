package dev.ringfence.corpus.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A note beside an index that names the process writing it. It counts only while the write lock is
/// held: a process that was killed leaves it behind.
final class WriterMark {
  static final String NAME = "writer.txt";

  private final Path file;

  private WriterMark(Path file) {
    this.file = file;
  }

  /// Leaves the note; the caller holds the write lock.
  static WriterMark set(Path index) throws IOException {
    Path file = index.resolve(NAME);
    Files.writeString(
        file,
        "process "
            + ProcessHandle.current().pid()
            + " of user "
            + System.getProperty("user.name")
            + ", since "
            + Instant.now().truncatedTo(ChronoUnit.SECONDS));
    return new WriterMark(file);
  }

  /// The note of the process that holds the lock.
  static String read(Path index) {
    try {
      return Files.readString(index.resolve(NAME)).strip();
    } catch (IOException e) {
      return "it left no name";
    }
  }

  void remove() throws IOException {
    Files.deleteIfExists(file);
  }
}
