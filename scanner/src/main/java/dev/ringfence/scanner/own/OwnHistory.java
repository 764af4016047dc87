package dev.ringfence.scanner.own;

import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.change.GitCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What the history of a repository says of stretches of its code.
public final class OwnHistory {
  /// So many versions of a file are looked through for what was taken out.
  private static final int VERSIONS = 30;

  private final Path repository;
  private final String commit;

  OwnHistory(Path repository, String commit) {
    this.repository = repository;
    this.commit = commit;
  }

  /// Where a stretch comes from.
  ///
  /// @param commit the commit that brought the last of its lines
  /// @param date its day, `2024-05-31`
  public record Since(String commit, String date) {}

  /// An older version of a file.
  ///
  /// @param path the file
  /// @param blob its content there
  /// @param commit a commit that holds it
  /// @param date the day of that commit
  record Version(String path, String blob, String commit, String date) {}

  /// Since when lines of a file stand as they are, through moves and copies; empty where git cannot
  /// say.
  Optional<Since> since(String path, int firstLine, int lastLine) throws IOException {
    try (GitChanges git = GitChanges.open(repository)) {
      return new GitCommand(git.directory())
          .text(
              List.of(
                  "blame",
                  "--line-porcelain",
                  "--no-textconv",
                  "-w",
                  "-M",
                  "-C",
                  "-L" + firstLine + "," + lastLine,
                  commit,
                  "--",
                  path))
          .flatMap(OwnHistory::newest);
    }
  }

  private static Optional<Since> newest(String blame) {
    String commit = "";
    String newest = "";
    long time = Long.MIN_VALUE;
    for (String line : blame.lines().toList()) {
      if (line.matches("[0-9a-f]{40,64} [0-9]+ [0-9]+( [0-9]+)?")) {
        commit = line.substring(0, line.indexOf(' '));
      } else if (line.startsWith("committer-time ")) {
        long at = Long.parseLong(line.substring("committer-time ".length()).trim());
        if (at > time) {
          time = at;
          newest = commit;
        }
      }
    }
    return newest.isEmpty() ? Optional.empty() : Optional.of(new Since(newest, day(time)));
  }

  private static String day(long seconds) {
    return Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  /// The last versions of files before the commit.
  List<Version> versions(GitChanges git, Collection<String> paths) throws IOException {
    List<Version> versions = new ArrayList<>();
    GitCommand command = new GitCommand(git.directory());
    for (String path : paths) {
      Optional<String> log =
          command.text(
              List.of(
                  "log",
                  "-n" + VERSIONS,
                  "--format=commit %H %ct",
                  "--raw",
                  "--no-abbrev",
                  "--no-renames",
                  "--no-ext-diff",
                  "--no-textconv",
                  commit,
                  "--",
                  ":(literal)" + path));
      String at = "";
      String date = "";
      for (String line : log.orElse("").lines().toList()) {
        String[] parts = line.split(" ", -1);
        if (line.startsWith("commit ") && parts.length == 3) {
          at = parts[1];
          date = day(Long.parseLong(parts[2]));
        } else if (line.startsWith(":") && parts.length > 4) {
          // The side before the change: the one behind it is the one before the next.
          versions.add(new Version(path, parts[2], at + "^", date));
        }
      }
    }
    return versions;
  }
}
