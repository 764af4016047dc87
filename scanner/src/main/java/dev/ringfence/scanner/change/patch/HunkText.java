package dev.ringfence.scanner.change.patch;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the lines of one hunk, of any form of diff. Counts are believed as far as the text bears
/// them out: lines that go on behind them, as `git apply --recount` takes them, are read too.
final class HunkText {
  /// A hunk that was read, and the line behind it.
  record Read(RawHunk hunk, int end) {}

  private static final Pattern CONTEXT_OLD =
      Pattern.compile("\\*\\*\\* \\d{1,9}(?:,\\d{1,9})?(?: \\*+)?\\s*");
  private static final Pattern CONTEXT_NEW =
      Pattern.compile("--- (\\d{1,9})(?:,(\\d{1,9}))?(?: -+)?\\s*");
  static final Pattern COMBINED =
      Pattern.compile(
          "^(@{3,})((?: -\\d{1,9}(?:,\\d{1,9})?)+) \\+(\\d{1,9})(?:,(\\d{1,9}))? @{3,}");
  static final Pattern NORMAL =
      Pattern.compile("(\\d{1,9})(?:,(\\d{1,9}))?([acd])(\\d{1,9})(?:,(\\d{1,9}))?");

  private final PatchLines lines;
  private final Faults faults;

  /// Told about lines behind a hunk's counts, which may be names of a file all the same.
  private final Consumer<String> extraLines;

  HunkText(PatchLines lines, Faults faults, Consumer<String> extraLines) {
    this.lines = lines;
    this.faults = faults;
    this.extraLines = extraLines;
  }

  /// Reads a unified hunk whose range is a match of [Landmarks#UNIFIED].
  Read unified(int at, Margin margin, Matcher range) {
    return unified(
        at,
        margin,
        Integer.parseInt(range.group(3)),
        range.group(2) == null ? 1 : Integer.parseInt(range.group(2)),
        range.group(4) == null ? 1 : Integer.parseInt(range.group(4)));
  }

  /// Reads a unified hunk that does not say how long it is.
  Read uncounted(int at, Margin margin, int firstLine) {
    return unified(at, margin, firstLine, 0, 0);
  }

  private Read unified(int at, Margin margin, int firstLine, int oldCount, int newCount) {
    RawHunk hunk = new RawHunk(firstLine);
    int oldLeft = oldCount;
    int newLeft = newCount;
    int i = at + 1;
    while (i < lines.size() && (oldLeft > 0 || newLeft > 0)) {
      String line = margin.strip(lines.text().get(i));
      char mark = line.isEmpty() || line.equals("\r") ? '\n' : line.charAt(0);
      // The last two lines of a hunk may look like names before the next hunk of the same file.
      if ((mark == '-' || mark == '+')
          && !(oldLeft <= 1 && newLeft <= 1)
          && Landmarks.opensFile(lines, i, margin)) {
        cutShort(at, oldLeft, newLeft);
        return new Read(hunk, i);
      }
      if (mark == '+') {
        hunk.add(line.substring(1), true);
        newLeft = Math.max(0, newLeft - 1);
      } else if (mark == '-') {
        hunk.remove(line.substring(1));
        oldLeft = Math.max(0, oldLeft - 1);
      } else if (mark == ' ' || mark == '=' || mark == '\n' || mark == '\t') {
        // Mailers strip the blank of an empty context line, some of any; `patch` takes `=` for it.
        hunk.add(mark == ' ' || mark == '=' ? line.substring(1) : line, false);
        oldLeft = Math.max(0, oldLeft - 1);
        newLeft = Math.max(0, newLeft - 1);
      } else if (mark != '\\' && mark != '#') {
        // `patch` passes over comments, and both over the word that a file ends without a newline.
        break;
      }
      i++;
    }
    if (oldLeft > 0 || newLeft > 0) {
      // Before the next hunk or file, the text is counted and not the range believed.
      if (i >= lines.size() || !Landmarks.opens(margin.strip(lines.line(i)))) {
        cutShort(at, oldLeft, newLeft);
      }
      return new Read(hunk, i);
    }
    return new Read(hunk, behindCounts(i, margin, hunk));
  }

  private void cutShort(int at, int oldLeft, int newLeft) {
    faults.add(
        lines.number(at),
        "the hunk is cut short: " + oldLeft + " old and " + newLeft + " new lines are missing");
  }

  /// Reads on behind a hunk's counts, up to the last added line that stands without a break.
  private int behindCounts(int from, Margin margin, RawHunk hunk) {
    int counted = hunk.lines.size();
    int removed = hunk.removed;
    int end = from;
    for (int i = from; i < lines.size(); i++) {
      String line = margin.strip(lines.text().get(i));
      char mark = line.isEmpty() || line.equals("\r") ? '\n' : line.charAt(0);
      if (mark == '+' || mark == '-') {
        if (Landmarks.opensFile(lines, i, margin)) {
          break;
        }
        if (mark == '+') {
          hunk.add(line.substring(1), true);
          end = i + 1;
          removed = hunk.removed;
        } else {
          hunk.remove(line.substring(1));
        }
      } else if (mark == ' ' || mark == '\n') {
        if (Landmarks.opensIndented(lines, i)) {
          break;
        }
        hunk.add(mark == ' ' ? line.substring(1) : "", false);
      } else if (mark != '\\') {
        break;
      }
    }
    hunk.trim(counted);
    hunk.removed = removed;
    for (int i = from; i < end; i++) {
      extraLines.accept(margin.strip(lines.line(i)));
    }
    return end;
  }

