package dev.ringfence.fingerprints.token;

import java.util.ArrayDeque;
import java.util.Deque;

/// Comments that lines open and close.
final class CommentBlocks {
  private CommentBlocks() {}

  /// Comments from a line that begins with one mark to a line that begins with another.
  static void maskBetween(MaskedLines lines, String open, String close, boolean anyWord) {
    TextUnits text = lines.text();
    for (int n = 0; n < lines.size(); n++) {
      String line = lines.line(n);
      if (!line.startsWith(open)
          || (anyWord && (line.length() < 2 || !Character.isLetter(line.charAt(1))))) {
        continue;
      }
      int last = n;
      while (last < lines.size() && !lines.line(last).startsWith(close)) {
        last++;
      }
      int to = last < lines.size() ? lines.end(last) : text.length();
      text.blank(lines.start(n), to);
      n = last;
    }
  }

  static void maskAfter(MaskedLines lines, String mark) {
    TextUnits text = lines.text();
    for (int n = 0; n < lines.size(); n++) {
      if (lines.line(n).strip().equals(mark)) {
        text.blank(lines.start(n), text.length());
        return;
      }
    }
  }

  /// `%{` and `%}` on lines of their own; they nest.
  static void maskNestedBlocks(MaskedLines lines) {
    TextUnits text = lines.text();
    Deque<Integer> open = new ArrayDeque<>();
    for (int n = 0; n < lines.size(); n++) {
      if (lines.end(n) - lines.start(n) > 200) {
        continue;
      }
      String line = lines.line(n).strip();
      if (line.equals("%{") || line.equals("#{")) {
        open.push(lines.start(n));
      } else if ((line.equals("%}") || line.equals("#}")) && !open.isEmpty()) {
        int start = open.pop();
        if (open.isEmpty()) {
          text.blank(start, lines.end(n));
        }
      }
    }
    if (!open.isEmpty()) {
      text.blank(open.getLast(), text.length());
    }
  }
}
