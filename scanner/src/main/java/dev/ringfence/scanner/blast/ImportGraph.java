package dev.ringfence.scanner.blast;

import dev.ringfence.fingerprints.source.LanguageDetector;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which file of a repository imports or includes which.
///
/// Fan-in counts the files that name a file, tests apart. The closure of all dependents says
/// little: in a Python package nearly every module reaches nearly every other through `__init__`.
/// So cycles are collapsed for it: the members of a cycle count as one.
public final class ImportGraph {
  private final Map<String, Set<String>> uses = new HashMap<>();
  private final Map<String, Set<String>> users = new HashMap<>();
  private final Map<String, Set<String>> tests = new HashMap<>();
  private final Set<String> read = new TreeSet<>();
  private final Set<String> testFiles = new HashSet<>();
  private final ImportedNames names = new ImportedNames();
  private final Map<String, Double> percentiles;
  private final Cycles cycles;

  private ImportGraph(Map<String, List<String>> imports) {
    read.addAll(imports.keySet());
    read.stream().filter(ImportGraph::isTest).forEach(testFiles::add);
    for (String path : read) {
      names.name(path, imports.getOrDefault(path, List.of()));
    }
    for (String path : read) {
      List<String> own = imports.getOrDefault(path, List.of());
      for (String wanted : own) {
        link(path, names.resolve(path, wanted, own));
      }
    }
    List<String> nodes = read.stream().filter(path -> !testFiles.contains(path)).toList();
    percentiles = PageRank.percentiles(nodes, uses);
    cycles = new Cycles(nodes, uses, users);
  }

  /// The graph of files, by their imports as they are written.
  ///
  /// @param imports the imports of each file whose imports are read
  public static ImportGraph of(Map<String, List<String>> imports) {
    return new ImportGraph(imports);
  }

  /// What a file imports or includes, as [#of] takes it; empty for a file whose imports are not
  /// read.
  public static Optional<List<String>> imports(String path, String text) {
    return LanguageDetector.detect(path, "").flatMap(language -> Imports.of(language, text));
  }

  /// Whether a path is a test, by its folders and its name.
  public static boolean isTest(String path) {
    return FileRoles.isTest(path);
  }

  private void link(String from, Collection<String> targets) {
    if (targets.isEmpty()) {
      return;
    }
    boolean test = testFiles.contains(from);
    for (String target : targets) {
      if (target.equals(from)) {
        continue;
      }
      if (test) {
        if (!testFiles.contains(target)) {
          tests.computeIfAbsent(target, key -> new HashSet<>()).add(from);
        }
      } else if (!testFiles.contains(target)) {
        uses.computeIfAbsent(from, key -> new HashSet<>()).add(target);
        users.computeIfAbsent(target, key -> new HashSet<>()).add(from);
      }
    }
  }

  /// Whether the imports of a file's language are read.
  public boolean knows(String path) {
    return read.contains(path);
  }

  /// The files that import or include a file, or the header that it implements; no tests.
  public Set<String> users(String path) {
    Set<String> found = new TreeSet<>(users.getOrDefault(path, Set.of()));
    for (String header : implemented(path)) {
      found.addAll(users.getOrDefault(header, Set.of()));
    }
    found.remove(path);
    return found;
  }

  /// The headers that a C or C++ source implements: those of its name.
  private List<String> implemented(String path) {
    return FileRoles.isSource(path)
        ? uses.getOrDefault(path, Set.of()).stream()
            .filter(header -> FileRoles.stem(header).equals(FileRoles.stem(path)))
            .toList()
        : List.of();
  }

  /// The files of the repository that a file imports or includes.
  public Set<String> uses(String path) {
    return uses.getOrDefault(path, Set.of());
  }

  /// The tests that import or include a file, or the header that it implements.
  public Set<String> tests(String path) {
    Set<String> found = new TreeSet<>(tests.getOrDefault(path, Set.of()));
    for (String header : implemented(path)) {
      found.addAll(tests.getOrDefault(header, Set.of()));
    }
    return found;
  }

  /// How many files reach a file in any number of steps, where a cycle counts as one.
  public int dependents(String path) {
    return cycles.dependents(path);
  }

  /// Where the file's PageRank lies among all files: the share of files below it.
  public double rankPercentile(String path) {
    double best = percentiles.getOrDefault(path, 0.0);
    for (String header : implemented(path)) {
      best = Math.max(best, percentiles.getOrDefault(header, 0.0));
    }
    return best;
  }

  /// The files in one cycle with a file, itself left out.
  public Set<String> cycle(String path) {
    return cycles.cycle(path);
  }

  /// Whether a path lets its file be public: a header under `include/`, a Python module without an
  /// underscore before any part of its name.
  static boolean isOpen(String path) {
    if (FileRoles.isHeader(path)) {
      return ("/" + path).contains("/include/");
    }
    return Arrays.stream(path.split("/", -1))
        .noneMatch(part -> part.startsWith("_") && !part.startsWith("__"));
  }

  /// Whether others can count on a whole file: a public header, a class of an exported Java
  /// package. That a Python module has an `__all__` says little: with it as a sign of the public,
  /// impact agreed less with declared rings than fan-in alone. A change to a name in it is seen by
  /// its signature.
  Optional<String> publicBy(String path, FileFacts facts) {
    if (isTest(path)) {
      return Optional.empty();
    }
    if (FileRoles.isHeader(path) && isOpen(path)) {
      return Optional.of("a header under include/");
    }
    if (FileRoles.isClass(path) && !names.exportedPackages().isEmpty()) {
      Optional<String> own =
          facts.imports().orElse(List.of()).stream()
              .filter(each -> each.startsWith(Imports.PACKAGE))
              .map(each -> each.substring(Imports.PACKAGE.length()))
              .findFirst();
      if (own.isPresent() && names.exportedPackages().contains(own.get())) {
        return Optional.of("in the exported package `" + own.get() + "`");
      }
    }
    return Optional.empty();
  }
}
