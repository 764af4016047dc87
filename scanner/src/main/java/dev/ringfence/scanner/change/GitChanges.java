package dev.ringfence.scanner.change;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.source.SourceText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathSuffixFilter;

/// Changes of a git repository, read with whole files, so that a hunk inside a comment or string is
/// seen for what it is.
public final class GitChanges implements AutoCloseable {
  private static final int MAX_BYTES = 16 << 20;

  private final Repository repository;

  private GitChanges(Repository repository) {
    this.repository = repository;
  }

  /// The repository that holds a folder.
  public static GitChanges open(Path folder) throws IOException {
    FileRepositoryBuilder builder = new FileRepositoryBuilder();
    builder.readEnvironment().findGitDir(folder.toAbsolutePath().toFile());
    if (builder.getGitDir() == null && folder.resolve("HEAD").toFile().isFile()) {
      builder.setGitDir(folder.toFile()); // a bare clone
    }
    if (builder.getGitDir() == null) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "change/no-repository",
              "no git repository at `" + folder + "`",
              "run inside a repository, name one with --repo, or give a patch file"));
    }
    return new GitChanges(builder.build());
  }

  /// The root of the working tree; empty for a bare repository.
  public Optional<Path> workTree() {
    return repository.isBare() ? Optional.empty() : Optional.of(repository.getWorkTree().toPath());
  }

  /// The change of a range: `BASE..HEAD`, `BASE...HEAD` (from their merge base) or one commit
  /// against its first parent.
  public Change range(String range) throws IOException {
    try (RevWalk walk = new RevWalk(repository);
        ObjectReader reader = repository.newObjectReader()) {
      RevCommit head;
      RevCommit base;
      int dots = range.indexOf("..");
      if (dots >= 0) {
        boolean mergeBase = range.startsWith("...", dots);
        String left = range.substring(0, dots);
        String right = range.substring(dots + (mergeBase ? 3 : 2));
        base = commit(walk, left.isEmpty() ? "HEAD" : left);
        head = commit(walk, right.isEmpty() ? "HEAD" : right);
        if (mergeBase) {
          base = mergeBase(base, head);
        }
        return diff(range, tree(reader, base), tree(reader, head));
      }
      head = commit(walk, range);
      AbstractTreeIterator before =
          head.getParentCount() == 0
              ? new EmptyTreeIterator()
              : tree(reader, walk.parseCommit(head.getParent(0)));
      return diff(range, before, tree(reader, head));
    }
  }

  /// The commit that a range starts from: the left side, with three dots the merge base, of one
  /// commit its first parent.
  public String base(String range) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      int dots = range.indexOf("..");
      if (dots < 0) {
        return commit(walk, range + "^").name();
      }
      boolean mergeBase = range.startsWith("...", dots);
      String left = range.substring(0, dots);
      String right = range.substring(dots + (mergeBase ? 3 : 2));
      RevCommit base = commit(walk, left.isEmpty() ? "HEAD" : left);
      return (mergeBase ? mergeBase(base, commit(walk, right.isEmpty() ? "HEAD" : right)) : base)
          .name();
    }
  }

  private RevCommit mergeBase(RevCommit a, RevCommit b) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(a));
      walk.markStart(walk.parseCommit(b));
      RevCommit found = walk.next();
      if (found == null) {
        throw RingfenceException.usage(
            Diagnostic.of(
                "change/no-merge-base",
                "the two commits share no history",
                "use BASE..HEAD, with two dots"));
      }
      return found;
    }
  }

  /// What the working tree, or with `staged` the index, adds to HEAD. Untracked files that are not
  /// ignored count as added.
  public Change workingTree(boolean staged) throws IOException {
    try (RevWalk walk = new RevWalk(repository);
        ObjectReader reader = repository.newObjectReader()) {
      ObjectId head = repository.resolve(Constants.HEAD);
      AbstractTreeIterator before =
          head == null ? new EmptyTreeIterator() : tree(reader, walk.parseCommit(head));
      if (staged) {
        return diff("staged", before, new DirCacheIterator(repository.readDirCache()));
      }
      return diff("working tree", before, new FileTreeIterator(repository));
    }
  }

  /// The content of a file at a revision; empty where it is not there.
  public Optional<String> fileAt(String revision, String path) throws IOException {
    try (RevWalk walk = new RevWalk(repository);
        TreeWalk found = TreeWalk.forPath(repository, path, commit(walk, revision).getTree())) {
      return found == null
          ? Optional.empty()
          : Optional.of(SourceText.decode(repository.open(found.getObjectId(0)).getBytes()));
    }
  }

  /// The texts of all files of a name at a revision, by path.
  public Map<String, String> filesNamed(String revision, String name) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (RevWalk walk = new RevWalk(repository);
        TreeWalk tree = new TreeWalk(repository)) {
      tree.addTree(commit(walk, revision).getTree());
      tree.setRecursive(true);
      tree.setFilter(PathSuffixFilter.create(name));
      while (tree.next()) {
        if (tree.getNameString().equals(name)) {
          texts.put(
              tree.getPathString(),
              SourceText.decode(repository.open(tree.getObjectId(0)).getBytes()));
        }
      }
    }
    return texts;
  }

  /// What a commit holds.
  ///
  /// @param commit its id
  /// @param time when it was committed, in seconds since 1970
  /// @param blobs the blob ids of its regular files, by path
  public record Snapshot(String commit, long time, Map<String, String> blobs) {}

  /// The files of a revision, by path, unread.
  public Snapshot snapshot(String revision) throws IOException {
    Map<String, String> blobs = new TreeMap<>();
    try (RevWalk walk = new RevWalk(repository);
        TreeWalk tree = new TreeWalk(repository)) {
      RevCommit commit = commit(walk, revision);
      tree.addTree(commit.getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        if (isRegular(tree)) {
          blobs.put(tree.getPathString(), tree.getObjectId(0).name());
        }
      }
      return new Snapshot(commit.name(), commit.getCommitTime(), blobs);
    }
  }

  /// The text of a blob; empty where it is not in this clone or larger than a limit.
  public Optional<String> blob(String id, int maxBytes) throws IOException {
    try {
      ObjectLoader loader = repository.open(ObjectId.fromString(id));
      return loader.getSize() > maxBytes
          ? Optional.empty()
          : Optional.of(SourceText.decode(loader.getBytes()));
    } catch (MissingObjectException e) {
      return Optional.empty();
    }
  }

  /// The bytes of a blob; empty where it is not in this clone or larger than a limit.
  public Optional<byte[]> bytes(String id, int maxBytes) throws IOException {
    try {
      ObjectLoader loader = repository.open(ObjectId.fromString(id), Constants.OBJ_BLOB);
      return loader.getSize() > maxBytes ? Optional.empty() : Optional.of(loader.getBytes());
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Optional.empty();
    }
  }

  /// The repository's own folder.
  public Path directory() {
    return repository.getDirectory().toPath().toAbsolutePath().normalize();
  }

  /// The folder that all working trees of the repository share.
  public Path commonDirectory() {
    return repository.getCommonDirectory().toPath().toAbsolutePath().normalize();
  }

  /// Whether history was cut off when the repository was cloned.
  public boolean isShallow() {
    return java.nio.file.Files.exists(commonDirectory().resolve("shallow"));
  }

  private static boolean isRegular(TreeWalk tree) {
    return FileMode.REGULAR_FILE.equals(tree.getRawMode(0))
        || FileMode.EXECUTABLE_FILE.equals(tree.getRawMode(0));
  }

  private RevCommit commit(RevWalk walk, String revision) throws IOException {
    try {
      ObjectId id = repository.resolve(revision);
      if (id != null) {
        return walk.parseCommit(id);
      }
    } catch (RevisionSyntaxException | IncorrectObjectTypeException | MissingObjectException e) {
      // Told below, in one way for all.
    }
    throw RingfenceException.usage(
        Diagnostic.of(
            "change/unknown-revision",
            "no commit named `" + revision + "` in " + repository.getDirectory(),
            "check the name; a shallow clone may lack it: fetch more history"));
  }

  private static AbstractTreeIterator tree(ObjectReader reader, RevCommit commit)
      throws IOException {
    CanonicalTreeParser parser = new CanonicalTreeParser();
    parser.reset(reader, commit.getTree());
    return parser;
  }

  private Change diff(String label, AbstractTreeIterator before, AbstractTreeIterator after)
      throws IOException {
    List<FileChange> files = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    try (DiffFormatter formatter = new DiffFormatter(new ByteArrayOutputStream())) {
      formatter.setRepository(repository);
      formatter.setDetectRenames(true);
      formatter.setBinaryFileThreshold(MAX_BYTES);
      for (DiffEntry entry : formatter.scan(before, after)) {
        files.add(fileChange(entry, after, faults));
      }
    }
    return new Change(label, files, faults);
  }

  private FileChange fileChange(DiffEntry entry, AbstractTreeIterator after, List<String> faults)
      throws IOException {
    boolean deleted = entry.getChangeType() == DiffEntry.ChangeType.DELETE;
    String path = deleted ? entry.getOldPath() : entry.getNewPath();
    Optional<String> oldPath =
        entry.getChangeType() == DiffEntry.ChangeType.RENAME
                || entry.getChangeType() == DiffEntry.ChangeType.COPY
            ? Optional.of(entry.getOldPath())
            : Optional.empty();
    FileChange.Kind kind =
        switch (entry.getChangeType()) {
          case ADD -> FileChange.Kind.ADDED;
          case DELETE -> FileChange.Kind.DELETED;
          case RENAME, COPY -> FileChange.Kind.RENAMED;
          case MODIFY -> FileChange.Kind.MODIFIED;
        };
    if (deleted) {
      return new FileChange(path, oldPath, kind, List.of(), Optional.empty());
    }
    Optional<byte[]> text = newBytes(entry, after, faults);
    if (text.isEmpty()) {
      return new FileChange(path, oldPath, kind, List.of(), Optional.empty());
    }
    if (text.get().length > MAX_BYTES) {
      byte[] start = Arrays.copyOf(text.get(), TextDiff.PROBE);
      return TextDiff.tooLarge(path, oldPath, kind, start, MAX_BYTES);
    }
    return TextDiff.of(
        path, oldPath, kind, oldBytes(entry), text.get(), after instanceof FileTreeIterator);
  }

  /// The bytes of a file after the change, or, of a larger one, one more than [#MAX_BYTES].
  private Optional<byte[]> newBytes(
      DiffEntry entry, AbstractTreeIterator after, List<String> faults) throws IOException {
    try {
      if (after instanceof FileTreeIterator) {
        Path file = repository.getWorkTree().toPath().resolve(entry.getNewPath());
        try (InputStream in = java.nio.file.Files.newInputStream(file)) {
          return Optional.of(in.readNBytes(MAX_BYTES + 1));
        }
      }
      return Optional.of(bytes(entry.getNewId().toObjectId()));
    } catch (MissingObjectException e) {
      faults.add(entry.getNewPath() + ": the object is not in this clone");
      return Optional.empty();
    }
  }

  private byte[] bytes(ObjectId id) throws IOException {
    try (InputStream in = repository.open(id).openStream()) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  /// The bytes before the change; of a file that is new or too large to compare none, so that all
  /// of it counts as added.
  private byte[] oldBytes(DiffEntry entry) throws IOException {
    if (entry.getChangeType() == DiffEntry.ChangeType.ADD) {
      return new byte[0];
    }
    try {
      byte[] bytes = bytes(entry.getOldId().toObjectId());
      return bytes.length > MAX_BYTES ? new byte[0] : bytes;
    } catch (MissingObjectException e) {
      return new byte[0];
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
