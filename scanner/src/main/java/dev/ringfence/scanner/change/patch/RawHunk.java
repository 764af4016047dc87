package dev.ringfence.scanner.change.patch;

import java.util.ArrayList;
import java.util.List;

/// A hunk while it is read: its new-side lines as bytes, with what was added marked.
final class RawHunk {
  final int firstLine;
  final List<String> lines = new ArrayList<>();
  final List<Boolean> added = new ArrayList<>();
  int removed;

  /// The first line that is taken away; empty where none is.
  String firstRemoved = "";

  RawHunk(int firstLine) {
    this.firstLine = Math.max(1, firstLine);
  }

  void add(String line, boolean isAdded) {
    lines.add(PatchLines.withoutCr(line));
    added.add(isAdded);
  }

  void remove(String line) {
    if (removed == 0) {
      firstRemoved = PatchLines.withoutCr(line);
    }
    removed++;
  }

  /// Takes back what follows the last added line from some line on: it belongs to no hunk.
  void trim(int from) {
    while (lines.size() > from && !added.getLast()) {
      lines.removeLast();
      added.removeLast();
    }
  }

  boolean addsNothing() {
    return !added.contains(true);
  }
}
