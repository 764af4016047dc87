package dev.ringfence.scanner.change;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathSuffixFilter;

/// Changes of a git repository, read with whole files, so that a hunk inside a comment or string is
/// seen for what it is.
public final class GitChanges implements AutoCloseable {
  private final Repository repository;
  private final Revisions revisions;
  private final TreeDiff diffs;

  private GitChanges(Repository repository) {
    this.repository = repository;
    this.revisions = new Revisions(repository);
    this.diffs = new TreeDiff(repository, revisions);
  }

  /// The repository that holds a folder.
  public static GitChanges open(Path folder) throws IOException {
    return new GitChanges(RepositoryFinder.open(folder));
  }

  /// The same; empty where no repository holds the folder. One that cannot be read is a fault.
  public static Optional<GitChanges> openIfPresent(Path folder) throws IOException {
    return RepositoryFinder.find(folder).map(GitChanges::new);
  }

  /// The root of the working tree; empty for a bare repository.
  public Optional<Path> workTree() {
    return repository.isBare() ? Optional.empty() : Optional.of(repository.getWorkTree().toPath());
  }

  /// The commits that a range stands for.
  public CommitRange resolve(String range) throws IOException {
    return CommitRange.of(repository, range);
  }

  /// All that a commit holds, as a range from nothing, judged by the commit itself.
  public CommitRange whole(String commit) throws IOException {
    return CommitRange.whole(repository, commit);
  }

  /// The change of a range, see [CommitRange].
  public Change range(String range) throws IOException {
    return range(resolve(range));
  }

  /// The change of a range.
  public Change range(CommitRange range) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      Change change =
          diffs.of(
              range.text(),
              range.from().isEmpty() ? new EmptyTreeIterator() : tree(reader, range.from().get()),
              tree(reader, range.to()));
      if (change.files().isEmpty() && change.faults().isEmpty()) {
        return change.withNotes(
            List.of(
                range
                    .emptiness()
                    .orElse(
                        "nothing to check: the files are the same at both ends of "
                            + range.text())));
      }
      return change;
    } catch (MissingObjectException e) {
      throw revisions.missing(e.getObjectId());
    }
  }

  /// What the working tree, or with `staged` the index, adds to HEAD. Untracked files that are not
  /// ignored count as added.
  public Change workingTree(boolean staged) throws IOException {
    if (repository.isBare()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "change/bare",
              "the repository is bare: it has no working tree and no index",
              "name commits with --diff BASE..HEAD"));
    }
    try (ObjectReader reader = repository.newObjectReader()) {
      AbstractTreeIterator before =
          judgeOfUncommitted().isEmpty() ? new EmptyTreeIterator() : tree(reader, Constants.HEAD);
      DirCache index = GitIndex.read(repository);
      Change change;
      if (staged) {
        change = diffs.of("staged", before, new DirCacheIterator(index));
      } else {
        change =
            diffs.of(
                "working tree", before, new WorkingTreeFiles(repository, GitIndex.paths(index)));
      }
      return change.files().isEmpty() && change.faults().isEmpty()
          ? change.withNotes(
              List.of(
                  staged
                      ? "nothing to check: nothing is staged"
                      : "nothing to check: the working tree is as HEAD"))
          : change;
    } catch (MissingObjectException e) {
      throw revisions.missing(e.getObjectId());
    }
  }

  /// Whether a name stands for a commit, which has a history, and not for a tree.
  public boolean isCommit(String revision) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.parseAny(revisions.find(revision)) instanceof RevCommit;
    }
  }

  /// The commit whose policy judges what is not committed; empty before the first commit.
  public Optional<String> judgeOfUncommitted() throws IOException {
    return Optional.ofNullable(repository.resolve(Constants.HEAD)).map(ObjectId::name);
  }

  /// The text of a regular file at a revision; empty where there is none.
  public Optional<String> textAt(String revision, String path) throws IOException {
    return textAt(revision, path, false);
  }

  /// The same; a symbolic link, which is not followed, is a fault.
  public Optional<String> fileAt(String revision, String path) throws IOException {
    return textAt(revision, path, true);
  }

  private Optional<String> textAt(String revision, String path, boolean refusesLinks)
      throws IOException {
    ObjectId tree = revisions.tree(revision);
    if (tree.equals(Constants.EMPTY_TREE_ID)) {
      return Optional.empty();
    }
    try (TreeWalk found = TreeWalk.forPath(repository, path, tree)) {
      if (refusesLinks && found != null && FileMode.SYMLINK.equals(found.getRawMode(0))) {
        throw RingfenceException.usage(
            Diagnostic.of(
                    "change/link",
                    "`" + path + "` is a symbolic link, which is not followed",
                    "put the file itself there")
                .at(revision));
      }
      return found == null || !isRegular(found)
          ? Optional.empty()
          : Optional.of(SourceText.decode(repository.open(found.getObjectId(0)).getBytes()));
    } catch (MissingObjectException e) {
      throw revisions.missing(e.getObjectId());
    }
  }

  /// The texts of all files of a name at a revision, by path.
  public Map<String, String> filesNamed(String revision, String name) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    ObjectId id = revisions.tree(revision);
    if (id.equals(Constants.EMPTY_TREE_ID)) {
      return texts;
    }
    try (TreeWalk tree = new TreeWalk(repository)) {
      tree.addTree(id);
      tree.setRecursive(true);
      tree.setFilter(PathSuffixFilter.create(name));
      while (tree.next()) {
        if (tree.getNameString().equals(name) && isRegular(tree)) {
          texts.put(
              tree.getPathString(),
              SourceText.decode(repository.open(tree.getObjectId(0)).getBytes()));
        }
      }
    } catch (MissingObjectException e) {
      throw revisions.missing(e.getObjectId());
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
      RevCommit commit = revisions.commit(walk, revision);
      tree.addTree(commit.getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        if (isRegular(tree)) {
          blobs.put(tree.getPathString(), tree.getObjectId(0).name());
        }
      }
      return new Snapshot(commit.name(), commit.getCommitTime(), blobs);
    } catch (MissingObjectException e) {
      throw revisions.missing(e.getObjectId());
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
    return revisions.isShallow();
  }

  private static boolean isRegular(TreeWalk tree) {
    return FileMode.REGULAR_FILE.equals(tree.getRawMode(0))
        || FileMode.EXECUTABLE_FILE.equals(tree.getRawMode(0));
  }

  private AbstractTreeIterator tree(ObjectReader reader, String revision) throws IOException {
    ObjectId id = revisions.tree(revision);
    if (id.equals(Constants.EMPTY_TREE_ID)) {
      return new EmptyTreeIterator();
    }
    CanonicalTreeParser parser = new CanonicalTreeParser();
    parser.reset(reader, id);
    return parser;
  }

  @Override
  public void close() {
    repository.close();
  }
}
