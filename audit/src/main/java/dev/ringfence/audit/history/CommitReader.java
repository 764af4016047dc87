package dev.ringfence.audit.history;

import dev.ringfence.scanner.change.RenameLimit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.api.errors.CanceledException;
import org.eclipse.jgit.diff.DiffConfig;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// Reads what a commit does to which file. Of a merge only files that are as in none of its parents
/// count: all else came with a parent, and is that one's. One a thread.
public final class CommitReader implements AutoCloseable {
  private final Repository repository;
  private final ObjectReader objects;
  private final RevWalk walk;
  private final DiffFormatter formatter;

  /// A reader of a repository, which stays open as long as it.
  public CommitReader(Repository repository) {
    this.repository = repository;
    this.objects = repository.newObjectReader();
    this.walk = new RevWalk(objects);
    this.formatter = new DiffFormatter(new ByteArrayOutputStream());
    formatter.setReader(objects, repository.getConfig());
  }

  /// Reads a commit.
  public CommitEdits read(CommitGraph.Node node) throws IOException {
    RevCommit commit = walk.parseCommit(ObjectId.fromString(node.id()));
    List<FileEdit> files = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    if (!node.lostParents().isEmpty()) {
      faults.add(
          "a parent is not in this clone ("
              + String.join(", ", node.lostParents())
              + "), so what this commit adds cannot be told from what was there before: where"
              + " it has no other parent, all of its files count as added");
    }
    try {
      switch (node.parents().size()) {
        case 0 -> files.addAll(linear(new EmptyTreeIterator(), commit, notes));
        case 1 -> files.addAll(linear(tree(parent(node, 0)), commit, notes));
        default -> files.addAll(merge(node, commit, notes));
      }
    } catch (IOException | RuntimeException unreadable) {
      faults.add(MissingObjects.why(repository, unreadable) + "; none of its files was checked");
      files.clear();
    }
    files.sort(Comparator.comparing(FileEdit::path).thenComparing(FileEdit::kind));
    PersonIdent author = person(commit, true);
    PersonIdent committer = person(commit, false);
    CommitEdits edits =
        new CommitEdits(
            node.id(),
            new CommitEdits.Person(author.getName(), author.getEmailAddress()),
            author.getWhenAsInstant().getEpochSecond(),
            ZonedDateTime.ofInstant(author.getWhenAsInstant(), author.getZoneId())
                    .getOffset()
                    .getTotalSeconds()
                / 60,
            new CommitEdits.Person(committer.getName(), committer.getEmailAddress()),
            node.time(),
            commit.getFullMessage(),
            commit.getParentCount(),
            files,
            faults,
            notes);
    commit.disposeBody();
    return edits;
  }

  /// Who wrote or committed a commit; nobody where the line cannot be read.
  private static PersonIdent person(RevCommit commit, boolean author) {
    PersonIdent found = author ? commit.getAuthorIdent() : commit.getCommitterIdent();
    return found != null
        ? found
        : new PersonIdent(
            "", "", java.time.Instant.ofEpochSecond(commit.getCommitTime()), ZoneOffset.UTC);
  }

  private ObjectId parent(CommitGraph.Node node, int parent) throws IOException {
    return walk.parseCommit(ObjectId.fromString(node.parents().get(parent))).getTree().copy();
  }

  private AbstractTreeIterator tree(ObjectId id) throws IOException {
    CanonicalTreeParser parser = new CanonicalTreeParser();
    parser.reset(objects, id);
    return parser;
  }

  private List<FileEdit> linear(AbstractTreeIterator before, RevCommit commit, List<String> notes)
      throws IOException {
    List<FileEdit> files = new ArrayList<>();
    for (DiffEntry entry : entries(before, tree(commit.getTree()), notes)) {
      boolean deleted = entry.getChangeType() == DiffEntry.ChangeType.DELETE;
      boolean added = entry.getChangeType() == DiffEntry.ChangeType.ADD;
      boolean moved =
          entry.getChangeType() == DiffEntry.ChangeType.RENAME
              || entry.getChangeType() == DiffEntry.ChangeType.COPY;
      FileEdit.Kind kind =
          switch (entry.getChangeType()) {
            case ADD -> FileEdit.Kind.ADDED;
            case DELETE -> FileEdit.Kind.DELETED;
            case MODIFY -> FileEdit.Kind.MODIFIED;
            case RENAME -> FileEdit.Kind.RENAMED;
            case COPY -> FileEdit.Kind.COPIED;
          };
      String blob = deleted ? "" : entry.getNewId().name();
      boolean fromFile = !added && isFile(entry.getOldMode());
      files.add(
          new FileEdit(
              deleted ? entry.getOldPath() : entry.getNewPath(),
              moved ? Optional.of(entry.getOldPath()) : Optional.empty(),
              deleted ? kind : special(entry.getNewMode(), kind),
              blob,
              commit.getParentCount() == 0
                  ? List.of()
                  : List.of(fromFile ? entry.getOldId().name() : "")));
    }
    return files;
  }

