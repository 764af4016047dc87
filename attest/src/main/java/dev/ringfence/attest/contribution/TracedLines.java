package dev.ringfence.attest.contribution;

import dev.ringfence.scanner.match.LineRange;
import java.util.List;

/// Lines of a change that a trace says a tool wrote.
///
/// @param path the file
/// @param lines the lines after the change; none where only the file is known
/// @param tool the tool
public record TracedLines(String path, List<LineRange> lines, ToolUse tool) {
  public TracedLines {
    lines = List.copyOf(lines);
  }
}
