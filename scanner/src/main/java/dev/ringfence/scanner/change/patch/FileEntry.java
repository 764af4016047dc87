package dev.ringfence.scanner.change.patch;

import dev.ringfence.fingerprints.source.TextDecoder;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.Unread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One file of a patch while it is read.
final class FileEntry {
  private static final String BINARY = "binary content";
  private static final String SUBMODULE = "160000";
  private static final String LINK = "120000";
  private static final String COMMIT = "Subproject commit ";

  /// The line of the input that it begins at.
  final int startedAt;

  /// Whether a `diff --git` line, without a margin, begins it.
  private final boolean complete;

  final boolean git;
  @Nullable String oldName;
  @Nullable String newName;
  @Nullable String indexName;
  @Nullable String gitOld;
  @Nullable String gitNew;
  private @Nullable String exactOld;
  private @Nullable String exactNew;
  private FileChange.Kind kind = FileChange.Kind.MODIFIED;
  private String mode = "";
  private String oldId = "";

  /// Whether something but hunks says what happens to it: a mode, a name, a binary.
  boolean explained;

  /// Whether its content is said to be binary.
  boolean binary;

  @Nullable GitBinaryPatch gitBinary;
  final List<RawHunk> hunks = new ArrayList<>();

  FileEntry(int startedAt, boolean git, boolean complete) {
    this.startedAt = startedAt;
    this.git = git;
    this.complete = complete;
  }

  /// Takes in a line between `diff --git` and the hunks; returns whether it belongs there.
  boolean header(String line) {
    if (line.startsWith("index ")) {
      String[] words = line.substring("index ".length()).split(" ", -1);
      int dots = words[0].indexOf("..");
      oldId = dots > 0 ? words[0].substring(0, dots) : "";
      mode = words.length > 1 ? words[1] : mode;
      return true;
    }
    if (line.startsWith("new file mode ")) {
      kind = FileChange.Kind.ADDED;
      mode = line.substring("new file mode ".length());
    } else if (line.startsWith("deleted file mode ")) {
      kind = FileChange.Kind.DELETED;
      mode = line.substring("deleted file mode ".length());
    } else if (line.startsWith("new mode ")) {
      mode = line.substring("new mode ".length());
    } else if (line.startsWith("rename from ") || line.startsWith("copy from ")) {
      exactOld = FileNames.unquote(line.substring(line.indexOf(" from ") + 6));
    } else if (line.startsWith("rename to ") || line.startsWith("copy to ")) {
      kind = FileChange.Kind.RENAMED;
      exactNew = FileNames.unquote(line.substring(line.indexOf(" to ") + 4));
    } else if (line.startsWith("rename old ") || line.startsWith("rename new ")) {
      kind = FileChange.Kind.RENAMED;
    } else if (!line.startsWith("old mode ")
        && !line.startsWith("similarity index ")
        && !line.startsWith("dissimilarity index ")) {
      return false;
    }
    explained = true;
    return true;
  }

  /// Says that its one name has no prefix.
  void exactly(String name) {
    exactNew = name;
  }

  void kind(FileChange.Kind known) {
    kind = known;
  }

  private PathPrefixes.Names names() {
    boolean deleted = kind == FileChange.Kind.DELETED || "/dev/null".equals(newName);
    return new PathPrefixes.Names(
        oldName,
        newName,
        indexName,
        git,
        gitOld,
        gitNew,
        deleted && exactNew == null ? exactOld : exactNew);
  }

  /// What was read of it.
  void finish(PatchOptions options, List<FileChange> files, Faults faults) {
    if (complete && hunks.isEmpty() && !explained && !binary) {
      faults.add(startedAt, "a file without its hunks: the diff is cut short");
    }
    List<String> candidates = new ArrayList<>();
    for (String name : PathPrefixes.candidates(names(), options.strip().orElse(-1))) {
      String path = PatchLines.decode(name);
      if (PathPrefixes.climbs(path)) {
        faults.add(startedAt, "a path with `..`, `" + path + "`: where it leads is not known");
        path = PathPrefixes.resolved(path);
      }
      if (!path.isEmpty() && !candidates.contains(path)) {
        candidates.add(path);
      }
    }
    if (candidates.isEmpty()) {
      if (!hunks.isEmpty() || binary || gitBinary != null) {
        faults.add(startedAt, "hunks without a file name before them");
      }
      return;
    }
    String path = options.paths().choose(candidates);
    FileChange.Kind known = kind;
    if (known == FileChange.Kind.MODIFIED) {
      known =
          "/dev/null".equals(oldName)
              ? FileChange.Kind.ADDED
              : "/dev/null".equals(newName) ? FileChange.Kind.DELETED : known;
    }
    if (isSubmodule()) {
      Unread moved = new Unread(submodule(), false);
      files.add(FileChange.unread(path, oldPath(path), FileChange.Kind.SUBMODULE, moved));
    } else if (isLink()) {
      String target = PatchLines.decode(hunks.getFirst().lines.getFirst());
      Unread link = new Unread("a symbolic link to `" + target + "`", false);
      add(files, path, known, List.of(), Optional.empty(), link);
    } else if (gitBinary != null) {
      addGitBinary(files, path, known, options, faults);
    } else if (binary) {
      boolean mayBeCode =
          known != FileChange.Kind.DELETED && candidates.stream().anyMatch(BinaryNames::mayBeCode);
      List<Hunk> read = decoded();
      add(files, path, known, read, Optional.empty(), new Unread(BINARY, mayBeCode));
    } else {
      add(files, path, known, decoded(), Optional.empty(), null);
    }
  }

