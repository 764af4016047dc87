package dev.ringfence.scanner.change;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Files and folders as they lie on disk, as if all in them were new. Links are not followed, and
/// what git keeps of a repository is none of its files.
public final class FileChanges {
  private static final int MAX_BYTES = 8 << 20;

  private FileChanges() {}

  /// The change that brings files.
  ///
  /// @param label what to call it
  /// @param root what paths are told from, where a file lies in it
  /// @param paths files and folders, which must be there
  public static Change of(String label, Path root, List<Path> paths) throws IOException {
    Path base = root.toAbsolutePath().normalize();
    List<FileChange> files = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Path path : paths) {
      Files.walkFileTree(path, new Reader(base, files, faults));
    }
    files.sort(Comparator.comparing(FileChange::path));
    return new Change(label, files, faults);
  }

  private static final class Reader extends SimpleFileVisitor<Path> {
    private final Path base;
    private final List<FileChange> files;
    private final List<String> faults;

    Reader(Path base, List<FileChange> files, List<String> faults) {
      this.base = base;
      this.files = files;
      this.faults = faults;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      Path name = folder.getFileName();
      return name != null && name.toString().equals(".git")
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String path = path(file);
      if (attributes.isSymbolicLink()) {
        files.add(unread(path, "a link, which is not followed"));
      } else if (!attributes.isRegularFile()) {
        files.add(unread(path, "no regular file"));
      } else {
        try {
          files.add(read(path, file));
        } catch (IOException e) {
          faults.add(path + ": " + e.getMessage());
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) {
      faults.add(path(file) + ": " + fault.getMessage());
      return FileVisitResult.CONTINUE;
    }

    private static FileChange unread(String path, String why) {
      return FileChange.unread(
          path, Optional.empty(), FileChange.Kind.ADDED, new Unread(why, false));
    }

    private static FileChange read(String path, Path file) throws IOException {
      byte[] bytes;
      try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        bytes = in.readNBytes(MAX_BYTES + 1);
      }
      if (bytes.length > MAX_BYTES) {
        return TextDiff.tooLarge(
            path,
            Optional.empty(),
            FileChange.Kind.ADDED,
            Arrays.copyOf(bytes, TextDiff.PROBE),
            MAX_BYTES);
      }
      return TextDiff.of(path, Optional.empty(), FileChange.Kind.ADDED, new byte[0], bytes, true);
    }

    private String path(Path file) {
      Path absolute = file.toAbsolutePath().normalize();
      return (absolute.startsWith(base) ? base.relativize(absolute) : file)
          .toString()
          .replace('\\', '/');
    }
  }
}
