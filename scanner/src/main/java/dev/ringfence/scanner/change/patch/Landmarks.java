package dev.ringfence.scanner.change.patch;

import java.util.regex.Pattern;

/// Lines that begin something in a patch, so that a hunk before them has ended.
final class Landmarks {
  private static final String[] OPENINGS = {
    "diff ",
    "@@",
    "Index: ",
    "*** ",
    "********",
    "====",
    "=== ",
    "From ",
    "commit ",
    "Binary file",
    "Files ",
    "Only in ",
    "Submodule ",
    "Property changes on: ",
    "Cannot display: ",
    "GIT binary patch",
    "\\ No newline",
    "```",
    "~~~",
    "-----BEGIN ",
    "-----END ",
    "------",
    "<<<<<<<",
    ">>>>>>>"
  };

  /// The range of a unified hunk; what follows is its heading, whatever it holds.
  static final Pattern UNIFIED =
      Pattern.compile("^@@ -(\\d{1,9})(?:,(\\d{1,9}))? +\\+(\\d{1,9})(?:,(\\d{1,9}))? *@@");

  private Landmarks() {}

  /// Whether a line, without its margin, begins something that is no hunk's text.
  static boolean opens(String line) {
    for (String opening : OPENINGS) {
      if (line.startsWith(opening)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a hunk of another file begins at a line, with one or both of its names.
  static boolean opensFile(PatchLines lines, int at, Margin margin) {
    String line = margin.strip(lines.line(at));
    if (!isName(line)) {
      return false;
    }
    String next = margin.strip(lines.line(at + 1));
    if (next.startsWith("@@ -")) {
      return true;
    }
    return isName(next) && margin.strip(lines.line(at + 2)).startsWith("@@ -");
  }

  /// Whether a file begins at an indented line that would be context of a hunk before it.
  static boolean opensIndented(PatchLines lines, int at) {
    String line = lines.line(at);
    String bare = Margin.bare(line);
    return bare.length() != line.length()
        && (bare.startsWith("@@ -")
            || bare.startsWith("diff --git ")
            || (isName(bare) && opensFile(lines, at, Margin.of(line))));
  }

  private static boolean isName(String line) {
    return line.startsWith("--- ") || line.startsWith("+++ ") || line.startsWith("*** ");
  }
}
