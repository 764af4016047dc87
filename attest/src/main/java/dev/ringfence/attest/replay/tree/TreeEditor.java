package dev.ringfence.attest.replay.tree;

import dev.ringfence.attest.replay.answer.FileEdit;
import dev.ringfence.fingerprints.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes of a tree what an answer says, whole or not at all. Links are never followed.
public final class TreeEditor {
  private static final long MAX_BYTES = 16L << 20;

  /// So many lines are compared with those of an answer's hunks at most.
  private static final long MAX_COMPARED = 100_000_000;

  private final Path root;
  private long patience = MAX_COMPARED;
  private final List<String> faults = new ArrayList<>();
  private final List<String> hostile = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /* The text that each file gets; empty for none. */
  private final Map<String, Optional<String>> texts = new LinkedHashMap<>();

  private TreeEditor(Path root) {
    this.root = root;
  }

  /// What came of it.
  ///
  /// @param faults what does not fit; where there is any, nothing was written
  /// @param hostile what would lead out of the tree; where there is any, nothing was written
  /// @param notes what a reader should know
  public record Outcome(List<String> faults, List<String> hostile, List<String> notes) {
    public Outcome {
      faults = List.copyOf(faults);
      hostile = List.copyOf(hostile);
      notes = List.copyOf(notes);
    }

    /// Whether it was written.
    public boolean isDone() {
      return faults.isEmpty() && hostile.isEmpty();
    }
  }

