package dev.ringfence.scanner.change;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads unified diffs as `diff -u` and git write them, alone or inside a mail. Total: what cannot
/// be read becomes a fault of the change, with its line in the input.
public final class UnifiedDiffParser {
  private static final Pattern HUNK =
      Pattern.compile("^@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@.*");

  private final String[] lines;
  private final List<FileChange> files = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  // The file that is being read.
  private boolean open;
  private boolean git;
  private int startedAt;

  /// Whether a header line explains a file without hunks: a mode, a name, a binary.
  private boolean explained;

  private String gitOld = "";
  private String gitNew = "";
  private @Nullable String oldPath;
  private @Nullable String newPath;
  private FileChange.Kind kind = FileChange.Kind.MODIFIED;
  private boolean binary;
  private List<Hunk> hunks = new ArrayList<>();

  private UnifiedDiffParser(String text) {
    this.lines = text.split("\n", -1);
  }

  /// The change that a diff describes. A text without any diff has no files.
  public static Change parse(String label, String text) {
    UnifiedDiffParser parser = new UnifiedDiffParser(text);
    parser.run();
    return new Change(label, parser.files, parser.faults);
  }

  private void run() {
    int i = 0;
    while (i < lines.length) {
      String line = withoutCr(lines[i]);
      if (line.startsWith("diff --git ")) {
        finish();
        startGit(line);
        startedAt = i + 1;
        i++;
      } else if (line.startsWith("--- ")
          && i + 1 < lines.length
          && lines[i + 1].startsWith("+++ ")
          && (i + 2 >= lines.length || lines[i + 2].startsWith("@@") || open)) {
        if (!open || !hunks.isEmpty()) {
          finish();
          open = true;
          startedAt = i + 1;
        }
        oldPath = path(line.substring(4));
        newPath = path(withoutCr(lines[i + 1]).substring(4));
        i += 2;
      } else if (line.startsWith("@@@")) {
        faults.add("line " + (i + 1) + ": combined diffs of merges cannot be read");
        i++;
      } else if (HUNK.matcher(line).matches()) {
        i = hunk(i);
      } else {
        if (open) {
          header(line);
        }
        i++;
      }
    }
    finish();
  }

  private void startGit(String line) {
    open = true;
    git = true;
    String rest = line.substring("diff --git ".length());
    // Only needed for files without hunks: equal halves, or two quoted names.
    if (rest.startsWith("\"")) {
      int end = endOfQuoted(rest);
      gitOld = strip(unquote(rest.substring(0, end)), "a/");
      gitNew = strip(unquote(rest.substring(Math.min(rest.length(), end + 1))), "b/");
    } else {
      int half = rest.length() / 2;
      boolean halves = rest.length() % 2 == 1 && rest.charAt(half) == ' ';
      int split = halves ? half : rest.indexOf(" b/");
      gitOld = strip(split < 0 ? rest : rest.substring(0, split), "a/");
      gitNew = strip(split < 0 ? rest : rest.substring(split + 1), "b/");
    }
  }

