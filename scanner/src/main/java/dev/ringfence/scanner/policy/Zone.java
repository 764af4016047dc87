package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.source.PathGlob;
import java.util.List;

/// A part of a repository and the ring it lies in.
///
/// @param name what reports call it
/// @param ring the ring
/// @param paths globs in gitignore syntax
/// @param override whether it also beats zones of other kinds
/// @param line where it stands in the policy file, from 1
public record Zone(String name, Ring ring, List<String> paths, boolean override, int line) {
  public Zone {
    paths = List.copyOf(paths);
  }

  /// The last glob that takes a path; empty where none does.
  public java.util.Optional<String> globFor(String path) {
    for (int i = paths.size() - 1; i >= 0; i--) {
      if (matches(paths.get(i), path)) {
        return java.util.Optional.of(paths.get(i));
      }
    }
    return java.util.Optional.empty();
  }

  static boolean matches(String glob, String path) {
    return new PathGlob(glob).matches(path);
  }
}
