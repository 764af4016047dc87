package dev.ringfence.scanner.change;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/// What is staged. An index that JGit does not know, a split or a sparse one, is read by git
/// itself.
final class GitIndex {
  private GitIndex() {}

  /// The index of a repository.
  static DirCache read(Repository repository) throws IOException {
    try {
      return repository.readDirCache();
    } catch (IOException | IllegalArgumentException e) {
      GitCommand git = new GitCommand(repository.getDirectory().toPath());
      return git.run(List.of("ls-files", "--stage", "-z", "--full-name"), "", GitIndex::parse)
          .orElseThrow(() ->
              RingfenceException.incomplete(
                  Diagnostic.of(
                      "change/index",
                      "git's index cannot be read: " + e.getMessage(),
                      "a split index is turned off by `git update-index --no-split-index`, a sparse one by"
                          + " `git sparse-checkout disable`; or put git on the PATH")));
    }
  }

  /// The paths in an index.
  static NavigableSet<String> paths(DirCache index) {
    NavigableSet<String> paths = new TreeSet<>();
    for (int i = 0; i < index.getEntryCount(); i++) {
      paths.add(index.getEntry(i).getPathString());
    }
    return paths;
  }

  /// Reads `git ls-files --stage -z`: `MODE ID STAGE TAB PATH`.
  private static DirCache parse(InputStream in) throws IOException {
    DirCache index = DirCache.newInCore();
    DirCacheBuilder builder = index.builder();
    for (Optional<String> next = GitCommand.untilNul(in);
        next.isPresent();
        next = GitCommand.untilNul(in)) {
      String[] parts = next.get().split("[ \t]", 4);
      DirCacheEntry entry = new DirCacheEntry(parts[3], Integer.parseInt(parts[2]));
      entry.setFileMode(FileMode.fromBits(Integer.parseInt(parts[0], 8)));
      entry.setObjectId(ObjectId.fromString(parts[1]));
      builder.add(entry);
    }
    builder.finish();
    return index;
  }
}