  private static int endOfQuoted(String text) {
    int i = 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), i + 1);
  }

  private void header(String line) {
    explained |=
        line.matches(
            "(old mode|new mode|new file mode|deleted file mode|similarity index|rename |copy |Binary"
                + " files |GIT binary patch).*");
    if (line.startsWith("new file mode")) {
      kind = FileChange.Kind.ADDED;
    } else if (line.startsWith("deleted file mode")) {
      kind = FileChange.Kind.DELETED;
    } else if (line.startsWith("rename from ")) {
      kind = FileChange.Kind.RENAMED;
      gitOld = unquote(line.substring("rename from ".length()));
    } else if (line.startsWith("rename to ")) {
      gitNew = unquote(line.substring("rename to ".length()));
    } else if (line.startsWith("copy from ")) {
      gitOld = unquote(line.substring("copy from ".length()));
    } else if (line.startsWith("copy to ")) {
      kind = FileChange.Kind.RENAMED;
      gitNew = unquote(line.substring("copy to ".length()));
    } else if (line.startsWith("Binary files ") || line.equals("GIT binary patch")) {
      binary = true;
    }
  }

  /// Reads the hunk at a line; returns the line after it.
  private int hunk(int at) {
    Matcher head = HUNK.matcher(withoutCr(lines[at]));
    if (!head.matches()) {
      return at + 1;
    }
    if (!open || (oldPath == null && newPath == null && !git)) {
      faults.add("line " + (at + 1) + ": hunk without a file name before it");
    }
    int oldLeft = head.group(2) == null ? 1 : Integer.parseInt(head.group(2));
    int newLeft = head.group(4) == null ? 1 : Integer.parseInt(head.group(4));
    int firstLine = Math.max(1, Integer.parseInt(head.group(3)));
    List<String> text = new ArrayList<>();
    List<Boolean> added = new ArrayList<>();
    int removed = 0;
    int i = at + 1;
    while ((oldLeft > 0 || newLeft > 0) && i < lines.length) {
      String line = lines[i];
      char mark = line.isEmpty() ? ' ' : line.charAt(0);
      // The last piece after the final line break is no line of the hunk.
      if (line.isEmpty() && i == lines.length - 1) {
        break;
      }
      if (mark == '+' && newLeft > 0) {
        text.add(withoutCr(line.substring(1)));
        added.add(true);
        newLeft--;
      } else if (mark == '-' && oldLeft > 0) {
        removed++;
        oldLeft--;
      } else if ((mark == ' ' || line.equals("\r")) && oldLeft > 0 && newLeft > 0) {
        // Some mailers strip the blank of an empty context line.
        text.add(line.isEmpty() ? "" : withoutCr(line.substring(1)));
        added.add(false);
        oldLeft--;
        newLeft--;
      } else if (mark == '\\') {
        // No newline at end of file.
        i++;
        continue;
      } else {
        break;
      }
      i++;
    }
    if (oldLeft > 0 || newLeft > 0) {
      faults.add(
          "line "
              + (at + 1)
              + ": the hunk is cut short: "
              + oldLeft
              + " old and "
              + newLeft
              + " new lines are missing");
    }
    hunks.add(new Hunk(firstLine, text, added, removed));
    return i;
  }

  private void finish() {
    if (open) {
      if (hunks.isEmpty() && !explained) {
        faults.add("line " + startedAt + ": a file without its hunks: the diff is cut short");
      }
      String before = oldPath != null ? oldPath : gitOld;
      String after = newPath != null ? newPath : gitNew;
      boolean added = before.equals("/dev/null");
      boolean deleted = after.equals("/dev/null");
      // Prefixes may be switched off: only strip them where both are there.
      boolean prefixed =
          (added || before.startsWith("a/"))
              && (deleted || after.startsWith("b/"))
              && !(added && deleted);
      String cleanBefore = prefixed ? strip(before, "a/") : before;
      String cleanAfter = prefixed ? strip(after, "b/") : after;
      FileChange.Kind known = kind;
      if (known == FileChange.Kind.MODIFIED) {
        known =
            added
                ? FileChange.Kind.ADDED
                : deleted ? FileChange.Kind.DELETED : FileChange.Kind.MODIFIED;
      }
      String path = deleted ? cleanBefore : cleanAfter;
      if (!path.isEmpty()) {
        files.add(
            new FileChange(
                path,
                added || deleted || cleanBefore.equals(path) || cleanBefore.isEmpty()
                    ? Optional.empty()
                    : Optional.of(cleanBefore),
                known,
                binary ? List.of() : hunks,
                Optional.empty(),
                binary ? List.of(new Unread("binary content", false)) : List.of()));
      }
    }
    open = false;
    git = false;
    explained = false;
    gitOld = "";
    gitNew = "";
    oldPath = null;
    newPath = null;
    kind = FileChange.Kind.MODIFIED;
    binary = false;
    hunks = new ArrayList<>();
  }

  private static String withoutCr(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /// A path as it stands after `---` or `+++`: perhaps quoted, perhaps followed by a time.
  private static String path(String text) {
    if (text.startsWith("\"")) {
      return unquote(text.substring(0, endOfQuoted(text)));
    }
    int tab = text.indexOf('\t');
    return (tab < 0 ? text : text.substring(0, tab)).stripTrailing();
  }

  private static String strip(String path, String prefix) {
    return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
  }

  /// Undoes git's C-style quoting: octal escapes are bytes of UTF-8.
  static String unquote(String text) {
    if (text.length() < 2 || text.charAt(0) != '"' || text.charAt(text.length() - 1) != '"') {
      return text;
    }
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 >= text.length() - 1) {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char next = text.charAt(++i);
      if (next >= '0' && next <= '7') {
        int value = 0;
        int digits = 0;
        while (digits < 3
            && i < text.length() - 1
            && text.charAt(i) >= '0'
            && text.charAt(i) <= '7') {
          value = value * 8 + text.charAt(i) - '0';
          i++;
          digits++;
        }
        i--;
        bytes.write(value);
      } else {
        bytes.write(
            switch (next) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              case 'a' -> 7;
              case 'b' -> '\b';
              case 'f' -> '\f';
              case 'v' -> 11;
              default -> next;
            });
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
