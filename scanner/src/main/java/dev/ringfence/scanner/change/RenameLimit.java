package dev.ringfence.scanner.change;

import org.eclipse.jgit.lib.Repository;

/// How many added and deleted files are compared to tell renames: git's own limit. Above it only
/// files that moved as they are count as renamed, and all else as added.
public final class RenameLimit {
  private static final int DEFAULT = 1000;

  private RenameLimit() {}

  /// The limit of a repository, `diff.renameLimit`; 0 is none.
  public static int of(Repository repository) {
    return Math.max(0, repository.getConfig().getInt("diff", "renameLimit", DEFAULT));
  }

  /// What to say where there are more files.
  static String over(Repository repository) {
    return "more than "
        + of(repository)
        + " files are added or deleted, so renames of changed files are not told and all their lines count"
        + " as added; git's setting diff.renameLimit raises the limit";
  }
}
