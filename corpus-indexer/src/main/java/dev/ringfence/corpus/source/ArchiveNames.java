package dev.ringfence.corpus.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Which names in an archive are paths within it.
final class ArchiveNames {
  private ArchiveNames() {}

  /// Why a name is refused; empty where it is a path within the archive.
  static Optional<String> refusal(String name) {
    String path = name.replace('\\', '/');
    for (int i = 0; i < path.length(); i++) {
      if (Character.isISOControl(path.charAt(i))) {
        return Optional.of("a control character in its name");
      }
    }
    if (path.startsWith("/") || path.matches("[A-Za-z]:/.*")) {
      return Optional.of("an absolute path");
    }
    return leaves("", path) ? Optional.of("a path out of the archive") : Optional.empty();
  }

  /// Whether a link's target lies outside of the archive.
  static boolean linkLeaves(String name, String target) {
    String path = target.replace('\\', '/');
    if (path.startsWith("/") || path.matches("[A-Za-z]:/.*")) {
      return true;
    }
    String folder = name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    return leaves(folder, path);
  }

  private static boolean leaves(String folder, String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + "/" + path).split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return true;
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return false;
  }

  /// A name as a path in the work.
  static String clean(String name, boolean stripTopFolder) {
    String path = name.replace('\\', '/');
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    if (stripTopFolder) {
      int slash = path.indexOf('/');
      path = slash < 0 ? path : path.substring(slash + 1);
    }
    return path;
  }
}
