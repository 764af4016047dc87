package dev.ringfence.scanner.change.patch;

import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the diffs in the lines of a patch: unified, context, normal and combined ones, git's
/// extended headers, and the edits of assistants. Total and linear: what cannot be read is a fault.
final class DiffReader {
  /*
   * A file begins where git or `patch` would begin one. `patch` is the freer of the two: it takes any
   * `---`, `+++`, `***` or `Index:` line since the last hunk for a name, indented or not, alone or
   * not; so names are collected as they come, and belong to the next hunk. git wants its header lines
   * without a break behind `diff --git`; only there do they count.
   */

  private static final Pattern DIFFER =
      Pattern.compile("(?:Binary files|Files) (.+) and (.+) differ");
  private static final Pattern HG_BINARY =
      Pattern.compile("Binary file (.+) has changed(?: to .*)?");
  private static final Pattern ONLY_IN = Pattern.compile("Only in ([^:]+): (.+)");
  private static final Pattern SUBMODULE =
      Pattern.compile("Submodule (.+?) ([0-9a-f]{4,64}\\.{2,3}[0-9a-f]{4,64})(?: \\(.*\\))?:?");
  private static final Pattern PERFORCE = Pattern.compile("==== (//[^#]+)#\\d+.*");
  private static final Pattern PROPERTY =
      Pattern.compile("## -(\\d{1,6})(?:,(\\d{1,6}))? \\+(\\d{1,6})(?:,(\\d{1,6}))? ##");
  private static final Pattern ED = Pattern.compile("(?:\\d+(?:,\\d+)?)?[aci]");
  private static final Pattern RCS = Pattern.compile("a\\d+ \\d+");
  private static final Pattern EDIT_FILE =
      Pattern.compile("\\*\\*\\* (Add|Update|Delete) File: (.+)");

  private final PatchLines lines;
  private final PatchOptions options;
  private final Faults faults;
  private final List<FileChange> files = new ArrayList<>();
  private final List<String[]> onlyIn = new ArrayList<>();
  private final HunkText text;
  private final int lastDot;

  private @Nullable FileEntry entry;

  /// Whether the next line may be one of git's header lines.
  private boolean inHeader;

  private final PendingNames names = new PendingNames();
  private final StrayLines stray;

  DiffReader(PatchLines lines, PatchOptions options, Faults faults) {
    this.lines = lines;
    this.stray = new StrayLines(lines, faults);
    this.options = options;
    this.faults = faults;
    this.text = new HunkText(lines, faults, names::takeBehindCounts);
    int dot = -1;
    for (int i = 0; i < lines.size(); i++) {
      dot = lines.line(i).equals(".") ? i : dot;
    }
    this.lastDot = dot;
  }

  /// The files of the patch, in order.
  List<FileChange> read() {
    int at = 0;
    while (at < lines.size()) {
      at = step(at);
    }
    stray.end(at);
    finish();
    OnlyIn.addTo(files, onlyIn, options);
    return files;
  }

  private int step(int at) {
    String line = lines.line(at);
    String bare = Margin.bare(line);
    Margin margin = bare.length() == line.length() ? Margin.NONE : Margin.of(line);
    int next = hunk(at, bare, margin);
    if (next > at) {
      stray.end(at);
      stray.hunkRead();
      inHeader = false;
      return next;
    }
    if (name(at, bare, margin) || header(at, bare, margin)) {
      stray.end(at);
      return Math.max(at + 1, skipTo);
    }
    other(at, line);
    return Math.max(at + 1, skipTo);
  }

  private int skipTo;

  /// Reads a hunk if one begins at a line; returns the line behind it, or the line itself.
  private int hunk(int at, String bare, Margin margin) {
    if (bare.startsWith("@@")) {
      Matcher combined = HunkText.COMBINED.matcher(bare);
      if (bare.startsWith("@@@") && combined.find()) {
        return take(at, text.combined(at, margin, combined));
      }
      Matcher unified = Landmarks.UNIFIED.matcher(bare);
      if (unified.find()) {
        return take(at, text.unified(at, margin, unified));
      }
      return uncounted(at, bare, margin);
    }
    if (bare.startsWith("********") && text.isContext(at, margin)) {
      return take(at, text.context(at, margin));
    }
    if (!bare.isEmpty() && bare.charAt(0) >= '0' && bare.charAt(0) <= '9') {
      Matcher normal = HunkText.NORMAL.matcher(bare);
      if (normal.matches()) {
        String next = margin.strip(lines.line(at + 1));
        String mark = normal.group(3).equals("a") ? ">" : "<";
        if (next.startsWith(mark + " ") || next.equals(mark)) {
          return take(at, text.normal(at, margin, normal));
        }
      }
    }
    return at;
  }

