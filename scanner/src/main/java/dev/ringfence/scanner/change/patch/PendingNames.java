package dev.ringfence.scanner.change.patch;

import org.jspecify.annotations.Nullable;

/// The names of files that the lines since the last hunk gave: those of the next one.
final class PendingNames {
  @Nullable String oldName;
  @Nullable String newName;
  @Nullable String starName;
  @Nullable String indexName;

  /// The line of the first of a pair, or of the last name.
  int at;

  /// Whether both names of a file came, one behind the other, and nothing since.
  boolean pair;

  /// Whether they came behind the counts of a hunk, and may be text of it.
  boolean inHunk;

  boolean areGiven() {
    return oldName != null || newName != null || starName != null || indexName != null;
  }

  void clear() {
    oldName = null;
    newName = null;
    starName = null;
    indexName = null;
    pair = false;
    inHunk = false;
  }

  /// Takes the name that a `---`, `+++` or `***` line gives; returns whether it gives one.
  boolean take(int line, String text, Margin margin) {
    if (text.startsWith("--- ")) {
      if (starName != null && newName == null) {
        newName = FileNames.after(text.substring(4));
      } else {
        oldName = FileNames.after(text.substring(4));
      }
      at = line;
      pair = false;
      return true;
    }
    if (text.startsWith("+++ ")) {
      newName = FileNames.after(text.substring(4));
      pair = oldName != null && at == line - 1 && margin == Margin.NONE;
      at = pair ? at : line;
      return true;
    }
    if (text.startsWith("*** ")) {
      starName = FileNames.after(text.substring(4));
      at = line;
      return true;
    }
    return false;
  }

  /// A name that stands behind the counts of a hunk, where its text may go on.
  void takeBehindCounts(String line) {
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
        inHunk = true;
      }
    }
  }
}
