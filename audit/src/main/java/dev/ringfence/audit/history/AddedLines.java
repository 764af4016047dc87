package dev.ringfence.audit.history;

import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.TextDiff;
import dev.ringfence.scanner.change.Unread;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/// Reads the lines that an edit adds; of a merge the lines that are in no parent. One a thread.
public final class AddedLines implements AutoCloseable {
  private static final int MAX_BYTES = 16 << 20;
  private static final byte[] LFS =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

  private final Repository repository;
  private final ObjectReader objects;

  /// A reader of a repository, which stays open as long as it.
  public AddedLines(Repository repository) {
    this.repository = repository;
    this.objects = repository.newObjectReader();
  }

  /// The change of a file; what of it cannot be read is named in it.
  public FileChange of(FileEdit edit) {
    FileChange.Kind kind =
        switch (edit.kind()) {
          case ADDED, LINK -> FileChange.Kind.ADDED;
          case MODIFIED -> FileChange.Kind.MODIFIED;
          case DELETED -> FileChange.Kind.DELETED;
          case RENAMED, COPIED -> FileChange.Kind.RENAMED;
          case SUBMODULE -> FileChange.Kind.SUBMODULE;
        };
    if (edit.kind() == FileEdit.Kind.DELETED) {
      return new FileChange(edit.path(), edit.oldPath(), kind, List.of(), Optional.empty());
    }
    if (edit.kind() == FileEdit.Kind.SUBMODULE) {
      return unread(
          edit,
          kind,
          "submodule at "
              + edit.blob().substring(0, 12)
              + ": its content is another repository's, and not part of this history",
          false);
    }
    if (edit.kind() == FileEdit.Kind.LINK) {
      return unread(edit, kind, "a symbolic link, which is not followed", false);
    }
    byte[] after;
    try {
      after = bytes(edit.blob());
    } catch (IOException | RuntimeException missing) {
      return unread(edit, kind, MissingObjects.why(repository, missing), mayBeCode(edit.path()));
    }
    if (after.length > MAX_BYTES) {
      return TextDiff.tooLarge(
          edit.path(), edit.oldPath(), kind, Arrays.copyOf(after, TextDiff.PROBE), MAX_BYTES);
    }
    if (after.length < 1024 && startsWith(after, LFS)) {
      return unread(
          edit,
          kind,
          "a Git LFS pointer: the content is not in the repository",
          mayBeCode(edit.path()));
    }
    List<String> faults = new ArrayList<>();
    List<FileChange> sides = new ArrayList<>();
    if (edit.oldBlobs().stream().allMatch(String::isEmpty)) {
      sides.add(side(edit, kind, new byte[0], after));
    } else {
      for (String old : edit.oldBlobs()) {
        sides.add(side(edit, kind, old.isEmpty() ? new byte[0] : before(old, faults), after));
      }
    }
    FileChange change = inNoParent(sides);
    for (String fault : faults) {
      change =
          change.withUnread(
              new Unread(
                  "the content before could not be read, so all of it counts as added: " + fault,
                  true));
    }
    return change;
  }

  private static FileChange side(FileEdit edit, FileChange.Kind kind, byte[] before, byte[] after) {
    return TextDiff.of(edit.path(), edit.oldPath(), kind, before, after, false);
  }

  /// The lines that are added against every parent.
  private static FileChange inNoParent(List<FileChange> sides) {
    if (sides.size() == 1) {
      return sides.getFirst();
    }
    FileChange least =
        sides.stream()
            .min(
                Comparator.comparingInt(
                    side -> side.hunks().stream().mapToInt(Hunk::addedLines).sum()))
            .orElseThrow();
    List<Hunk> hunks = least.hunks();
    for (FileChange side : sides) {
      Set<Integer> added = new HashSet<>();
      for (Hunk hunk : side.hunks()) {
        for (int i = 0; i < hunk.lines().size(); i++) {
          if (hunk.added().get(i)) {
            added.add(hunk.firstLine() + i);
          }
        }
      }
      hunks = hunks.stream().map(hunk -> only(hunk, added)).toList();
    }
    return new FileChange(
        least.path(),
        least.oldPath(),
        least.kind(),
        hunks.stream().filter(hunk -> hunk.addedLines() > 0).toList(),
        least.newText(),
        least.unread());
  }

  private static Hunk only(Hunk hunk, Set<Integer> lines) {
    List<Boolean> added = new ArrayList<>();
    for (int i = 0; i < hunk.lines().size(); i++) {
      added.add(hunk.added().get(i) && lines.contains(hunk.firstLine() + i));
    }
    return new Hunk(hunk.firstLine(), hunk.lines(), added, hunk.removed());
  }

  private static FileChange unread(
      FileEdit edit, FileChange.Kind kind, String why, boolean mayBeCode) {
    return FileChange.unread(edit.path(), edit.oldPath(), kind, new Unread(why, mayBeCode));
  }

  private static boolean mayBeCode(String path) {
    return LanguageDetector.namesCode(path);
  }

  private byte[] before(String blob, List<String> faults) {
    try {
      byte[] bytes = bytes(blob);
      return bytes.length > MAX_BYTES ? new byte[0] : bytes;
    } catch (IOException | RuntimeException missing) {
      faults.add(MissingObjects.why(repository, missing));
      return new byte[0];
    }
  }

  /// The bytes of a content, or of a larger one, one more than the limit.
  private byte[] bytes(String blob) throws IOException {
    try (InputStream in =
        objects.open(ObjectId.fromString(blob), Constants.OBJ_BLOB).openStream()) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  @Override
  public void close() {
    objects.close();
  }
}
