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

  /// The same hunk with other lines, as many.
  Hunk withLines(List<String> others) {
    return new Hunk(firstLine, others, added, removed);
  }

  /// The length of its longest line; a lone CR, which ends no line elsewhere, ends one here: a file
  /// of CRs alone is not minified.
  public int longestLine() {
    int longest = 0;
    for (String line : lines) {
      int start = 0;
      for (int cr = line.indexOf('\r'); cr >= 0; cr = line.indexOf('\r', start)) {
        longest = Math.max(longest, cr - start);
        start = cr + 1;
      }
      longest = Math.max(longest, line.length() - start);
    }
    return longest;
  }

  /// Whether a new-side line, from 1, was added by this hunk.
  public boolean isAdded(int line) {
    int at = line - firstLine;
    return at >= 0 && at < added.size() && added.get(at);
  }
}
