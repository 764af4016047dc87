package dev.ringfence.corpus.source;

import dev.ringfence.corpus.glob.Glob;

/// A path pattern as `.gitignore` writes it: a pattern for a folder takes all below it. Safe for
/// use by several threads.
public final class PathGlob {
  private final String text;
  private final Glob glob;
  private final boolean foldersOnly;
  private final boolean isEmpty;

  /// A pattern.
  public PathGlob(String text) {
    this.text = text;
    // A pattern cannot bring back what another left out, so `!` says nothing here.
    String pattern = text.startsWith("!") ? text.substring(1) : text;
    boolean isComment = pattern.startsWith("#");
    int end = pattern.length();
    while (end > 0
        && pattern.charAt(end - 1) == ' '
        && !(end > 1 && pattern.charAt(end - 2) == '\\')) {
      end--;
    }
    pattern = pattern.substring(0, end);
    foldersOnly = pattern.endsWith("/");
    if (foldersOnly) {
      pattern = pattern.substring(0, pattern.length() - 1);
    }
    boolean anywhere = pattern.indexOf('/') < 0;
    if (pattern.startsWith("/")) {
      pattern = pattern.substring(1);
    }
    isEmpty = isComment || pattern.isEmpty();
    glob = Glob.gitignore(pattern, anywhere);
  }

  /// The pattern as it was written.
  public String glob() {
    return text;
  }

  /// Whether it takes a file, by its path with `/`, itself or with a folder that it lies in.
  public boolean matches(String path) {
    return !isEmpty && glob.matches(path, true, !foldersOnly);
  }

  /// Whether it takes the file itself, as patterns of `.gitattributes` do.
  public boolean matchesFile(String path) {
    return !isEmpty && !foldersOnly && glob.matches(path);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathGlob that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
