package dev.ringfence.scanner.change.patch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells which paths of a repository a patch may mean by the names that it gives a file.
final class PathPrefixes {
  /*
   * git puts a prefix before both names, and takes one component away when it applies; which one it
   * was does not matter. `patch` takes away as many as its -p says, and of two names the one that is
   * there. So where the names leave a choice, all that somebody would come to are given, the likeliest
   * first, and the policy decides by the strictest.
   */

  /// Prefixes that tools and habit give the two sides.
  private static final Set<String> SIDES =
      Set.of(
          "a",
          "b",
          "i",
          "w",
          "c",
          "o",
          "1",
          "2",
          "old",
          "new",
          "orig",
          "original",
          "before",
          "after");

  private static final List<String> BACKUPS = List.of(".orig", ".old", ".bak", ".rej", "~", ".org");

  private PathPrefixes() {}

  /// The names that a patch gives one file, as they stand in it; null where there is none.
  ///
  /// @param oldName behind `---` or `***`
  /// @param newName behind `+++`, or `---` of a context diff
  /// @param indexName behind `Index:` and the like
  /// @param git whether a `diff --git` line stands before them
  /// @param gitOld the first name of that line
  /// @param gitNew the second name of that line
  /// @param exact the name that a rename, a copy or a combined diff gives, without any prefix
  record Names(
      @Nullable String oldName,
      @Nullable String newName,
      @Nullable String indexName,
      boolean git,
      @Nullable String gitOld,
      @Nullable String gitNew,
      @Nullable String exact) {}

  /// The paths that names may mean, the likeliest first; none if there is no name.
  ///
  /// @param strip the components to take away; negative to find out
  static List<String> candidates(Names names, int strip) {
    List<String> given = new ArrayList<>();
    addName(given, names.newName);
    addName(given, names.oldName);
    addName(given, names.indexName);
    if (given.isEmpty()) {
      addName(given, names.gitNew);
      addName(given, names.gitOld);
    }
    Set<String> found = new LinkedHashSet<>();
    if (names.exact != null) {
      found.add(normalise(names.exact));
    }
    if (strip >= 0) {
      given.forEach(name -> found.add(strip(normalise(name), strip)));
      found.remove("");
      return List.copyOf(found);
    }
    String before =
        given(names.oldName) ? names.oldName : given(names.newName) ? null : names.gitOld;
    String after =
        given(names.newName) ? names.newName : given(names.oldName) ? null : names.gitNew;
    before = given(before) ? before : null;
    after = given(after) ? after : null;
    boolean gitSides = names.git && isPair(names.gitOld, names.gitNew);
    if (names.exact == null || !agrees(names.exact, after != null ? after : before)) {
      if (before != null && after != null && !before.equals(after)) {
        pair(normalise(before), normalise(after), names.git, found);
      } else if (before != null || after != null) {
        single(
            normalise(after != null ? after : String.valueOf(before)), names.git, gitSides, found);
      }
      String indexName = names.indexName;
      if (indexName != null
          && given(indexName)
          && found.stream().noneMatch(normalise(indexName)::equals)) {
        single(normalise(indexName), false, false, found);
      }
    }
    found.remove("");
    return List.copyOf(found);
  }

  private static boolean agrees(String exact, @Nullable String name) {
    return name == null || normalise(name).endsWith("/" + normalise(exact)) || name.equals(exact);
  }

  private static boolean given(@Nullable String name) {
    return name != null && !name.isEmpty() && !name.equals("/dev/null");
  }

  private static void addName(List<String> to, @Nullable String name) {
    if (name != null && given(name) && !to.contains(name)) {
      to.add(name);
    }
  }

  /// Whether two names differ in their first component alone.
  static boolean isPair(@Nullable String before, @Nullable String after) {
    if (before == null || after == null) {
      return false;
    }
    int left = before.indexOf('/');
    int right = after.indexOf('/');
    return left > 0
        && right > 0
        && !before.equals(after)
        && before.substring(left).equals(after.substring(right));
  }

