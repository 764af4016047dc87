package dev.ringfence.scanner.policy;

import com.google.re2j.Pattern;
import dev.ringfence.corpus.source.PathGlob;
import java.util.List;
import java.util.Optional;

/// A semantic area: hunks whose added lines say something, wherever they are.
///
/// @param name what reports call it
/// @param ring the ring that such a hunk is raised to
/// @param paths the paths it looks at, in gitignore syntax; all where empty
/// @param match what it looks for, a line at a time
/// @param place where it stands, for a reader: file and line
public record Area(String name, Ring ring, List<String> paths, List<Pattern> match, String place) {
  public Area {
    paths = List.copyOf(paths);
    match = List.copyOf(match);
  }

  /// Whether it looks at a path.
  boolean covers(String path) {
    return paths.isEmpty() || paths.stream().anyMatch(glob -> new PathGlob(glob).matches(path));
  }

  /// Why it takes a hunk; empty where it does not.
  ///
  /// @param addedLines the added lines with their numbers
  Optional<String> takes(String path, List<Landing.Line> addedLines) {
    if (!covers(path)) {
      return Optional.empty();
    }
    if (match.isEmpty()) {
      return Optional.of("its paths");
    }
    for (Landing.Line added : addedLines) {
      for (Pattern pattern : match) {
        if (pattern.matcher(added.text()).find()) {
          return Optional.of("line " + added.number() + " matches `" + pattern.pattern() + "`");
        }
      }
    }
    return Optional.empty();
  }
}
