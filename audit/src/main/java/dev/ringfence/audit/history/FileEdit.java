package dev.ringfence.audit.history;

import java.util.List;
import java.util.Optional;

/// What a commit does to a file, by the ids of its contents.
///
/// @param path the path after the commit; of a deleted file, the path before it
/// @param oldPath the path before it where it differs
/// @param kind what happens to it
/// @param blob its content after the commit, hex; of a submodule, the commit it stands at; empty
///   where it is gone
/// @param oldBlobs its content in each parent, hex, in their order; empty text where a parent does
///   not have it
public record FileEdit(
    String path, Optional<String> oldPath, Kind kind, String blob, List<String> oldBlobs) {
  public FileEdit {
    oldBlobs = List.copyOf(oldBlobs);
  }

  /// What happens to a file.
  public enum Kind {
    /// It is new.
    ADDED,
    /// Its content changes.
    MODIFIED,
    /// It is gone.
    DELETED,
    /// It has another name, and perhaps another content.
    RENAMED,
    /// It is like another file, which may be there still.
    COPIED,
    /// It is a commit of another repository.
    SUBMODULE,
    /// It is a symbolic link.
    LINK
  }
}
