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

  /// Lines with a `+` in no hunk that are taken for code, at least.
  private static final int MIN_STRAY = 3;

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

  // Names since the last hunk.
  private @Nullable String oldName;
  private @Nullable String newName;
  private @Nullable String starName;
  private @Nullable String indexName;
  private int namesAt;
  private boolean pairAt;
  private boolean namesInHunk;

  private int stray;
  private int strayCode;
  private boolean inFence;
  private boolean fenceRead;

  /// Whether the header of a mail or commit stands before, so that fences are examples in its
  /// message.
  private boolean inMessage;

  DiffReader(PatchLines lines, PatchOptions options, Faults faults) {
    this.lines = lines;
    this.options = options;
    this.faults = faults;
    this.text = new HunkText(lines, faults, this::extraLine);
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
    endStray(at);
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
      endStray(at);
      fenceRead = true;
      inHeader = false;
      return next;
    }
    if (name(at, bare, margin) || header(at, bare, margin)) {
      endStray(at);
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
    if (entry != null && !entry.hunks.isEmpty() && !namesGiven()) {
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

  private boolean namesGiven() {
    return oldName != null || newName != null || starName != null || indexName != null;
  }

  /// The file of the hunk at a line: the one that the names before it give, else the one before.
  private @Nullable FileEntry fileOf() {
    FileEntry current = entry;
    if (!namesGiven()) {
      return current;
    }
    String before = oldName != null ? oldName : starName;
    String after = newName;
    String index = indexName;
    // Names that came behind a hunk's counts may be text of that hunk, and this of its file.
    if (namesInHunk && current != null) {
      index = current.newName != null ? current.newName : current.gitNew;
    }
    boolean same =
        current != null && current.hunks.isEmpty() && !current.binary && (inHeader || !current.git);
    if (current == null || !same) {
      pairAt = false;
      finish();
      current = new FileEntry(lines.number(namesAt), false, false);
      entry = current;
    }
    current.oldName = before != null ? before : current.oldName;
    current.newName = after != null ? after : current.newName;
    current.indexName = index != null ? index : current.indexName;
    clearNames();
    return current;
  }

  private void clearNames() {
    oldName = null;
    newName = null;
    starName = null;
    indexName = null;
    pairAt = false;
    namesInHunk = false;
  }

  /// Takes a name of a file that a line gives; returns whether it gives one.
  private boolean name(int at, String bare, Margin margin) {
    String line = bare;
    while (line.startsWith("- ")) {
      line = line.substring(2);
    }
    if (line.startsWith("--- ")) {
      if (starName != null && newName == null) {
        newName = FileNames.after(line.substring(4));
      } else {
        oldName = FileNames.after(line.substring(4));
      }
      namesAt = at;
      pairAt = false;
      return true;
    }
    if (line.startsWith("+++ ")) {
      newName = FileNames.after(line.substring(4));
      pairAt = oldName != null && namesAt == at - 1 && margin == Margin.NONE;
      namesAt = pairAt ? namesAt : at;
      return true;
    }
    if (line.startsWith("*** ")) {
      if (edit(at, line)) {
        return true;
      }
      starName = FileNames.after(line.substring(4));
      namesAt = at;
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

  /// A name that stands behind the counts of a hunk, where its text may go on.
  private void extraLine(String line) {
    for (String start : new String[] {"--- ", "+++ ", "*** ", "Index: "}) {
      String bare = Margin.bare(line);
      if (bare.startsWith(start)) {
        String given = FileNames.after(bare.substring(start.length()));
        switch (start) {
          case "--- " -> oldName = given;
          case "+++ " -> newName = given;
          case "*** " -> starName = given;
          default -> indexName = given;
        }
        namesInHunk = true;
      }
    }
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
      diff(at, bare, margin);
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
        clearNames();
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
      clearNames();
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

  /// A line that a diff program writes before a file.
  private void diff(int at, String bare, Margin margin) {
    boolean git = bare.startsWith("diff --git ");
    boolean merge = bare.startsWith("diff --cc ") || bare.startsWith("diff --combined ");
    finish();
    inHeader = true;
    boolean complete = margin == Margin.NONE && (git || merge);
    FileEntry started = new FileEntry(lines.number(at), git || merge, complete);
    if (git) {
      String[] names = FileNames.ofGit(bare.substring("diff --git ".length()));
      if (names != null) {
        started.gitOld = names[0];
        started.gitNew = names[1];
      }
    } else if (merge) {
      started.exactly(FileNames.unquote(bare.substring(bare.indexOf(' ', 5) + 1)));
    } else if (bare.startsWith("diff -")) {
      // The names come again where there are hunks, but for normal diffs and binaries.
      String[] words = bare.split(" ", -1);
      if (words.length > 3 || (words.length == 3 && !words[1].startsWith("-"))) {
        started.gitOld = words[words.length - 2];
        started.gitNew = words[words.length - 1];
      } else {
        started.gitNew = words[words.length - 1];
      }
    } else {
      String[] words = bare.split(" ", -1);
      if (words.length == 3) {
        started.gitOld = words[1];
        started.gitNew = words[2];
      } else {
        // A sentence.
        inHeader = false;
        return;
      }
    }
    entry = started;
  }

  /// Looks at a line that no reader takes: prose, unless it looks like a change.
  private void other(int at, String line) {
    inHeader = false;
    if (line.startsWith("+")) {
      stray++;
      strayCode += line.matches(".*[;{}()=].*") ? 1 : 0;
      return;
    }
    endStray(at);
    if (line.startsWith("Subject: ") || line.startsWith("commit ")) {
      inMessage = true;
    }
    if (line.startsWith("```") || line.startsWith("~~~")) {
      inFence = !inFence && line.matches("(?:```+|~~~+) *(?:diff|patch|udiff)\\b.*");
      fenceRead = false;
    } else if (PROPERTY.matcher(line).matches()) {
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

  private void endStray(int at) {
    boolean code = stray >= MIN_STRAY && strayCode * 2 >= stray;
    if (code || (stray > 0 && inFence && !fenceRead && !inMessage)) {
      faults.add(
          lines.number(at - stray),
          stray + " lines that begin with `+` stand in no hunk and were not read");
    }
    stray = 0;
    strayCode = 0;
  }

  private void finish() {
    if (pairAt) {
      faults.add(lines.number(namesAt), "a file without its hunks: the diff is cut short");
    }
    clearNames();
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
