package dev.ringfence.scanner.blast;

import dev.ringfence.fingerprints.source.ImportedFiles;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.fingerprints.source.LanguageProfile.ImportForm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which file of a repository imports or includes which.
///
/// Fan-in counts the files that name a file, tests apart. The closure of all dependents says
/// little: in a Python package nearly every module reaches nearly every other through `__init__`.
/// So cycles are collapsed for it: the members of a cycle count as one.
public final class ImportGraph {
  private static final double DAMPING = 0.85;
  private static final int ITERATIONS = 60;

  /// What a template becomes a file of its language without.
  private static final Pattern TEMPLATE = Pattern.compile("\\.(src|in)$");

  private static final Pattern TEST_NAME =
      Pattern.compile(
          "(test_.*|.*_test|.*Test|.*Tests|.*IT|conftest|Test[A-Z].*)\\.\\w+(\\.\\w+)?");
  private static final Set<String> TEST_FOLDERS =
      Set.of("test", "tests", "testing", "__tests__", "spec", "testsuite", "t");

  private final Map<String, Set<String>> uses = new HashMap<>();
  private final Map<String, Set<String>> users = new HashMap<>();
  private final Map<String, Set<String>> tests = new HashMap<>();
  private final Map<String, Double> percentiles = new HashMap<>();
  private final Map<String, Integer> components = new HashMap<>();
  private final Map<String, Integer> dependents = new HashMap<>();
  private final Map<String, List<String>> byName = new HashMap<>();
  private final Map<String, List<String>> implementers = new HashMap<>();
  private final Set<String> exported = new HashSet<>();
  private final Set<String> read = new TreeSet<>();
  private final Set<String> testFiles = new HashSet<>();

  private ImportGraph() {}

  /// The graph of files, by their imports as they are written.
  ///
  /// @param imports the imports of each file whose imports are read
  public static ImportGraph of(Map<String, List<String>> imports) {
    ImportGraph graph = new ImportGraph();
    graph.read.addAll(imports.keySet());
    graph.read.stream().filter(ImportGraph::isTest).forEach(graph.testFiles::add);
    for (String path : graph.read) {
      graph.name(path, imports.getOrDefault(path, List.of()));
    }
    for (String path : graph.read) {
      for (String wanted : imports.getOrDefault(path, List.of())) {
        graph.resolve(path, wanted, imports.getOrDefault(path, List.of()));
      }
    }
    graph.rank();
    graph.collapse();
    return graph;
  }

  /// What a file imports or includes, as [#of] takes it; empty for a file whose imports are not
  /// read.
  public static Optional<List<String>> imports(String path, String text) {
    return LanguageDetector.detect(path, "").flatMap(language -> Imports.of(language, text));
  }

  /// Whether a path is a test, by its folders and its name.
  public static boolean isTest(String path) {
    String[] parts = path.split("/", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      if (TEST_FOLDERS.contains(parts[i].toLowerCase(java.util.Locale.ROOT))) {
        return true;
      }
    }
    return TEST_NAME.matcher(parts[parts.length - 1]).matches();
  }

  private static boolean isHeader(String path) {
    String made = TEMPLATE.matcher(path).replaceFirst("");
    return ImportedFiles.form(made) == ImportForm.INCLUDES || made.endsWith(".inc");
  }

  private static boolean isSource(String path) {
    return ImportedFiles.isSource(TEMPLATE.matcher(path).replaceFirst(""));
  }

  private static boolean isModule(String path) {
    return ImportedFiles.isModule(
        path.endsWith(".in") ? path.substring(0, path.length() - 3) : path);
  }

  private static boolean isClass(String path) {
    return ImportedFiles.form(path) == ImportForm.PACKAGES;
  }