  /// A hunk that gives no range, as people and assistants write them, or a damaged one.
  private int uncounted(int at, String bare, Margin margin) {
    String next = margin.strip(lines.line(at + 1));
    boolean text1 = !next.isEmpty() && "+- ".indexOf(next.charAt(0)) >= 0 && at + 1 < lines.size();
    boolean damaged = bare.startsWith("@@ -");
    if (damaged) {
      faults.add(lines.number(at), "the range of a hunk cannot be read");
    } else if (!text1 || (margin != Margin.NONE && entry == null)) {
      return at;
    }
    int first = 1;
    if (entry != null && !entry.hunks.isEmpty() && !names.areGiven()) {
      RawHunk before = entry.hunks.getLast();
      first = before.firstLine + before.lines.size();
    }
    return take(at, text.uncounted(at, margin, first));
  }

  private int take(int at, HunkText.Read read) {
    FileEntry to = fileOf();
    if (to == null) {
      faults.add(lines.number(at), "hunk without a file name before it");
    } else {
      to.hunks.add(read.hunk());
    }
    return read.end();
  }

  /// The file of the hunk at a line: the one that the names before it give, else the one before.
  private @Nullable FileEntry fileOf() {
    FileEntry current = entry;
    if (!names.areGiven()) {
      return current;
    }
    String before = names.oldName != null ? names.oldName : names.starName;
    String after = names.newName;
    String index = names.indexName;
    // Names that came behind a hunk's counts may be text of that hunk, and this of its file.
    if (names.inHunk && current != null) {
      index = current.newName != null ? current.newName : current.gitNew;
    }
    boolean same =
        current != null && current.hunks.isEmpty() && !current.binary && (inHeader || !current.git);
    if (current == null || !same) {
      names.pair = false;
      finish();
      current = new FileEntry(lines.number(names.at), false, false);
      entry = current;
    }
    current.oldName = before != null ? before : current.oldName;
    current.newName = after != null ? after : current.newName;
    current.indexName = index != null ? index : current.indexName;
    names.clear();
    return current;
  }

  /// Takes a name of a file that a line gives; returns whether it gives one.
  private boolean name(int at, String bare, Margin margin) {
    String line = bare;
    while (line.startsWith("- ")) {
      line = line.substring(2);
    }
    if (line.startsWith("*** ") && edit(at, line)) {
      return true;
    }
    if (names.take(at, line, margin)) {
      return true;
    }
    Matcher perforce = PERFORCE.matcher(line);
    if (line.startsWith("Index:") || (line.startsWith("==== ") && perforce.matches())) {
      finish();
      FileEntry started = new FileEntry(lines.number(at), false, false);
      started.indexName =
          line.startsWith("Index:")
              ? FileNames.after(line.substring(6))
              : perforce.group(1).substring(2);
      entry = started;
      return true;
    }
    return false;
  }

  /// Files of the edits that assistants write: `*** Add File:` and so on.
  private boolean edit(int at, String line) {
    if (line.startsWith("*** Begin Patch")
        || line.startsWith("*** End Patch")
        || line.startsWith("*** End of File")) {
      return true;
    }
    if (line.startsWith("*** Move to: ") && entry != null) {
      entry.exactly(line.substring("*** Move to: ".length()));
      return true;
    }
    Matcher file = EDIT_FILE.matcher(line);
    if (!file.matches()) {
      return false;
    }
    finish();
    FileEntry started = new FileEntry(lines.number(at), false, false);
    started.exactly(file.group(2).strip());
    started.explained = true;
    started.kind(
        switch (file.group(1)) {
          case "Add" -> FileChange.Kind.ADDED;
          case "Delete" -> FileChange.Kind.DELETED;
          default -> FileChange.Kind.MODIFIED;
        });
    entry = started;
    String next = lines.line(at + 1);
    if (!next.isEmpty() && "+- ".indexOf(next.charAt(0)) >= 0 && at + 1 < lines.size()) {
      HunkText.Read read = text.uncounted(at, Margin.NONE, 1);
      started.hunks.add(read.hunk());
      skipTo = read.end();
    }
    return true;
  }

