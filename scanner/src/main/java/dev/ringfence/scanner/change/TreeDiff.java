package dev.ringfence.scanner.change;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.errors.CanceledException;
import org.eclipse.jgit.diff.ContentSource;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator;

/// The difference of two trees of a repository, one of which may be the index or the working tree,
/// file by file.
final class TreeDiff {
  private static final int MAX_BYTES = 16 << 20;

  private static final Unread LINK =
      new Unread("a symbolic link, read as the text of its target and not followed", false);

  private final Repository repository;
  private final Revisions revisions;

  TreeDiff(Repository repository, Revisions revisions) {
    this.repository = repository;
    this.revisions = revisions;
  }

  /// The change from one tree to another.
  ///
  /// @param label what the change is called
  Change of(String label, AbstractTreeIterator before, AbstractTreeIterator after)
      throws IOException {
    List<FileChange> files = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    try (DiffFormatter formatter = new DiffFormatter(new ByteArrayOutputStream())) {
      formatter.setRepository(repository);
      formatter.setBinaryFileThreshold(MAX_BYTES);
      for (DiffEntry entry : withRenames(formatter.scan(before, after), after, notes)) {
        if (Submodules.isOne(entry)) {
          submodule(entry, after).ifPresent(files::add);
        } else {
          FileChange file = fileChange(entry, after, faults);
          files.add(FileMode.SYMLINK.equals(entry.getNewMode()) ? file.withUnread(LINK) : file);
        }
      }
    }
    return new Change(label, files, faults, notes);
  }

  private List<DiffEntry> withRenames(
      List<DiffEntry> entries, AbstractTreeIterator after, List<String> notes) throws IOException {
    RenameDetector detector = new RenameDetector(repository);
    detector.setRenameLimit(RenameLimit.of(repository));
    detector.addAll(entries);
    try (ObjectReader reader = repository.newObjectReader()) {
      ContentSource objects = ContentSource.create(reader);
      ContentSource now =
          after instanceof WorkingTreeFiles files ? ContentSource.create(files) : objects;
      List<DiffEntry> found =
          detector.compute(new ContentSource.Pair(objects, now), NullProgressMonitor.INSTANCE);
      if (detector.isOverRenameLimit()) {
        notes.add(RenameLimit.over(repository));
      }
      return found;
    } catch (CanceledException never) {
      throw new IOException(never);
    }
  }

  private Optional<FileChange> submodule(DiffEntry entry, AbstractTreeIterator after) {
    if (after instanceof WorkingTreeFiles files) {
      if (files.isSpecial(entry.getNewPath())) {
        return Optional.of(
            FileChange.unread(
                entry.getNewPath(),
                Optional.empty(),
                FileChange.Kind.ADDED,
                new Unread("a pipe, device or socket, which git keeps no content of", false)));
      }
      Path root = repository.getWorkTree().toPath();
      if (entry.getChangeType() == DiffEntry.ChangeType.DELETE
          && Files.isDirectory(root.resolve(entry.getOldPath()))) {
        return Optional.empty(); // not checked out
      }
      if (entry.getChangeType() == DiffEntry.ChangeType.ADD) {
        return Optional.of(Submodules.nested(entry.getNewPath()));
      }
    }
    return Optional.of(Submodules.of(entry));
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
        return Optional.of(WorkingTreeFiles.read(file, MAX_BYTES));
      }
      return Optional.of(bytes(entry.getNewId().toObjectId()));
    } catch (MissingObjectException e) {
      faults.add(entry.getNewPath() + ": " + revisions.whyMissing());
      return Optional.empty();
    } catch (InvalidPathException | NoSuchFileException e) {
      faults.add(
          entry.getNewPath()
              + ": no file can be opened by this name; it may not be in the locale's characters, "
              + System.getProperty("sun.jnu.encoding"));
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
}
