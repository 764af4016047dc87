package dev.ringfence.scanner.change.patch;

/// Lines with a `+` that stand in no hunk: prose, or code that nobody read, which is a fault.
final class StrayLines {
  /// Lines with a `+` in no hunk that are taken for code, at least.
  private static final int MIN_STRAY = 3;

  private final PatchLines lines;
  private final Faults faults;
  private int stray;
  private int strayCode;
  private boolean inFence;
  private boolean fenceRead;

  /// Whether the header of a mail or commit stands before, so that fences are examples in its
  /// message.
  private boolean inMessage;

  StrayLines(PatchLines lines, Faults faults) {
    this.lines = lines;
    this.faults = faults;
  }

  /// Counts a line if it begins with a `+`; returns whether it does.
  boolean take(String line) {
    if (!line.startsWith("+")) {
      return false;
    }
    stray++;
    strayCode += line.matches(".*[;{}()=].*") ? 1 : 0;
    return true;
  }

  /// A hunk was read: a fence around it is no example.
  void hunkRead() {
    fenceRead = true;
  }

  /// Takes in what a line of prose says of the lines that follow; returns whether it is a fence.
  boolean frame(String line) {
    if (line.startsWith("Subject: ") || line.startsWith("commit ")) {
      inMessage = true;
    }
    if (line.startsWith("```") || line.startsWith("~~~")) {
      inFence = !inFence && line.matches("(?:```+|~~~+) *(?:diff|patch|udiff)\\b.*");
      fenceRead = false;
      return true;
    }
    return false;
  }

  /// Something else follows: what was stray becomes a fault if it looks like code.
  void end(int at) {
    boolean code = stray >= MIN_STRAY && strayCode * 2 >= stray;
    if (code || (stray > 0 && inFence && !fenceRead && !inMessage)) {
      faults.add(
          lines.number(at - stray),
          stray + " lines that begin with `+` stand in no hunk and were not read");
    }
    stray = 0;
    strayCode = 0;
  }
}
