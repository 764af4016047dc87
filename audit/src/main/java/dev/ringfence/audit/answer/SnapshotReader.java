package dev.ringfence.audit.answer;

import dev.ringfence.fingerprints.source.TextDecoder;
import dev.ringfence.fingerprints.token.Tokenizer;
import dev.ringfence.fingerprints.token.Tokenizers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Reads the files of a commit. One a thread.
public final class SnapshotReader implements AutoCloseable {
  private static final int MAX_BYTES = 8 << 20;

  private final ObjectReader objects;
  private final Tokenizer tokenizer = Tokenizers.create();

  /// A reader of a repository, which stays open as long as it.
  public SnapshotReader(Repository repository) {
    this.objects = repository.newObjectReader();
  }

  /// The regular files of a commit, by path.
  public List<HeadFile> files(String commit) throws IOException {
    List<HeadFile> files = new ArrayList<>();
    try (RevWalk walk = new RevWalk(objects);
        TreeWalk tree = new TreeWalk(objects)) {
      tree.addTree(walk.parseTree(ObjectId.fromString(commit)));
      tree.setRecursive(true);
      while (tree.next()) {
        if (isFile(tree.getFileMode(0))) {
          files.add(
              new HeadFile(
                  tree.getPathString(),
                  tree.getRawPath(),
                  tree.getObjectId(0).name(),
                  Integer.toOctalString(tree.getRawMode(0))));
        }
      }
    }
    return files;
  }

  /// The content of a path at a commit; empty where it is not a file there.
  public Optional<String> blob(String commit, String path) throws IOException {
    try (RevWalk walk = new RevWalk(objects)) {
      ObjectId root = walk.parseTree(ObjectId.fromString(commit));
      try (TreeWalk tree = TreeWalk.forPath(objects, path, root)) {
        if (tree != null) {
          return isFile(tree.getFileMode(0))
              ? Optional.of(tree.getObjectId(0).name())
              : Optional.empty();
        }
      }
      return path.chars().anyMatch(c -> c > 0x7f) ? byShownName(root, path) : Optional.empty();
    }
  }

  /// Names in git are bytes; one that is not UTF-8 is known here as it is shown, so that its bytes
  /// cannot be made again from it.
  private Optional<String> byShownName(ObjectId root, String path) throws IOException {
    try (TreeWalk tree = new TreeWalk(objects)) {
      tree.addTree(root);
      while (tree.next()) {
        String shown = tree.getPathString();
        if (shown.equals(path)) {
          return isFile(tree.getFileMode(0))
              ? Optional.of(tree.getObjectId(0).name())
              : Optional.empty();
        }
        if (tree.isSubtree() && path.startsWith(shown + "/")) {
          tree.enterSubtree();
        }
      }
      return Optional.empty();
    }
  }

  private static boolean isFile(FileMode mode) {
    return FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode);
  }

  /// The bytes of a content; empty where it is not in this clone, or too large.
  public Optional<byte[]> bytes(String blob) {
    try {
      ObjectLoader loader = objects.open(ObjectId.fromString(blob), Constants.OBJ_BLOB);
      return loader.getSize() > MAX_BYTES
          ? Optional.empty()
          : Optional.of(loader.getCachedBytes(MAX_BYTES));
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /// The text of a content; empty where there is none to be read.
  public Optional<String> text(String path, String blob) {
    return bytes(blob)
        .flatMap(bytes ->
            TextDecoder.decode(path, bytes) instanceof TextDecoder.Text text
                ? Optional.of(text.text())
                : Optional.empty());
  }

  FileTokens tokens(String path, String text) {
    return FileTokens.of(tokenizer, path, text);
  }

  @Override
  public void close() {
    objects.close();
  }
}
