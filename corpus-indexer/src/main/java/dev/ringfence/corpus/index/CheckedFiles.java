package dev.ringfence.corpus.index;

import dev.ringfence.corpus.source.SourceFetcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/// Remembers which files of an index have been found whole, in a file of the user's cache: not in
/// the index, which may be read-only, and a copy of which proves nothing.
final class CheckedFiles {
  /*
   * A file counts as the one that was checked while its size, its inode and the times of its last
   * change are the same. The change time of the inode (ctime) cannot be set by a copy, by rsync -t or
   * by touch, so that no copy and no write passes, whatever it does with the modification time. What
   * changes no inode is not seen: a disk that forgets. So nothing is remembered across a restart of the
   * machine (pages that a crash lost) nor for longer than a week, and not of files that changed so
   * lately that another change could bear the same time.
   */
  /// Indexes below this many bytes are read whole each time: a few hundredths of a second.
  private static final long REMEMBERED_FROM = 32L << 20;

  private static final String HEAD = "ringfence-checked 1";
  private static final Duration REMEMBERED = Duration.ofDays(7);
  private static final Duration SETTLED = Duration.ofSeconds(2);
  private static final Duration FORGOTTEN = Duration.ofDays(60);

  /// What a file system says of a file.
  ///
  /// @param id device and inode; empty where they cannot be told, and then nothing is remembered
  record State(long size, long modified, long changed, String id) {
    static State of(Path file) throws IOException {
      try {
        Map<String, Object> all =
            Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,dev");
        if (all.get("size") instanceof Long size
            && all.get("lastModifiedTime") instanceof FileTime modified
            && all.get("ctime") instanceof FileTime changed) {
          return new State(
              size,
              modified.to(TimeUnit.NANOSECONDS),
              changed.to(TimeUnit.NANOSECONDS),
              all.get("dev") + ":" + all.get("ino"));
        }
      } catch (UnsupportedOperationException | IllegalArgumentException e) {
        // Not a file system of Unix.
      }
      BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
      return new State(basic.size(), 0, 0, "");
    }

    boolean isSameAs(State other) {
      return !id.isEmpty() && equals(other);
    }
  }

  /// A file that was whole.
  ///
  /// @param written its size and checksum as a commit names them
  record Whole(State state, String written) {}

  private final Path folder;
  private final Instant now;
  private final String boot;

  private final long fromBytes;

  /// @param folder where the notes are
  /// @param boot what tells one start of the machine from another
  /// @param fromBytes the size of an index from which on it is remembered
  CheckedFiles(Path folder, Instant now, String boot, long fromBytes) {
    this.fromBytes = fromBytes;
    this.folder = folder;
    this.now = now;
    this.boot = boot;
  }

  /// The memory in the user's cache.
  static CheckedFiles ofUser() {
    return new CheckedFiles(
        SourceFetcher.defaultCache().resolve("checked"), Instant.now(), boot(), REMEMBERED_FROM);
  }

  /// Remembers nothing.
  static CheckedFiles none() {
    return new CheckedFiles(Path.of(""), Instant.now(), "", Long.MAX_VALUE);
  }

  /// Whether an index of a size is worth remembering.
  boolean isFor(long bytes) {
    return bytes >= fromBytes;
  }

  private static String boot() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "-";
    }
  }

  private Path note(Path index) throws IOException {
    String path = index.toRealPath().toString();
    return folder.resolve(
        DigestUtils.sha256Hex(path.getBytes(StandardCharsets.UTF_8)).substring(0, 32));
  }

  /// What is remembered of the files of an index, by name.
  Map<String, Whole> load(Path index) {
    Map<String, Whole> known = new HashMap<>();
    try {
      List<String> lines = Files.readAllLines(note(index));
      if (lines.size() < 3 || !lines.get(0).equals(HEAD) || !lines.get(1).equals(boot)) {
        return Map.of();
      }
      Instant since = Instant.parse(lines.get(2));
      if (since.isAfter(now) || since.plus(REMEMBERED).isBefore(now)) {
        return Map.of();
      }
      for (String line : lines.subList(3, lines.size())) {
        String[] parts = line.split("\t", -1);
        known.put(
            parts[0],
            new Whole(
                new State(
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    parts[4]),
                parts[5]));
      }
      return known;
    } catch (IOException | RuntimeException e) {
      // Nobody's memory, or one that was cut short: everything is checked again.
      return Map.of();
    }
  }

  /// Remembers files; where that cannot be, they are checked again next time.
  void store(Path index, Map<String, Whole> whole) {
    StringBuilder out = new StringBuilder();
    out.append(HEAD).append('\n').append(boot).append('\n').append(now).append('\n');
    long settled = TimeUnit.MILLISECONDS.toNanos(now.minus(SETTLED).toEpochMilli());
    whole.forEach((name, file) -> {
      State state = file.state();
      if (state.changed() < settled && state.modified() < settled && !state.id().isEmpty()) {
        out.append(String.join("\t", name, "" + state.size(), "" + state.modified()))
            .append(String.join("\t", "", "" + state.changed(), state.id(), file.written()))
            .append('\n');
      }
    });
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, "new-", null);
      Files.writeString(temporary, out);
      Files.move(temporary, note(index), StandardCopyOption.REPLACE_EXISTING);
      forget();
    } catch (IOException | RuntimeException e) {
      // A cache that cannot be written costs time, nothing else.
    }
  }

  /// Deletes the notes of indexes that nobody has opened for long.
  private void forget() throws IOException {
    try (Stream<Path> notes = Files.list(folder)) {
      for (Path note : (Iterable<Path>) notes::iterator) {
        if (Files.getLastModifiedTime(note).toInstant().isBefore(now.minus(FORGOTTEN))) {
          Files.deleteIfExists(note);
        }
      }
    }
  }
}