  /// Takes a line that begins a file or says something of it; returns whether it is one.
  private boolean header(int at, String bare, Margin margin) {
    if (bare.startsWith("diff ")) {
      finish();
      FileEntry started = DiffLine.entry(bare, lines.number(at), margin);
      entry = started;
      inHeader = started != null;
      return true;
    }
    FileEntry current = entry;
    if (current != null && inHeader && current.git && current.header(bare)) {
      return true;
    }
    if (bare.equals("GIT binary patch")) {
      GitBinaryPatch patch = GitBinaryPatch.read(lines, at + 1, margin);
      skipTo = patch.end();
      patch.fault().ifPresent(fault -> faults.add(lines.number(at), fault));
      if (current == null || !inHeader || current.gitBinary != null || !current.hunks.isEmpty()) {
        faults.add(lines.number(at), "a git binary patch without its file");
      } else {
        current.gitBinary = patch;
        current.binary = true;
        names.clear();
      }
      inHeader = false;
      return true;
    }
    return margin == Margin.NONE && unreadable(at, bare);
  }

  /// Takes a line that says that something is not in the patch.
  private boolean unreadable(int at, String line) {
    if (line.isEmpty() || "BFOCS".indexOf(line.charAt(0)) < 0) {
      return false;
    }
    FileEntry current = entry;
    boolean open = current != null && current.hunks.isEmpty() && !current.binary;
    Matcher differ = DIFFER.matcher(line);
    if (differ.matches()) {
      if (current == null || !open || !inHeader) {
        finish();
        current = new FileEntry(lines.number(at), false, false);
        current.oldName = FileNames.after(differ.group(1));
        current.newName = FileNames.after(differ.group(2));
        entry = current;
      }
      current.binary = true;
      names.clear();
      inHeader = false;
      return true;
    }
    Matcher changed = HG_BINARY.matcher(line);
    if (changed.matches()) {
      if (current == null || !open || !inHeader) {
        finish();
        current = new FileEntry(lines.number(at), false, false);
        current.exactly(changed.group(1));
        entry = current;
      }
      current.binary = true;
      inHeader = false;
      return true;
    }
    if (line.startsWith("Cannot display: file marked as a binary type")) {
      if (current != null && open) {
        current.binary = true;
      }
      return true;
    }
    Matcher only = ONLY_IN.matcher(line);
    if (only.matches()) {
      onlyIn.add(new String[] {only.group(1), only.group(2)});
      return true;
    }
    Matcher submodule = SUBMODULE.matcher(line);
    if (submodule.matches()) {
      finish();
      Unread moved = new Unread("a submodule, moved " + submodule.group(2), false);
      files.add(
          FileChange.unread(
              PatchLines.decode(submodule.group(1)),
              Optional.empty(),
              FileChange.Kind.SUBMODULE,
              moved));
      return true;
    }
    return false;
  }

  /// Looks at a line that no reader takes: prose, unless it looks like a change.
  private void other(int at, String line) {
    inHeader = false;
    if (stray.take(line)) {
      return;
    }
    stray.end(at);
    if (stray.frame(line)) {
      return;
    }
    if (PROPERTY.matcher(line).matches()) {
      // A property of Subversion: no file's text.
      int i = at + 1;
      while (i < lines.size()
          && !lines.line(i).isEmpty()
          && "+- \\".indexOf(lines.line(i).charAt(0)) >= 0) {
        i++;
      }
      skipTo = i;
    } else if (lastDot > at && ED.matcher(line).matches()) {
      faults.add(lines.number(at), "an ed script cannot be read; give a unified diff");
      int i = at + 1;
      while (!lines.line(i).equals(".")) {
        i++;
      }
      skipTo = i + 1;
    } else if (entry != null && RCS.matcher(line).matches()) {
      faults.add(lines.number(at), "an RCS diff cannot be read; give a unified diff");
    } else if (line.startsWith("<<<<<<< SEARCH")) {
      faults.add(lines.number(at), "an edit block cannot be read; give a unified diff");
    }
  }

  private void finish() {
    if (names.pair) {
      faults.add(lines.number(names.at), "a file without its hunks: the diff is cut short");
    }
    names.clear();
    FileEntry current = entry;
    entry = null;
    inHeader = false;
    if (current == null) {
      return;
    }
    boolean plain =
        !current.git && current.hunks.isEmpty() && !current.binary && !current.explained;
    if (!plain) {
      current.finish(options, files, faults);
    }
  }
}
