package dev.ringfence.scanner.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a file becomes by the hunks of a patch.
public final class PatchedText {
  private PatchedText() {}

  /// The text after the patch; empty where the hunks do not fit.
  ///
  /// @param before the file that the patch was made for
  public static Optional<String> of(String before, List<Hunk> hunks) {
    List<String> old = new ArrayList<>(List.of(before.split("\n", -1)));
    List<String> after = new ArrayList<>();
    int next = 0;
    int grown = 0;
    for (Hunk hunk : hunks) {
      int added = hunk.addedLines();
      int length = hunk.lines().size() - added + hunk.removed();
      // A hunk without lines on the new side names the line before it.
      int start = hunk.firstLine() - grown - (hunk.lines().isEmpty() ? 0 : 1);
      if (start < next || start + length > old.size() || !fits(hunk, old, start, length)) {
        return Optional.empty();
      }
      after.addAll(old.subList(next, start));
      after.addAll(hunk.lines());
      next = start + length;
      grown += added - hunk.removed();
    }
    after.addAll(old.subList(next, old.size()));
    return Optional.of(String.join("\n", after));
  }

  /// Whether the context stands where the hunk says, among what is removed.
  private static boolean fits(Hunk hunk, List<String> old, int start, int length) {
    int at = start;
    for (int i = 0; i < hunk.lines().size(); i++) {
      if (hunk.added().get(i)) {
        continue;
      }
      while (at < start + length && !same(old.get(at), hunk.lines().get(i))) {
        at++;
      }
      if (at++ >= start + length) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(String line, String context) {
    return line.equals(context) || line.equals(context + "\r");
  }
}
