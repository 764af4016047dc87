package dev.ringfence.corpus.source;

import dev.ringfence.corpus.license.LicenseEvidence;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The files of a folder.
final class FolderWork implements FetchedWork {
  private static final Set<String> SKIPPED_FOLDERS = Set.of(".git", ".hg", ".svn", ".pc");

  private final Path root;
  private final String name;
  private final String version;
  private final List<String> warnings = new ArrayList<>();

  FolderWork(Path root, String name, String version) {
    this.root = root;
    this.name = name;
    this.version = version;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Optional<String> purl() {
    return Optional.empty();
  }

  @Override
  public List<LicenseEvidence> metadata() {
    return List.of();
  }

  @Override
  public void forEachFile(Consumer<SourceFile> consumer) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED_FOLDERS.contains(String.valueOf(folder.getFileName()))
                    && !folder.equals(root)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException fault) {
            warnings.add(root.relativize(file) + ": " + fault.getMessage());
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    for (Path file : files) {
      byte[] bytes;
      try {
        bytes = Files.readAllBytes(file);
      } catch (IOException e) {
        warnings.add(root.relativize(file) + ": " + e.getMessage());
        continue;
      }
      consumer.accept(new SourceFile(root.relativize(file).toString().replace('\\', '/'), bytes));
    }
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {}
}
