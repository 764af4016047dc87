package dev.ringfence.scanner.blast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The files of a repository by the names under which others import them.
final class ImportedNames {
  private final Map<String, List<String>> byName = new HashMap<>();
  private final Set<String> exported = new HashSet<>();

  /// Enters a file under what it may be called by where it is imported.
  void name(String path, List<String> imports) {
    if (FileRoles.isModule(path)) {
      String module =
          path.substring(0, path.length() - FileRoles.fileName(path).length())
              + FileRoles.stem(path);
      module = module.endsWith("/__init__") ? FileRoles.folder(module) : module;
      for (String each = module; ; each = each.substring(each.indexOf('/') + 1)) {
        add("py:" + each.replace('/', '.'), path);
        if (!each.contains("/")) {
          break;
        }
      }
    } else if (FileRoles.isHeader(path)) {
      String plain = FileRoles.made(path);
      for (String each = plain; ; each = each.substring(each.indexOf('/') + 1)) {
        add(Imports.HEADER + each, path);
        if (!each.contains("/")) {
          break;
        }
      }
    } else if (FileRoles.isSource(path)) {
      // A source can be included too.
      add(Imports.HEADER + FileRoles.fileName(path), path);
      // An extension module is imported by the name of its main source.
      add("py:" + FileRoles.stem(path).replaceFirst("module$", ""), path);
    } else if (FileRoles.isClass(path)) {
      for (String each : imports) {
        if (each.startsWith(Imports.PACKAGE)) {
          add(
              Imports.CLASS + each.substring(Imports.PACKAGE.length()) + "." + FileRoles.stem(path),
              path);
          add(Imports.PACKAGE + each.substring(Imports.PACKAGE.length()), path);
        } else if (each.startsWith(Imports.EXPORTS)) {
          exported.add(each.substring(Imports.EXPORTS.length()));
        }
      }
    }
  }

  private void add(String name, String path) {
    byName.computeIfAbsent(name, key -> new ArrayList<>()).add(path);
  }

  /// The Java packages that a module exports.
  Set<String> exportedPackages() {
    return exported;
  }

  /// The files that an import means.
  ///
  /// @param path the file that imports
  /// @param wanted what it imports, as it is written
  /// @param own all that it imports
  List<String> resolve(String path, String wanted, List<String> own) {
    if (wanted.startsWith(Imports.HEADER)) {
      String name = wanted.substring(1);
      while (name.startsWith("./") || name.startsWith("../")) {
        name = name.substring(name.indexOf('/') + 1);
      }
      // `npy_math.h.src` answers to `npy_math.h`.
      return closest(path, byName.getOrDefault(Imports.HEADER + name, List.of()));
    } else if (wanted.startsWith(Imports.FROM)) {
      String[] parts = wanted.split(":", 3);
      String module = absolute(parts[1], path);
      List<String> submodule = modules(path, module + "." + parts[2], parts[1].startsWith("."));
      return submodule.isEmpty() ? modules(path, module, parts[1].startsWith(".")) : submodule;
    } else if (wanted.startsWith(Imports.MODULE)) {
      return modules(path, wanted.substring(Imports.MODULE.length()), false);
    } else if (wanted.startsWith(Imports.CLASS)) {
      String name = wanted.substring(Imports.CLASS.length());
      if (name.endsWith(".*")) {
        return byName.getOrDefault(
            Imports.PACKAGE + name.substring(0, name.length() - 2), List.of());
      }
      // A nested class or a static member is in the file of what is around it.
      for (String each = name;
          each.contains(".");
          each = each.substring(0, each.lastIndexOf('.'))) {
        List<String> found = byName.get(Imports.CLASS + each);
        if (found != null) {
          return closest(path, found);
        }
      }
    } else if (wanted.startsWith(Imports.USES)) {
      return own.stream()
          .filter(each -> each.startsWith(Imports.PACKAGE))
          .findFirst()
          .map(each ->
              byName.getOrDefault(
                  Imports.CLASS
                      + each.substring(Imports.PACKAGE.length())
                      + "."
                      + wanted.substring(Imports.USES.length()),
                  List.<String>of()))
          .orElse(List.of());
    }
    return List.of();
  }

  /// The files of a Python module. A bare name is one of this repository only beside the importer
  /// or at the top of the tree: `random` is the standard library's, most of the time.
  private List<String> modules(String from, String module, boolean relative) {
    List<String> found = byName.getOrDefault("py:" + module, List.of());
    if (!module.contains(".") && !relative) {
      found =
          found.stream()
              .filter(path -> {
                String home =
                    FileRoles.fileName(path).startsWith("__init__")
                        ? FileRoles.folder(FileRoles.folder(path))
                        : FileRoles.folder(path);
                return home.isEmpty()
                    || home.equals("src")
                    || home.equals("lib")
                    || home.equals("python")
                    || (FileRoles.isSource(path) && home.equals(FileRoles.folder(from)));
              })
              .toList();
    }
    // A stub and its module are one; where several packages have such a module, the nearest.
    List<String> nearest = closest(from, found);
    if (nearest.isEmpty()) {
      return nearest;
    }
    String best = nearest.getFirst();
    String base = FileRoles.folder(best) + "/" + FileRoles.stem(best);
    return found.stream()
        .filter(path -> (FileRoles.folder(path) + "/" + FileRoles.stem(path)).equals(base))
        .toList();
  }

  /// The candidate that shares the longest path with the importer.
  private static List<String> closest(String from, List<String> candidates) {
    if (candidates.size() == 1) {
      return candidates.getFirst().equals(from) ? List.of() : candidates;
    }
    return candidates.stream()
        .filter(path -> !path.equals(from))
        .min(
            Comparator.comparingInt((String path) -> -shared(from, path))
                .thenComparingInt(String::length)
                .thenComparing(Comparator.naturalOrder()))
        .map(List::of)
        .orElse(List.of());
  }

  /// How many folders two paths begin with in common.
  private static int shared(String a, String b) {
    int same = 0;
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length && a.charAt(i) == b.charAt(i); i++) {
      same += a.charAt(i) == '/' ? 1 : 0;
    }
    return same;
  }

  /// A relative Python import as a module name.
  private static String absolute(String module, String path) {
    int dots = 0;
    while (dots < module.length() && module.charAt(dots) == '.') {
      dots++;
    }
    if (dots == 0) {
      return module;
    }
    String base = FileRoles.folder(path);
    for (int i = 1; i < dots; i++) {
      base = FileRoles.folder(base);
    }
    String rest = module.substring(dots);
    return (base.replace('/', '.') + (rest.isEmpty() ? "" : "." + rest)).replaceAll("^\\.", "");
  }
}
