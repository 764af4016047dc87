package dev.ringfence.corpus.source;

import org.eclipse.jgit.ignore.FastIgnoreRule;

/// A path pattern as `.gitignore` writes it: a pattern for a folder takes all below it.
///
/// @param glob the pattern
public record PathGlob(String glob) {
  /// Whether it takes a file, by its path with `/`.
  public boolean matches(String path) {
    FastIgnoreRule rule = new FastIgnoreRule(glob);
    if (rule.isMatch(path, false)) {
      return true;
    }
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (rule.isMatch(path.substring(0, slash), true)) {
        return true;
      }
    }
    return false;
  }
}