  /// One name, or two that are equal.
  private static void single(String name, boolean git, boolean gitSides, Set<String> found) {
    if (name.startsWith("/")) {
      suffixes(name, found);
      return;
    }
    if (name.startsWith("a/") || name.startsWith("b/")) {
      found.add(strip(name, 1));
      return;
    }
    String side = name.substring(0, Math.max(0, name.indexOf('/')));
    if (gitSides || isSide(side)) {
      found.add(strip(name, 1));
      if (gitSides && isSide(side)) {
        return;
      }
    }
    found.add(name);
    found.add(strip(name, 1));
    if (!git && name.indexOf(' ') > 0) {
      // `patch` ends a name at the first blank unless a tab ends it.
      single(name.substring(0, name.indexOf(' ')), false, false, found);
    }
  }

  private static void pair(String before, String after, boolean git, Set<String> found) {
    for (String backup : BACKUPS) {
      if (before.equals(after + backup)) {
        single(after, git, false, found);
        return;
      }
    }
    String[] left = before.split("/", -1);
    String[] right = after.split("/", -1);
    int same = 0;
    while (same < Math.min(left.length, right.length) - 1
        && left[left.length - 1 - same].equals(right[right.length - 1 - same])) {
      same++;
    }
    int at = left.length - same - 1;
    boolean oneDiffers = same > 0 && left.length == right.length;
    for (int i = 0; i < at && oneDiffers; i++) {
      oneDiffers = left[i].equals(right[i]);
    }
    if (oneDiffers) {
      found.add(strip(after, at + 1));
      if (isSides(left[at], right[at])) {
        return;
      }
    }
    boolean sides = left.length > 1 && right.length > 1 && isSides(left[0], right[0]);
    for (String name : List.of(after, before)) {
      if (name.startsWith("/")) {
        suffixes(name, found);
      } else {
        if (sides) {
          found.add(strip(name, 1));
        } else {
          single(name, git, false, found);
        }
      }
    }
  }

  private static boolean isSide(String component) {
    return SIDES.contains(component)
        || component.endsWith(".orig")
        || component.endsWith(".old")
        || component.endsWith(".new");
  }

  /// Whether two components are names of the two sides of one tree.
  private static boolean isSides(String before, String after) {
    if (before.equals(after)) {
      return false;
    }
    boolean known = SIDES.contains(before) && SIDES.contains(after);
    return known || isVersionOf(before, after) || isVersionOf(after, before);
  }

  private static boolean isVersionOf(String marked, String plain) {
    return marked.length() > plain.length()
        && marked.startsWith(plain)
        && marked
            .substring(plain.length())
            .matches("[.~_-]?(?:orig|old|bak|new|modified|patched|)~?");
  }

  private static void suffixes(String name, Set<String> found) {
    String rest = name;
    while (rest.startsWith("/")) {
      rest = rest.substring(1);
    }
    for (int i = 0; i < MAX_SUFFIXES; i++) {
      found.add(rest);
      int slash = rest.indexOf('/');
      if (slash < 0) {
        return;
      }
      rest = rest.substring(slash + 1);
    }
  }

  private static final int MAX_SUFFIXES = 40;

  /// A path without so many components before it; its last one stays.
  static String strip(String path, int components) {
    String rest = path;
    for (int i = 0; i < components; i++) {
      int slash = rest.indexOf('/');
      if (slash < 0) {
        return rest;
      }
      rest = rest.substring(slash + 1);
    }
    return rest;
  }

  /// A path with `/` alone between its components, and no empty ones or `.`.
  static String normalise(String path) {
    String slashes = path.replace('\\', '/');
    if (slashes.length() > 2 && slashes.charAt(1) == ':' && slashes.charAt(2) == '/') {
      slashes = slashes.substring(2);
    }
    StringBuilder normal = new StringBuilder(slashes.startsWith("/") ? "/" : "");
    for (String component : slashes.split("/", -1)) {
      if (!component.isEmpty() && !component.equals(".")) {
        normal
            .append(normal.isEmpty() || normal.charAt(normal.length() - 1) == '/' ? "" : "/")
            .append(component);
      }
    }
    return normal.toString();
  }

  /// Whether a path leaves its folder.
  static boolean climbs(String path) {
    return path.equals("..")
        || path.startsWith("../")
        || path.endsWith("/..")
        || path.contains("/../");
  }

  /// A path without `..`.
  static String resolved(String path) {
    List<String> components = new ArrayList<>();
    for (String component : path.split("/", -1)) {
      if (component.equals("..")) {
        if (!components.isEmpty()) {
          components.removeLast();
        }
      } else {
        components.add(component);
      }
    }
    return String.join("/", components);
  }
}