  private static FileEdit.Kind special(FileMode mode, FileEdit.Kind kind) {
    return FileMode.GITLINK.equals(mode)
        ? FileEdit.Kind.SUBMODULE
        : FileMode.SYMLINK.equals(mode) ? FileEdit.Kind.LINK : kind;
  }

  private static boolean isFile(FileMode mode) {
    return FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode);
  }

  /// The entries of a diff, with renames where files come and go.
  private List<DiffEntry> entries(
      AbstractTreeIterator before, AbstractTreeIterator after, List<String> notes)
      throws IOException {
    List<DiffEntry> entries = formatter.scan(before, after);
    boolean comes =
        entries.stream().anyMatch(entry -> entry.getChangeType() == DiffEntry.ChangeType.ADD);
    boolean goes =
        entries.stream().anyMatch(entry -> entry.getChangeType() == DiffEntry.ChangeType.DELETE);
    if (!comes || !goes) {
      return entries;
    }
    RenameDetector detector =
        new RenameDetector(objects, repository.getConfig().get(DiffConfig.KEY));
    detector.setRenameLimit(RenameLimit.of(repository));
    detector.addAll(entries);
    try {
      List<DiffEntry> found = detector.compute(objects, NullProgressMonitor.INSTANCE);
      if (detector.isOverRenameLimit()) {
        notes.add(
            "more than "
                + RenameLimit.of(repository)
                + " files come and go: renames of changed files are not told, and their lines count"
                + " as added");
      }
      return found;
    } catch (CanceledException never) {
      throw new IOException(never);
    }
  }

  /// Takes what differs from every parent. A folder that is a parent's own is not entered.
  private static final TreeFilter IN_NO_PARENT =
      new TreeFilter() {
        @Override
        public boolean include(TreeWalk tree) {
          int mode = tree.getRawMode(0);
          if (mode == 0) {
            return false;
          }
          for (int p = 1; p < tree.getTreeCount(); p++) {
            if (tree.getRawMode(p) == mode && tree.idEqual(0, p)) {
              return false;
            }
          }
          return true;
        }

        @Override
        public boolean shouldBeRecursive() {
          return true;
        }

        @Override
        public TreeFilter clone() {
          return this;
        }
      };

  private List<FileEdit> merge(CommitGraph.Node node, RevCommit commit, List<String> notes)
      throws IOException {
    List<FileEdit> files = new ArrayList<>();
    int parents = node.parents().size();
    List<ObjectId> trees = new ArrayList<>();
    for (int p = 0; p < parents; p++) {
      trees.add(parent(node, p));
    }
    Map<Integer, Map<String, DiffEntry>> renames = new HashMap<>();
    try (TreeWalk tree = new TreeWalk(objects)) {
      tree.addTree(commit.getTree());
      for (ObjectId parent : trees) {
        tree.addTree(parent);
      }
      tree.setRecursive(true);
      tree.setFilter(IN_NO_PARENT);
      while (tree.next()) {
        if (FileMode.TREE.equals(tree.getRawMode(0))) {
          continue;
        }
        String path = tree.getPathString();
        Optional<String> oldPath = Optional.empty();
        List<String> old = new ArrayList<>();
        boolean known = false;
        for (int p = 0; p < parents; p++) {
          if (isFile(tree.getFileMode(p + 1))) {
            old.add(tree.getObjectId(p + 1).name());
            known = true;
            continue;
          }
          // On one side it may have had another name.
          Map<String, DiffEntry> moved = renames.get(p);
          if (moved == null) {
            moved = moved(trees.get(p), commit, notes);
            renames.put(p, moved);
          }
          DiffEntry from = moved.get(path);
          old.add(from == null ? "" : from.getOldId().name());
          if (from != null) {
            oldPath = oldPath.isPresent() ? oldPath : Optional.of(from.getOldPath());
          }
        }
        FileEdit.Kind kind =
            oldPath.isPresent()
                ? FileEdit.Kind.RENAMED
                : known ? FileEdit.Kind.MODIFIED : FileEdit.Kind.ADDED;
        files.add(
            new FileEdit(
                path,
                oldPath,
                special(tree.getFileMode(0), kind),
                tree.getObjectId(0).name(),
                old));
      }
    }
    return files;
  }

  /// The files of a commit that have another name in a parent, by their name in the commit.
  private Map<String, DiffEntry> moved(ObjectId parent, RevCommit commit, List<String> notes)
      throws IOException {
    Map<String, DiffEntry> moved = new HashMap<>();
    for (DiffEntry entry : entries(tree(parent), tree(commit.getTree()), notes)) {
      if (entry.getChangeType() == DiffEntry.ChangeType.RENAME
          || entry.getChangeType() == DiffEntry.ChangeType.COPY) {
        moved.put(entry.getNewPath(), entry);
      }
    }
    return moved;
  }

  @Override
  public void close() {
    formatter.close();
    walk.close();
    objects.close();
  }
}
