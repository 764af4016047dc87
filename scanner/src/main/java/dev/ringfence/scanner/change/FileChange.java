package dev.ringfence.scanner.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a change does to one file.
///
/// @param path the path after the change; of a deleted file, the path before it
/// @param oldPath the path before the change where it differs
/// @param kind what happens to the file
/// @param hunks the hunks; none where only the name or mode changes
/// @param newText the whole file after the change, where it is at hand
/// @param unread what of the file was not read, each with its reason
public record FileChange(
    String path,
    Optional<String> oldPath,
    Kind kind,
    List<Hunk> hunks,
    Optional<String> newText,
    List<Unread> unread) {
  public FileChange {
    hunks = List.copyOf(hunks);
    unread = List.copyOf(unread);
  }

  /// A change that was read whole.
  public FileChange(
      String path,
      Optional<String> oldPath,
      Kind kind,
      List<Hunk> hunks,
      Optional<String> newText) {
    this(path, oldPath, kind, hunks, newText, List.of());
  }

  /// A file of which nothing was read.
  public static FileChange unread(String path, Optional<String> oldPath, Kind kind, Unread unread) {
    return new FileChange(path, oldPath, kind, List.of(), Optional.empty(), List.of(unread));
  }

  /// The same with something more that was not read.
  public FileChange withUnread(Unread part) {
    List<Unread> all = new ArrayList<>(unread);
    all.add(part);
    return new FileChange(path, oldPath, kind, hunks, newText, all);
  }

  /// What happens to a file.
  public enum Kind {
    /// It is new.
    ADDED,
    /// Its lines change.
    MODIFIED,
    /// It is gone.
    DELETED,
    /// It has another name, and perhaps other lines.
    RENAMED,
    /// It is no file but a commit of another repository, a submodule or a nested repository.
    SUBMODULE
  }
}
