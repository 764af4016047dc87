package dev.ringfence.attest.form;

import dev.ringfence.scanner.match.LineRange;
import java.util.List;

/// A part of a change that came from a tool, or that a person wrote among such parts.
///
/// @param kind what it is, `core-logic`, `tests`, `docs`, `refactor`, `build` or `other`, or
///   [#HUMAN]
/// @param path the file or folder
/// @param lines its lines; none for all
public record Part(String kind, String path, List<LineRange> lines) {
  /// What a person wrote.
  public static final String HUMAN = "human";

  public Part {
    lines = List.copyOf(lines);
  }

  /// Whether a person wrote it.
  public boolean isHuman() {
    return kind.equals(HUMAN);
  }

  /// Whether it speaks of a line of a file.
  public boolean covers(String file, int line) {
    return covers(file)
        && (lines.isEmpty()
            || lines.stream()
                .anyMatch(range -> range.firstLine() <= line && line <= range.lastLine()));
  }

  /// Whether it speaks of a file.
  public boolean covers(String file) {
    String clean = path.replaceFirst("^\\./", "").replaceFirst("/?\\*{0,2}$", "");
    return file.equals(clean)
        || file.startsWith(clean + "/")
        // People leave leading folders out.
        || (clean.contains(".") && file.endsWith("/" + clean));
  }
}