  private void add(
      List<FileChange> files,
      String path,
      FileChange.Kind known,
      List<Hunk> read,
      Optional<String> text,
      @Nullable Unread unread) {
    files.add(
        new FileChange(
            path, oldPath(path), known, read, text, unread == null ? List.of() : List.of(unread)));
  }

  private Optional<String> oldPath(String path) {
    if (exactOld != null && exactNew != null) {
      String old = PatchLines.decode(exactOld);
      return old.equals(path) ? Optional.empty() : Optional.of(old);
    }
    String old = oldName != null ? oldName : gitOld;
    String after = newName != null ? newName : gitNew;
    if (old == null
        || old.equals("/dev/null")
        || "/dev/null".equals(after)
        || old.equals(after)
        || PathPrefixes.isPair(old, after)) {
      return Optional.empty();
    }
    List<String> before =
        PathPrefixes.candidates(new PathPrefixes.Names(old, null, null, git, null, null, null), -1);
    return before.isEmpty() || before.contains(path)
        ? Optional.empty()
        : Optional.of(PatchLines.decode(before.getFirst()));
  }

  private boolean isSubmodule() {
    return mode.startsWith(SUBMODULE)
        && hunks.size() <= 1
        && hunks.stream().allMatch(hunk -> hunk.lines.size() <= 1 && isCommit(hunk));
  }

  private static boolean isCommit(RawHunk hunk) {
    String line = hunk.lines.isEmpty() ? hunk.firstRemoved : hunk.lines.getFirst();
    return line.matches(COMMIT + "[0-9a-f]{7,64}(?:-dirty)?");
  }

  private String submodule() {
    if (hunks.isEmpty()) {
      return "a submodule";
    }
    RawHunk hunk = hunks.getFirst();
    String before = hunk.firstRemoved.startsWith(COMMIT) ? hunk.firstRemoved : "";
    String after = hunk.lines.isEmpty() ? "" : hunk.lines.getFirst();
    if (before.isEmpty()) {
      return "a submodule, new at " + after.substring(COMMIT.length());
    }
    String from = before.substring(COMMIT.length());
    return after.isEmpty()
        ? "a submodule, removed; it was at " + from
        : "a submodule, moved from " + from + " to " + after.substring(COMMIT.length());
  }

  private boolean isLink() {
    return mode.startsWith(LINK) && hunks.size() == 1 && hunks.getFirst().lines.size() == 1;
  }

  /// The hunks, decoded as one text.
  private List<Hunk> decoded() {
    List<String> raw = new ArrayList<>();
    hunks.forEach(hunk -> raw.addAll(hunk.lines));
    List<String> lines = PatchLines.decode(raw);
    List<Hunk> read = new ArrayList<>();
    int at = 0;
    for (RawHunk hunk : hunks) {
      List<String> text = new ArrayList<>();
      for (int i = 0; i < hunk.lines.size(); i++) {
        text.add(lines.get(at++));
      }
      read.add(new Hunk(hunk.firstLine, text, hunk.added, hunk.removed));
    }
    return read;
  }

  private void addGitBinary(
      List<FileChange> files,
      String path,
      FileChange.Kind known,
      PatchOptions options,
      Faults faults) {
    GitBinaryPatch patch = gitBinary;
    if (patch == null) {
      return;
    }
    Optional<byte[]> content = Optional.empty();
    try {
      content = patch.content(patch.isDelta() ? options.blobs().apply(oldId) : Optional.empty());
    } catch (IOException | RuntimeException damaged) {
      faults.add(startedAt, "a git binary patch whose delta is damaged");
    }
    boolean mayBeCode = BinaryNames.mayBeCode(path);
    if (known == FileChange.Kind.DELETED) {
      add(files, path, known, List.of(), Optional.empty(), null);
    } else if (content.isEmpty()) {
      String reason = patch.isDelta() ? "a binary delta to content that is not at hand" : BINARY;
      add(files, path, known, List.of(), Optional.empty(), new Unread(reason, mayBeCode));
    } else {
      switch (TextDecoder.decode(path, content.get())) {
        case TextDecoder.Text text -> {
          Unread doubt = text.doubt().map(reason -> new Unread(reason, true)).orElse(null);
          add(files, path, known, List.of(whole(text.text())), Optional.of(text.text()), doubt);
        }
        case TextDecoder.Binary data -> {
          Unread unread = new Unread(data.kind(), data.mayBeCode());
          add(files, path, known, List.of(), Optional.empty(), unread);
        }
      }
    }
  }

  /// What is added where the text before is not known: all of it.
  private static Hunk whole(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    lines.replaceAll(PatchLines::withoutCr);
    return new Hunk(1, lines, Collections.nCopies(lines.size(), true), 0);
  }
}