  /// Reads a hunk of a merge: a line is added if it is new to any of the parents.
  Read combined(int at, Margin margin, Matcher range) {
    int parents = range.group(1).length() - 1;
    int left = range.group(4) == null ? 1 : Integer.parseInt(range.group(4));
    RawHunk hunk = new RawHunk(Integer.parseInt(range.group(3)));
    int i = at + 1;
    int end = i;
    while (i < lines.size()) {
      String line = margin.strip(lines.line(i));
      String marks = line.substring(0, Math.min(parents, line.length()));
      if (line.startsWith("\\")) {
        i++;
        continue;
      }
      boolean isText = marks.matches("[ +-]*") && (marks.length() == parents || marks.isBlank());
      if (!isText || (left <= 0 && (marks.isBlank() || Landmarks.opensFile(lines, i, margin)))) {
        break;
      }
      if (marks.indexOf('-') >= 0) {
        hunk.remove(line.substring(marks.length()));
      } else {
        hunk.add(line.substring(marks.length()), marks.indexOf('+') >= 0);
        left--;
      }
      i++;
      end = i;
    }
    if (left > 0 && (i >= lines.size() || !Landmarks.opens(margin.strip(lines.line(i))))) {
      cutShort(at, 0, left);
    }
    return new Read(hunk, end);
  }

  /// Whether a hunk of a context diff begins at a line of stars.
  boolean isContext(int stars, Margin margin) {
    String next = margin.strip(lines.line(stars + 1));
    return CONTEXT_OLD.matcher(next).matches();
  }

  /// Reads a hunk of a context diff from its line of stars.
  Read context(int stars, Margin margin) {
    int i = stars + 2;
    Matcher range = CONTEXT_NEW.matcher(margin.strip(lines.line(i)));
    int removed = 0;
    while (i < lines.size() && !range.matches()) {
      String line = margin.strip(lines.line(i));
      if (!line.isEmpty() && !line.matches("[-! \\\\+](?: .*|)")) {
        break;
      }
      removed += line.startsWith("- ") || line.startsWith("! ") ? 1 : 0;
      i++;
      range = CONTEXT_NEW.matcher(margin.strip(lines.line(i)));
    }
    if (!range.matches()) {
      faults.add(lines.number(stars), "the context hunk is cut short: its new side is missing");
      return new Read(new RawHunk(1), i);
    }
    int first = Integer.parseInt(range.group(1));
    int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
    int left = first == 0 ? 0 : last - first + 1;
    RawHunk hunk = new RawHunk(first);
    i++;
    int end = i;
    int counted = 0;
    while (i < lines.size()) {
      String line = margin.strip(lines.text().get(i));
      char mark = line.isEmpty() || line.equals("\r") ? '\n' : line.charAt(0);
      boolean isText =
          mark == '\n'
              || ((mark == ' ' || mark == '+' || mark == '!' || mark == '\\')
                  && (line.length() < 2 || line.charAt(1) == ' ' || line.charAt(1) == '\r'));
      if (!isText || (left <= 0 && Landmarks.opensIndented(lines, i))) {
        break;
      }
      i++;
      if (mark == '\\') {
        continue;
      }
      boolean added = mark == '+' || mark == '!';
      hunk.add(line.substring(Math.min(2, line.length())), added);
      left--;
      if (left >= 0 || added) {
        end = i;
      }
      if (left >= 0) {
        counted = hunk.lines.size();
      }
    }
    hunk.trim(counted);
    // A hunk that only takes away has no lines on its new side.
    if (left > 0
        && !hunk.lines.isEmpty()
        && (i >= lines.size() || !Landmarks.opens(margin.strip(lines.line(i))))) {
      cutShort(stars, 0, left);
    }
    hunk.removed = removed;
    return new Read(hunk, end);
  }

  /// Reads a command of a normal diff with its lines.
  Read normal(int at, Margin margin, Matcher command) {
    RawHunk hunk = new RawHunk(Integer.parseInt(command.group(4)));
    int i = at + 1;
    while (i < lines.size()) {
      String line = margin.strip(lines.text().get(i));
      if (line.startsWith("> ") || line.stripTrailing().equals(">")) {
        hunk.add(line.substring(Math.min(2, line.length())), true);
      } else if (line.startsWith("< ") || line.stripTrailing().equals("<")) {
        hunk.remove(line.substring(Math.min(2, line.length())));
      } else if (!line.startsWith("\\ ") && !line.stripTrailing().equals("---")) {
        break;
      }
      i++;
    }
    return new Read(hunk, i);
  }
}
