package dev.ringfence.scanner.change;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.util.FS;

/// The files of a working tree as git sees them: a link is its target's text, a tracked file counts
/// even where `.gitignore` takes it, and what can hold no content of a commit (pipes, devices,
/// sockets) is not opened.
final class WorkingTreeFiles extends FileTreeIterator {
  private final NavigableSet<String> tracked;

  /// @param tracked the paths in the index
  WorkingTreeFiles(Repository repository, NavigableSet<String> tracked) {
    super(repository, new Modes(repository.getWorkTree().toPath()));
    this.tracked = tracked;
  }

  private WorkingTreeFiles(WorkingTreeFiles parent, File folder, FS fs) {
    super(parent, folder, fs, parent.fileModeStrategy);
    this.tracked = parent.tracked;
  }

  @Override
  public AbstractTreeIterator createSubtreeIterator(ObjectReader reader) {
    return new WorkingTreeFiles(this, ((FileEntry) current()).getFile(), fs);
  }

  @Override
  public boolean isEntryIgnored() throws IOException {
    String path = getEntryPathString();
    String next = tracked.ceiling(path);
    boolean isTracked = next != null && next.equals(path);
    String inFolder = tracked.ceiling(path + "/");
    boolean holdsTracked = inFolder != null && inFolder.startsWith(path + "/");
    return !isTracked && !holdsTracked && super.isEntryIgnored();
  }

  /// Whether a path is a pipe, a device or a socket.
  boolean isSpecial(String path) {
    return ((Modes) fileModeStrategy).special.contains(path);
  }

  /// The content of a file or the target of a link; never what a link leads to.
  ///
  /// @param limit how much is read at most; a byte more says that there is more
  static byte[] read(Path file, int limit) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(limit + 1);
    }
  }

  /// What each file is to git.
  private static final class Modes implements FileModeStrategy {
    private final Path root;
    private final Set<String> special = new HashSet<>();

    Modes(Path root) {
      this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public FileMode getMode(File file, FS.Attributes attributes) {
      if (attributes.isSymbolicLink()) {
        return FileMode.SYMLINK;
      }
      if (attributes.isDirectory()) {
        File git = new File(file, ".git");
        // A folder that only looks like a repository is read: git takes its files.
        boolean isRepository =
            git.isFile()
                || (git.isDirectory() && RepositoryCache.FileKey.isGitRepository(git, FS.DETECTED));
        return isRepository ? FileMode.GITLINK : FileMode.TREE;
      }
      Path path;
      try {
        path = file.toPath();
      } catch (InvalidPathException e) {
        return FileMode.REGULAR_FILE; // named when it cannot be opened
      }
      if (isSpecial(path)) {
        special.add(
            root.relativize(path.toAbsolutePath().normalize()).toString().replace('\\', '/'));
        return FileMode.GITLINK; // the one mode whose content nobody opens
      }
      return attributes.isExecutable() ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
    }

    private static boolean isSpecial(Path path) {
      try {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther();
      } catch (IOException gone) {
        return false;
      }
    }
  }
}
