package dev.ringfence.scanner.change.patch;

import org.jspecify.annotations.Nullable;

/// A line that a diff program writes before a file, with its arguments.
final class DiffLine {
  private DiffLine() {}

  /// The file that a line which starts with `diff ` begins; null for a sentence.
  ///
  /// @param number its number in the input
  static @Nullable FileEntry entry(String bare, int number, Margin margin) {
    boolean git = bare.startsWith("diff --git ");
    boolean merge = bare.startsWith("diff --cc ") || bare.startsWith("diff --combined ");
    boolean complete = margin == Margin.NONE && (git || merge);
    FileEntry started = new FileEntry(number, git || merge, complete);
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
        return null;
      }
    }
    return started;
  }
}
