package dev.ringfence.scanner.change;

import java.util.Optional;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.FileMode;

/// Submodules in a change: commits of other repositories, whose content is no part of it.
final class Submodules {
  private static final String OUTSIDE = ", its content is not part of this change";
  private static final int SHOWN = 12;

  private Submodules() {}

  /// Whether an entry of a diff is a submodule, before or after.
  static boolean isOne(DiffEntry entry) {
    return FileMode.GITLINK.equals(entry.getOldMode())
        || FileMode.GITLINK.equals(entry.getNewMode());
  }

  /// A change of a submodule.
  static FileChange of(DiffEntry entry) {
    boolean deleted = entry.getChangeType() == DiffEntry.ChangeType.DELETE;
    boolean added = entry.getChangeType() == DiffEntry.ChangeType.ADD;
    return of(
        deleted ? entry.getOldPath() : entry.getNewPath(),
        added ? Optional.empty() : Optional.of(entry.getOldId()).map(AbbreviatedObjectId::name),
        deleted ? Optional.empty() : Optional.of(entry.getNewId()).map(AbbreviatedObjectId::name));
  }

  /// A change of a submodule.
  ///
  /// @param from the commit before; empty where it is new
  /// @param to the commit after; empty where it is gone
  static FileChange of(String path, Optional<String> from, Optional<String> to) {
    String what =
        from.isEmpty()
            ? " added at " + to.map(Submodules::brief).orElse("no commit")
            : to.isEmpty()
                ? " removed, it was at " + brief(from.get())
                : " moved from " + brief(from.get()) + " to " + brief(to.get());
    return named(path, "submodule " + path + what + OUTSIDE);
  }

  /// A repository that lies in the working tree of another and is not tracked by it.
  static FileChange nested(String path) {
    return named(path, path + " is a git repository of its own" + OUTSIDE);
  }

  private static FileChange named(String path, String reason) {
    return FileChange.unread(
        path, Optional.empty(), FileChange.Kind.SUBMODULE, new Unread(reason, false));
  }

  private static String brief(String commit) {
    return commit.substring(0, Math.min(SHOWN, commit.length()));
  }
}
