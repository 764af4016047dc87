package dev.ringfence.attest.replay.answer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a unified diff as models write it: with counts that are wrong, without `diff --git`, with
/// blank lines that lost their blank.
final class DiffText {
  private static final Pattern HUNK =
      Pattern.compile("@@+ (?:-(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? )?@@.*");
  private static final Pattern LOOSE_HUNK = Pattern.compile("@@.*");
  private static final Pattern MODE =
      Pattern.compile("(?:new file mode|new mode|deleted file mode|old mode) (\\d{6})");

  private final List<String> lines;
  private final List<FileEdit> edits = new ArrayList<>();
  private final List<String> hostile = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private int at;

  private DiffText(List<String> lines) {
    this.lines = lines;
  }

  /// What a diff does.
  ///
  /// @param hostile what it tries beside changing files
  /// @param faults what of it cannot be read
  record Read(List<FileEdit> edits, List<String> hostile, List<String> faults) {}

  /// Whether lines hold a diff.
  static boolean isOne(List<String> lines) {
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (lines.get(i).startsWith("diff --git ")
          || (lines.get(i).startsWith("--- ") && lines.get(i + 1).startsWith("+++ "))) {
        return true;
      }
    }
    return false;
  }

  static Read read(List<String> lines) {
    DiffText diff = new DiffText(lines);
    while (diff.at < lines.size()) {
      if (lines.get(diff.at).startsWith("diff --git ") || diff.isFileHead(diff.at)) {
        diff.file();
      } else {
        diff.at++;
      }
    }
    return new Read(diff.edits, diff.hostile, diff.faults);
  }

  private boolean isFileHead(int i) {
    return i + 1 < lines.size()
        && lines.get(i).startsWith("--- ")
        && lines.get(i + 1).startsWith("+++ ");
  }

  private void file() {
    Optional<String> oldName = Optional.empty();
    Optional<String> newName = Optional.empty();
    Optional<String> from = Optional.empty();
    boolean copied = false;
    boolean creates = false;
    boolean deletes = false;
    boolean git = lines.get(at).startsWith("diff --git ");
    if (git) {
      // Both names are the same here, or others follow below.
      String names = lines.get(at).substring("diff --git ".length()).strip();
      int half = names.length() / 2;
      if (names.length() % 2 == 1
          && names.charAt(half) == ' '
          && without(names.substring(0, half)).equals(without(names.substring(half + 1)))) {
        newName = Optional.of(without(names.substring(0, half)));
        oldName = newName;
      }
      at++;
    }
    while (at < lines.size() && !lines.get(at).startsWith("@@")) {
      String line = lines.get(at);
      Matcher mode = MODE.matcher(line.strip());
      if (mode.matches()) {
        String bits = mode.group(1);
        if (bits.startsWith("12")) {
          hostile.add("a symbolic link" + newName.map(name -> " at `" + name + "`").orElse(""));
        } else if (bits.startsWith("16")) {
          hostile.add("a submodule" + newName.map(name -> " at `" + name + "`").orElse(""));
        }
        creates |= line.startsWith("new file");
        deletes |= line.startsWith("deleted file");
      } else if (line.startsWith("rename from ") || line.startsWith("copy from ")) {
        copied = line.startsWith("copy");
        from = Optional.of(unquoted(line.substring(line.indexOf(" from ") + 6).strip()));
      } else if (line.startsWith("rename to ") || line.startsWith("copy to ")) {
        newName = Optional.of(unquoted(line.substring(line.indexOf(" to ") + 4).strip()));
      } else if (isFileHead(at)) {
        String before = name(line.substring(4));
        String after = name(lines.get(at + 1).substring(4));
        creates |= before.equals("/dev/null");
        deletes |= after.equals("/dev/null");
        oldName = before.equals("/dev/null") ? Optional.empty() : Optional.of(without(before));
        newName = after.equals("/dev/null") ? oldName : Optional.of(without(after));
        at += 2;
        break;
      } else if (line.startsWith("GIT binary patch") || line.startsWith("Binary files ")) {
        faults.add(
            newName.map(name -> "`" + name + "`").orElse("a file") + " is changed as binary data");
      } else if (git && line.startsWith("diff --git ")) {
        break;
      }
      at++;
    }
    List<FileEdit.Hunk> hunks = new ArrayList<>();
    while (at < lines.size() && LOOSE_HUNK.matcher(lines.get(at)).matches()) {
      hunks.add(hunk());
      while (at < lines.size() && lines.get(at).isBlank()) {
        at++;
      }
    }
    if (newName.isEmpty()) {
      faults.add("a diff that names no file");
      return;
    }
    if (from.isEmpty() && !creates && !deletes && oldName.isPresent() && !oldName.equals(newName)) {
      from = oldName;
    }
    edits.add(
        deletes
            ? new FileEdit.Delete(newName.get())
            : new FileEdit.Patch(newName.get(), from, copied, creates, hunks));
  }

  private FileEdit.Hunk hunk() {
    Matcher head = HUNK.matcher(lines.get(at));
    boolean counted = head.matches() && head.group(1) != null;
    int line = counted ? Integer.parseInt(head.group(1)) : 0;
    int oldLeft = counted ? count(head.group(2)) : 0;
    int newLeft = counted ? count(head.group(4)) : 0;
    at++;
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    List<String> added = new ArrayList<>();
    boolean endsOpen = false;
    int blanks = 0;
    for (; at < lines.size(); at++) {
      String text = lines.get(at);
      boolean within = oldLeft > 0 || newLeft > 0;
      if (text.startsWith("@@") || text.startsWith("diff --git ") || (!within && isFileHead(at))) {
        break;
      }
      if (text.startsWith("\\")) {
        endsOpen = true;
        continue;
      }
      if (text.isEmpty() && !within) {
        // A blank line of the code, or one after the diff: told by whether more follows.
        blanks++;
        continue;
      }
      char kind = text.isEmpty() ? ' ' : text.charAt(0);
      if (kind != ' ' && kind != '+' && kind != '-') {
        break;
      }
      for (; blanks > 0; blanks--) {
        before.add("");
        after.add("");
      }
      String rest = text.isEmpty() ? "" : text.substring(1);
      if (kind != '+') {
        before.add(rest);
        oldLeft--;
      }
      if (kind != '-') {
        after.add(rest);
        newLeft--;
        endsOpen = false;
      }
      if (kind == '+') {
        added.add(rest);
      }
    }
    return new FileEdit.Hunk(line, before, after, added, endsOpen);
  }

  private static int count(@org.jspecify.annotations.Nullable String text) {
    return text == null ? 1 : Integer.parseInt(text);
  }

  /// The name after `--- `: without a date behind a tab.
  private static String name(String text) {
    int tab = text.indexOf('\t');
    return unquoted((tab < 0 ? text : text.substring(0, tab)).strip());
  }

  /// A name as git quotes it.
  private static String unquoted(String text) {
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      return text;
    }
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    String inner = text.substring(1, text.length() - 1);
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c != '\\' || i + 1 == inner.length()) {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      } else if (inner.substring(i + 1).matches("(?s)[0-3][0-7]{2}.*")) {
        bytes.write(Integer.parseInt(inner.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        char next = inner.charAt(++i);
        bytes.write(
            switch (next) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> next;
            });
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// Without the `a/` or `b/` that git puts before names.
  private static String without(String name) {
    String plain = unquoted(name);
    return plain.startsWith("a/") || plain.startsWith("b/") ? plain.substring(2) : plain;
  }
}