  /// Edits a tree.
  ///
  /// @param edits what to do; their paths were judged before
  public static Outcome apply(Path root, List<FileEdit> edits) throws IOException {
    TreeEditor editor = new TreeEditor(root);
    for (FileEdit edit : edits) {
      editor.prepare(edit);
    }
    if (editor.faults.isEmpty() && editor.hostile.isEmpty()) {
      for (Map.Entry<String, Optional<String>> each : editor.texts.entrySet()) {
        Path file = root.resolve(each.getKey());
        if (each.getValue().isEmpty()) {
          Files.deleteIfExists(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.writeString(file, each.getValue().get());
        }
      }
    }
    return new Outcome(editor.faults, editor.hostile, editor.notes);
  }

  private void prepare(FileEdit edit) throws IOException {
    if (!isSafe(edit.path())) {
      return;
    }
    switch (edit) {
      case FileEdit.Write write -> texts.put(write.path(), Optional.of(write.text()));
      case FileEdit.Delete delete -> {
        if (read(delete.path()).isEmpty()) {
          faults.add("`" + delete.path() + "` is to be deleted and is not there");
        } else {
          texts.put(delete.path(), Optional.empty());
        }
      }
      case FileEdit.Patch patch -> patch(patch);
    }
  }

  private void patch(FileEdit.Patch patch) throws IOException {
    String source = patch.from().orElse(patch.path());
    if (!isSafe(source)) {
      return;
    }
    Optional<String> before = read(source);
    if (before.isEmpty() && !patch.creates() && !startsFromNothing(patch)) {
      faults.add("`" + source + "` is to be changed and is not there");
      return;
    }
    if (before.isPresent() && patch.creates() && !before.get().isEmpty()) {
      notes.add("`" + patch.path() + "` is given as new and was there");
      before = Optional.of("");
    }
    Optional<String> after = patched(patch, before.orElse(""));
    if (after.isEmpty()) {
      return;
    }
    texts.put(patch.path(), after);
    if (patch.from().isPresent() && !patch.copied()) {
      texts.putIfAbsent(source, Optional.empty());
    }
  }

  private static boolean startsFromNothing(FileEdit.Patch patch) {
    return patch.hunks().size() == 1 && patch.hunks().getFirst().before().isEmpty();
  }

  private Optional<String> patched(FileEdit.Patch patch, String before) {
    boolean crlf = before.contains("\r\n");
    boolean ended = before.isEmpty() || before.endsWith("\n");
    String text = crlf ? before.replace("\r\n", "\n") : before;
    List<String> lines =
        new ArrayList<>(
            text.isEmpty()
                ? List.of()
                : List.of(
                    (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text)
                        .split("\n", -1)));
    int grown = 0;
    int least = 0;
    int number = 0;
    for (FileEdit.Hunk hunk : patch.hunks()) {
      number++;
      int wanted =
          Math.max(0, hunk.line() - (hunk.before().isEmpty() && hunk.line() > 0 ? 0 : 1)) + grown;
      int at = find(lines, hunk.before(), wanted, least, false);
      boolean loose = at < 0;
      if (loose) {
        at = find(lines, hunk.before(), wanted, least, true);
      }
      if (at < 0) {
        faults.add(
            "hunk "
                + number
                + " of `"
                + patch.path()
                + "` does not apply: "
                + (hunk.before().isEmpty()
                    ? "there is no line " + hunk.line()
                    : "`" + hunk.before().getFirst().strip() + "` and what follows is not there"));
        return Optional.empty();
      }
      if (at != wanted && hunk.line() > 0) {
        notes.add(
            "hunk "
                + number
                + " of `"
                + patch.path()
                + "` names line "
                + hunk.line()
                + " and fits at line "
                + (at - grown + 1));
      }
      List<String> place = lines.subList(at, at + hunk.before().size());
      List<String> after = new ArrayList<>(hunk.after());
      place.clear();
      lines.addAll(at, after);
      least = at + after.size();
      grown += after.size() - hunk.before().size();
      if (least == lines.size()) {
        ended = !hunk.endsOpen();
      }
    }
    String joined = String.join("\n", lines) + (lines.isEmpty() || !ended ? "" : "\n");
    return Optional.of(crlf ? joined.replace("\n", "\r\n") : joined);
  }

  /// Where lines stand: at the wanted place, else nearest to it; below 0 for nowhere.
  ///
  /// @param loose whether blanks at the ends of lines do not count
  private int find(List<String> lines, List<String> wanted, int near, int least, boolean loose) {
    if (wanted.isEmpty()) {
      return near >= least && near <= lines.size() ? near : -1;
    }
    int best = -1;
    for (int at = least; at + wanted.size() <= lines.size(); at++) {
      if ((best < 0 || Math.abs(at - near) < Math.abs(best - near))
          && isAt(lines, wanted, at, loose)) {
        best = at;
      }
    }
    return best;
  }

  private boolean isAt(List<String> lines, List<String> wanted, int at, boolean loose) {
    for (int i = 0; i < wanted.size(); i++) {
      if (--patience < 0) {
        return false; // Lines made to be alike: nobody waits for them.
      }
      String line = lines.get(at + i);
      String other = wanted.get(i);
      if (!(loose ? line.stripTrailing().equals(other.stripTrailing()) : line.equals(other))) {
        return false;
      }
    }
    return true;
  }

  /// The text that a file has by now; empty where there is none.
  private Optional<String> read(String path) throws IOException {
    Optional<String> changed = texts.getOrDefault(path, Optional.empty());
    if (texts.containsKey(path)) {
      return changed;
    }
    Path file = root.resolve(path);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (Files.size(file) > MAX_BYTES) {
      faults.add("`" + path + "` is larger than " + (MAX_BYTES >> 20) + " MB");
      return Optional.empty();
    }
    return Optional.of(SourceText.decode(Files.readAllBytes(file)));
  }

  /// Whether nothing on the way to a file, nor the file itself, is a link or no folder.
  private boolean isSafe(String path) {
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root.normalize()) || file.equals(root.normalize())) {
      hostile.add("`" + path + "` leads out of the tree");
      return false;
    }
    Path at = root;
    for (Path part : root.relativize(file)) {
      at = at.resolve(part);
      if (Files.isSymbolicLink(at)) {
        hostile.add("`" + path + "` goes through the link `" + root.relativize(at) + "`");
        return false;
      }
      boolean last = at.equals(file);
      if (!last
          && Files.exists(at, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        faults.add("`" + path + "` lies below a file");
        return false;
      }
      if (last && Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        faults.add("`" + path + "` is a folder");
        return false;
      }
    }
    return true;
  }
}
