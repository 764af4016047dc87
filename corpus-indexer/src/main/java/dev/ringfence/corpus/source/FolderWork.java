package dev.ringfence.corpus.source;

import dev.ringfence.corpus.license.LicenseEvidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/// The files of a folder.
final class FolderWork implements FetchedWork {
  private static final Set<String> SKIPPED_FOLDERS = Set.of(".git", ".hg", ".svn", ".pc");

  /// What file names are read as.
  private static final String CHARSET = System.getProperty("sun.jnu.encoding", "unknown");

  private final Path root;
  private final String name;
  private final List<String> warnings = new ArrayList<>();

  FolderWork(Path root, String name) {
    this.root = root;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return "";
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
  public Optional<String> date() {
    return Optional.empty();
  }

  @Override
  public String state() throws IOException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    forEachFile(entry -> {
      String head = entry.path() + "\0" + entry.size() + "\0";
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      // Not through memory: a folder may hold files of any size.
      if (entry instanceof Entry ours) {
        DigestUtils.updateDigest(digest, ours.file());
      }
      return true;
    });
    return "files:" + Hex.encodeHexString(digest.digest());
  }

  private record Entry(String path, long size, Path file) implements SourceEntry {
    @Override
    public byte[] bytes() throws IOException {
      return Files.readAllBytes(file);
    }
  }

  @Override
  public void forEachFile(SourceEntry.Visitor visitor) throws IOException {
    warnings.clear();
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
      if (!isRepresentable(file)) {
        warnings.add(
            root.relativize(file) + ": its name is not in the locale's characters, " + CHARSET);
        continue;
      }
      if (!Files.isReadable(file)) {
        warnings.add(root.relativize(file) + ": no permission to read it");
        continue;
      }
      String path = root.relativize(file).toString().replace('\\', '/');
      if (!visitor.visit(new Entry(path, Files.size(file), file))) {
        return;
      }
    }
  }

  /// Whether the bytes of a name are text here: two that are not could read the same.
  private static boolean isRepresentable(Path file) {
    try {
      return file.getFileSystem().getPath(file.toString()).equals(file);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public int refused() {
    return warnings.size();
  }

  @Override
  public void close() {}
}
