package dev.ringfence.scanner.report;

import dev.ringfence.scanner.result.AlignedToken;
import dev.ringfence.scanner.result.Excerpt;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.ReportedFinding;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Hunk and origin side by side, as far as a terminal is wide.
final class SideBySide {
  private static final int MAX_ROWS = 60;

  private final TerminalText text;
  private final int width;

  SideBySide(TerminalText text, int width) {
    this.text = text;
    this.width = width;
  }

  /// Rows of hunk line and origin line, in the order of the hunk.
  void write(ReportText out, ReportedFinding finding) {
    Place place = finding.place();
    if (place.origin().text().isEmpty()) {
      out.append("  (the index keeps no text; look the origin up by ")
          .append(finding.origin().swhid())
          .append(")")
          .append('\n');
      return;
    }
    Map<Integer, Integer> pairedLine = new HashMap<>();
    for (AlignedToken pair : place.alignment()) {
      pairedLine.putIfAbsent(pair.hunkLine(), pair.originLine());
    }
    int column = (width - 17) / 2;
    out.append("  ")
        .own(text.paint("2", TerminalText.pad("hunk", column + 7) + " | " + "origin"))
        .append('\n');
    int rows = 0;
    int lastOrigin = -1;
    for (Lines range : place.hunk().lines()) {
      for (int line = range.first(); line <= range.last(); line++) {
        Integer origin = pairedLine.get(line);
        // Origin lines in between have no partner; show them so that the origin can be read.
        if (origin != null
            && lastOrigin >= 0
            && origin > lastOrigin + 1
            && origin - lastOrigin <= 6) {
          for (int between = lastOrigin + 1; between < origin && rows < MAX_ROWS; between++) {
            row(
                out,
                column,
                "",
                "",
                String.valueOf(between),
                line(place.origin().text(), between),
                false);
            rows++;
          }
        }
        if (rows++ >= MAX_ROWS) {
          break;
        }
        row(
            out,
            column,
            String.valueOf(line),
            line(place.hunk().text(), line),
            origin == null || origin == lastOrigin ? "" : String.valueOf(origin),
            origin == null || origin == lastOrigin ? "" : line(place.origin().text(), origin),
            origin != null);
        if (origin != null) {
          lastOrigin = Math.max(lastOrigin, origin);
        }
      }
    }
    if (rows > MAX_ROWS) {
      out.append("  ... (").append(MAX_ROWS).append(" rows shown)").append('\n');
    }
  }

  private static String line(List<Excerpt> excerpts, int line) {
    return Excerpt.line(excerpts, line).orElse("");
  }

  private void row(
      ReportText out,
      int column,
      String leftLine,
      String left,
      String rightLine,
      String right,
      boolean matched) {
    String mark = matched ? "=" : " ";
    String row =
        String.format(Locale.ROOT, "%6s ", leftLine)
            + TerminalText.pad(left, column)
            + " "
            + mark
            + " "
            + String.format(Locale.ROOT, "%5s ", rightLine)
            + TerminalText.cut(right, column);
    out.append("  ")
        .own(matched ? row.stripTrailing() : text.paint("2", row.stripTrailing()))
        .append('\n');
  }
}
