package dev.ringfence.scanner.change.patch;

import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Unread;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Files that `diff -r` names as being on one side only, without their text.
final class OnlyIn {
  private OnlyIn() {}

  /// Adds them to the files of a change. Which side is the new one is not said: each may be new.
  static void addTo(List<FileChange> files, List<String[]> found, PatchOptions options) {
    for (String[] place : found) {
      String name = place[0] + "/" + place[1];
      OptionalInt strip = options.strip();
      List<String> candidates =
          PathPrefixes.candidates(
              new PathPrefixes.Names(null, name, null, false, null, null, null), strip.orElse(-1));
      if (candidates.isEmpty()) {
        continue;
      }
      List<String> paths =
          candidates.stream().map(PatchLines::decode).map(PathPrefixes::resolved).toList();
      String path = options.paths().choose(paths);
      files.add(
          FileChange.unread(
              path,
              Optional.empty(),
              FileChange.Kind.ADDED,
              new Unread(
                  "in one of the compared folders only, its text is not in the patch",
                  BinaryNames.mayBeCode(path))));
    }
  }
}