  private static String folder(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String stem(String path) {
    String name = fileName(path);
    int dot = name.indexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /// Enters a file under what it may be called by where it is imported.
  private void name(String path, List<String> imports) {
    if (isModule(path)) {
      String module = path.substring(0, path.length() - fileName(path).length()) + stem(path);
      module = module.endsWith("/__init__") ? folder(module) : module;
      for (String each = module; ; each = each.substring(each.indexOf('/') + 1)) {
        add("py:" + each.replace('/', '.'), path);
        if (!each.contains("/")) {
          break;
        }
      }
    } else if (isHeader(path)) {
      String plain = TEMPLATE.matcher(path).replaceFirst("");
      for (String each = plain; ; each = each.substring(each.indexOf('/') + 1)) {
        add(Imports.HEADER + each, path);
        if (!each.contains("/")) {
          break;
        }
      }
    } else if (isSource(path)) {
      implementers.computeIfAbsent(stem(path), key -> new ArrayList<>()).add(path);
      // A source can be included too.
      add(Imports.HEADER + fileName(path), path);
      // An extension module is imported by the name of its main source.
      add("py:" + stem(path).replaceFirst("module$", ""), path);
    } else if (isClass(path)) {
      for (String each : imports) {
        if (each.startsWith(Imports.PACKAGE)) {
          add(Imports.CLASS + each.substring(Imports.PACKAGE.length()) + "." + stem(path), path);
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

  private void resolve(String path, String wanted, List<String> own) {
    if (wanted.startsWith(Imports.HEADER)) {
      String name = wanted.substring(1);
      while (name.startsWith("./") || name.startsWith("../")) {
        name = name.substring(name.indexOf('/') + 1);
      }
      // `npy_math.h.src` answers to `npy_math.h`.
      link(path, closest(path, byName.getOrDefault(Imports.HEADER + name, List.of())));
    } else if (wanted.startsWith(Imports.FROM)) {
      String[] parts = wanted.split(":", 3);
      String module = absolute(parts[1], path);
      List<String> submodule = modules(path, module + "." + parts[2], parts[1].startsWith("."));
      link(path, submodule.isEmpty() ? modules(path, module, parts[1].startsWith(".")) : submodule);
    } else if (wanted.startsWith(Imports.MODULE)) {
      link(path, modules(path, wanted.substring(Imports.MODULE.length()), false));
    } else if (wanted.startsWith(Imports.CLASS)) {
      String name = wanted.substring(Imports.CLASS.length());
      if (name.endsWith(".*")) {
        link(
            path,
            byName.getOrDefault(Imports.PACKAGE + name.substring(0, name.length() - 2), List.of()));
        return;
      }
      // A nested class or a static member is in the file of what is around it.
      for (String each = name;
          each.contains(".");
          each = each.substring(0, each.lastIndexOf('.'))) {
        List<String> found = byName.get(Imports.CLASS + each);
        if (found != null) {
          link(path, closest(path, found));
          return;
        }
      }
    } else if (wanted.startsWith(Imports.USES)) {
      own.stream()
          .filter(each -> each.startsWith(Imports.PACKAGE))
          .findFirst()
          .ifPresent(each ->
              link(
                  path,
                  byName.getOrDefault(
                      Imports.CLASS
                          + each.substring(Imports.PACKAGE.length())
                          + "."
                          + wanted.substring(Imports.USES.length()),
                      List.of())));
    }
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
                    fileName(path).startsWith("__init__") ? folder(folder(path)) : folder(path);
                return home.isEmpty()
                    || home.equals("src")
                    || home.equals("lib")
                    || home.equals("python")
                    || (isSource(path) && home.equals(folder(from)));
              })
              .toList();
    }
    // A stub and its module are one; where several packages have such a module, the nearest.
    List<String> nearest = closest(from, found);
    if (nearest.isEmpty()) {
      return nearest;
    }
    String best = nearest.getFirst();
    String base = folder(best) + "/" + stem(best);
    return found.stream().filter(path -> (folder(path) + "/" + stem(path)).equals(base)).toList();
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
    String base = folder(path);
    for (int i = 1; i < dots; i++) {
      base = folder(base);
    }
    String rest = module.substring(dots);
    return (base.replace('/', '.') + (rest.isEmpty() ? "" : "." + rest)).replaceAll("^\\.", "");
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
    return isSource(path)
        ? uses.getOrDefault(path, Set.of()).stream()
            .filter(header -> stem(header).equals(stem(path)))
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
    Integer component = components.get(path);
    return component == null ? 0 : dependents.getOrDefault(path, 0);
  }

  /// Where the file's PageRank lies among all files: the share of files below it.
  public double rankPercentile(String path) {
    double best = percentiles.getOrDefault(path, 0.0);
    for (String header : implemented(path)) {
      best = Math.max(best, percentiles.getOrDefault(header, 0.0));
    }
    return best;
  }

  /// The Java packages that a module exports.
  Set<String> exportedPackages() {
    return exported;
  }

  private void rank() {
    List<String> nodes = read.stream().filter(path -> !testFiles.contains(path)).toList();
    int count = nodes.size();
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < count; i++) {
      numbers.put(nodes.get(i), i);
    }
    int[][] out = new int[count][];
    for (int i = 0; i < count; i++) {
      out[i] =
          uses.getOrDefault(nodes.get(i), Set.of()).stream()
              .map(numbers::get)
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();
    }
    double[] rank = new double[count];
    Arrays.fill(rank, 1.0 / Math.max(1, count));
    for (int step = 0; step < ITERATIONS; step++) {
      double[] next = new double[count];
      double dangling = 0;
      for (int i = 0; i < count; i++) {
        if (out[i].length == 0) {
          dangling += rank[i];
        }
        for (int target : out[i]) {
          next[target] += rank[i] / out[i].length;
        }
      }
      for (int i = 0; i < count; i++) {
        next[i] = (1 - DAMPING) / count + DAMPING * (next[i] + dangling / count);
      }
      rank = next;
    }
    double[] sorted = rank.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < count; i++) {
      // Ranks are sums in another order for another tree; what differs by rounding is equal.
      double value = rank[i] * (1 - 1e-9);
      int below = Arrays.binarySearch(sorted, value);
      below = below < 0 ? -below - 1 : below;
      while (below > 0 && sorted[below - 1] >= value) {
        below--;
      }
      percentiles.put(nodes.get(i), (double) below / count);
    }
  }

  /// Numbers the cycles (Tarjan 1972, without recursion) and counts who reaches each.
  private void collapse() {
    List<String> nodes = read.stream().filter(path -> !testFiles.contains(path)).toList();
    Map<String, Integer> index = new HashMap<>();
    Map<String, Integer> low = new HashMap<>();
    Deque<String> stack = new ArrayDeque<>();
    Set<String> onStack = new HashSet<>();
    List<List<String>> found = new ArrayList<>();
    record Step(String node, List<String> targets, int[] next) {}
    for (String root : nodes) {
      if (index.containsKey(root)) {
        continue;
      }
      Deque<Step> work = new ArrayDeque<>();
      work.push(new Step(root, sorted(uses(root)), new int[1]));
      while (!work.isEmpty()) {
        Step step = work.peek();
        String node = step.node();
        if (step.next()[0] == 0 && !index.containsKey(node)) {
          index.put(node, index.size());
          low.put(node, index.size() - 1);
          stack.push(node);
          onStack.add(node);
        }
        if (step.next()[0] < step.targets().size()) {
          String target = step.targets().get(step.next()[0]++);
          if (!index.containsKey(target)) {
            work.push(new Step(target, sorted(uses(target)), new int[1]));
          } else if (onStack.contains(target)) {
            low.merge(node, index.getOrDefault(target, 0), Math::min);
          }
          continue;
        }
        work.pop();
        if (!work.isEmpty()) {
          low.merge(work.peek().node(), low.getOrDefault(node, 0), Math::min);
        }
        if (low.getOrDefault(node, 0).equals(index.get(node))) {
          List<String> component = new ArrayList<>();
          String member;
          do {
            member = stack.pop();
            onStack.remove(member);
            component.add(member);
            components.put(member, found.size());
          } while (!member.equals(node));
          found.add(component);
        }
      }
    }
    countDependents(found);
  }

  private static List<String> sorted(Set<String> paths) {
    return paths.stream().sorted().toList();
  }

  /// Components come with what they use before them, so users are found going backwards.
  private void countDependents(List<List<String>> found) {
    java.util.BitSet[] reach = new java.util.BitSet[found.size()];
    for (int c = found.size() - 1; c >= 0; c--) {
      java.util.BitSet set = new java.util.BitSet(found.size());
      for (String member : found.get(c)) {
        for (String user : users.getOrDefault(member, Set.of())) {
          int other = components.getOrDefault(user, c);
          if (other != c) {
            set.set(other);
            set.or(reach[other]);
          }
        }
      }
      reach[c] = set;
      for (String member : found.get(c)) {
        dependents.put(member, set.cardinality());
      }
    }
  }

  /// The files in one cycle with a file, itself left out.
  public Set<String> cycle(String path) {
    Integer own = components.get(path);
    Set<String> members = new TreeSet<>();
    if (own != null) {
      new TreeMap<>(components)
          .forEach((other, component) -> {
            if (component.equals(own) && !other.equals(path)) {
              members.add(other);
            }
          });
    }
    return members;
  }

  /// Whether a path lets its file be public: a header under `include/`, a Python module without an
  /// underscore before any part of its name.
  static boolean isOpen(String path) {
    if (isHeader(path)) {
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
    if (isHeader(path) && isOpen(path)) {
      return Optional.of("a header under include/");
    }
    if (isClass(path) && !exported.isEmpty()) {
      Optional<String> own =
          facts.imports().orElse(List.of()).stream()
              .filter(each -> each.startsWith(Imports.PACKAGE))
              .map(each -> each.substring(Imports.PACKAGE.length()))
              .findFirst();
      if (own.isPresent() && exported.contains(own.get())) {
        return Optional.of("in the exported package `" + own.get() + "`");
      }
    }
    return Optional.empty();
  }
}
