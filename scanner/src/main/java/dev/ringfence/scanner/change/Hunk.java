package dev.ringfence.scanner.change;

import java.util.List;

/// A hunk: a stretch of the new side of a file with the lines that were added to it.
///
/// @param firstLine the new-side line of the first of `lines`, from 1
/// @param lines the new side's lines without their ends: context and added ones
/// @param added whether each line was added
/// @param removed how many lines were removed
public record Hunk(int firstLine, List<String> lines, List<Boolean> added, int removed) {
  public Hunk {
    lines = List.copyOf(lines);
    added = List.copyOf(added);
    if (lines.size() != added.size()) {
      throw new IllegalArgumentException(
          lines.size() + " lines but " + added.size() + " added marks");
    }
  }

  /// How many lines were added.
  public int addedLines() {
    return (int) added.stream().filter(mark -> mark).count();
  }

  /// Whether a new-side line, from 1, was added by this hunk.
  public boolean isAdded(int line) {
    int at = line - firstLine;
    return at >= 0 && at < added.size() && added.get(at);
  }
}
