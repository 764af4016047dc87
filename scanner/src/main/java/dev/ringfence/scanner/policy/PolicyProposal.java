package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.license.LicenseDetector;
import dev.ringfence.corpus.license.LicenseEvidence;
import dev.ringfence.corpus.license.LicenseHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Proposes a policy for a repository from its layout, from which folders the others build on, and
/// from how often they change. A start for a person to go on from: each zone says why it is there.
public final class PolicyProposal {
  /*
   * A folder is proposed for the inner ring when other folders' files import or include it: when the
   * number of those files is among the highest (the top INNER_SHARE of folders) and at least
   * MIN_FAN_IN. Files of tests do not count, neither as users nor as what is used.
   */
  private static final double INNER_SHARE = 0.25;
  private static final int MIN_FAN_IN = 3;
  private static final int MAX_INNER = 12;

  private static final Set<String> TESTS =
      Set.of("test", "tests", "testing", "__tests__", "spec", "testsuite");
  private static final Set<String> DOCS =
      Set.of("doc", "docs", "documentation", "examples", "example", "demo", "demos", "tutorials");
  private static final Set<String> TOOLS =
      Set.of("tools", "tool", "scripts", "script", "ci", "benchmarks", "bench", "hack", ".github");
  private static final Set<String> VENDORED =
      Set.of("third_party", "third-party", "vendor", "vendored", "extern", "external", "_vendor");

  private static final Pattern CODE =
      Pattern.compile(
          ".*\\.(py|pyx|pxd|pyi|c|h|cc|cpp|cxx|hh|hpp|hxx|cu|cuh|java|kt|scala|go|rs|js|ts|f|f90|F90|R|jl|swift|cs)");
  private static final Pattern IMPORT =
      Pattern.compile(
          "(?m)^\\s*(?:#\\s*include\\s*[\"<]([^\">]+)[\">]"
              + "|from\\s+([.\\w]+)\\s+c?import\\s+([\\w, ()]+)"
              + "|c?import\\s+(?:static\\s+)?([\\w.]+))");

  /// A file of the repository.
  ///
  /// @param path its path
  /// @param text its text
  public record SourceText(String path, String text) {}

  private final List<SourceText> files;
  private final Map<String, Integer> commits;

  /// @param files the text files of the repository
  /// @param commits how many commits touched each path of late; empty without a history
  public PolicyProposal(List<SourceText> files, Map<String, Integer> commits) {
    this.files = List.copyOf(files);
    this.commits = Map.copyOf(commits);
  }

  private static boolean has(String path, Set<String> names) {
    for (String part : path.toLowerCase(Locale.ROOT).split("/", -1)) {
      if (names.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static String folder(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  private static boolean isSource(String path) {
    return CODE.matcher(path).matches()
        && !has(folder(path), TESTS)
        && !has(folder(path), DOCS)
        && !has(folder(path), TOOLS)
        && !has(folder(path), VENDORED);
  }

  private record Folder(String path, int files, int fanIn, int commits) {}

  /// The folders with code, most built upon first.
  private List<Folder> folders() {
    Map<String, Set<String>> byName = new HashMap<>();
    Map<String, Integer> sizes = new TreeMap<>();
    for (SourceText file : files) {
      if (isSource(file.path())) {
        sizes.merge(folder(file.path()), 1, Integer::sum);
        for (String name : names(file.path())) {
          byName.computeIfAbsent(name, key -> new HashSet<>()).add(file.path());
        }
      }
    }
    Map<String, Set<String>> users = new HashMap<>();
    for (SourceText file : files) {
      if (!isSource(file.path())) {
        continue;
      }
      for (String wanted : imports(file)) {
        for (String target : byName.getOrDefault(wanted, Set.of())) {
          if (!folder(target).equals(folder(file.path()))) {
            users.computeIfAbsent(folder(target), key -> new HashSet<>()).add(file.path());
          }
        }
      }
    }
    List<Folder> folders = new ArrayList<>();
    sizes.forEach((path, count) -> {
      int touched =
          commits.entrySet().stream()
              .filter(each -> folder(each.getKey()).equals(path))
              .mapToInt(Map.Entry::getValue)
              .sum();
      folders.add(new Folder(path, count, users.getOrDefault(path, Set.of()).size(), touched));
    });
    folders.sort(Comparator.comparingInt(Folder::fanIn).reversed().thenComparing(Folder::path));
    return folders;
  }

  /// What a file may be called by where it is imported or included.
  private static Set<String> names(String path) {
    Set<String> names = new HashSet<>();
    String stem = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : path;
    String module = stem.replaceAll("/__init__$", "");
    for (String each = module; ; each = each.substring(each.indexOf('/') + 1)) {
      names.add(each.replace('/', '.'));
      if (!each.contains("/")) {
        break;
      }
    }
    // A bare stem would tie every `utils` to every other.
    if (module.contains("/")) {
      names.remove(module.substring(module.lastIndexOf('/') + 1));
    }
    if (path.matches(".*\\.(h|hh|hpp|hxx|cuh)")) {
      for (String each = path; ; each = each.substring(each.indexOf('/') + 1)) {
        names.add("#" + each);
        if (!each.contains("/")) {
          break;
        }
      }
    }
    return names;
  }

  private static Set<String> imports(SourceText file) {
    Set<String> wanted = new HashSet<>();
    Matcher each = IMPORT.matcher(file.text());
    while (each.find()) {
      if (each.group(1) != null) {
        wanted.add("#" + each.group(1).replaceAll("^(\\.\\./|\\./)+", ""));
      } else if (each.group(2) != null) {
        String from = absolute(each.group(2), file.path());
        wanted.add(from);
        for (String name : each.group(3).split("[^\\w]+", -1)) {
          wanted.add(from + "." + name);
        }
      } else {
        wanted.add(each.group(4));
      }
    }
    return wanted;
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

  private Optional<String> projectLicense() {
    return files.stream()
        .filter(file -> !file.path().contains("/") && LicenseDetector.isLicenseFile(file.path()))
        .sorted(Comparator.comparing(SourceText::path))
        .flatMap(file -> LicenseHeader.readLicenseFile(file.path(), file.text()).stream())
        .map(LicenseEvidence::expression)
        .findFirst();
  }

  private Set<String> globs(Set<String> names) {
    TreeSet<String> globs = new TreeSet<>();
    for (SourceText file : files) {
      String[] parts = file.path().split("/", -1);
      for (int i = 0; i < parts.length - 1; i++) {
        if (names.contains(parts[i].toLowerCase(Locale.ROOT))) {
          globs.add(i == 0 ? parts[i] + "/**" : "**/" + parts[i] + "/**");
        }
      }
    }
    return globs;
  }

  private static void list(StringBuilder out, String key, Iterable<String> values) {
    List<String> quoted = new ArrayList<>();
    values.forEach(
        value -> quoted.add("\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
    out.append(key).append(" = [").append(String.join(", ", quoted)).append("]\n");
  }

  /// The policy file's text.
  public String render() {
    StringBuilder out = new StringBuilder();
    out.append(
        "# Proposed by `ringfence policy init`; read it before you commit it. See `policy explain PATH`.\n");
    out.append("version = 1\n");
    projectLicense()
        .ifPresentOrElse(
            license -> out.append("project_license = \"").append(license).append("\"\n"),
            () -> out.append("# project_license = \"...\"   no known license text at the root\n"));
    out.append("default_ring = \"middle\"\n");
    inner(out);
    Set<String> around = globs(TESTS);
    around.addAll(globs(TOOLS));
    if (!around.isEmpty()) {
      out.append("\n[[zone]]\nname = \"tests-and-tooling\"\nring = \"middle\"\n");
      list(out, "paths", around);
      out.append("override = true\n");
    }
    Set<String> docs = globs(DOCS);
    docs.addAll(List.of("*.md", "*.rst"));
    out.append("\n[[zone]]\nname = \"docs\"\nring = \"outer\"\n");
    list(out, "paths", docs);
    out.append("override = true\n");
    out.append("\n[ignore]\n");
    Set<String> vendored = globs(VENDORED);
    if (!vendored.isEmpty()) {
      list(out, "paths", vendored);
    }
    out.append("gitattributes = [\"linguist-vendored\", \"linguist-generated\"]\n");
    return out.toString();
  }

  private void inner(StringBuilder out) {
    List<Folder> folders = folders();
    int count = (int) Math.min(MAX_INNER, Math.ceil(INNER_SHARE * Math.max(1, folders.size())));
    List<Folder> inner =
        folders.stream()
            .limit(count)
            .filter(folder -> folder.fanIn() >= MIN_FAN_IN && !folder.path().isEmpty())
            .toList();
    if (inner.isEmpty()) {
      out.append(
          "\n# No folder is used by three files of other folders: name the inner ring yourself.\n");
      return;
    }
    out.append("\n# The folders that most files of other folders import or include.\n");
    for (Folder folder : inner) {
      out.append(
          String.format(
              Locale.ROOT,
              "#   %s: %d files, used by %d elsewhere%s%n",
              folder.path(),
              folder.files(),
              folder.fanIn(),
              commits.isEmpty() ? "" : ", touched " + folder.commits() + " times in three years"));
    }
    out.append("[[zone]]\nname = \"core\"\nring = \"inner\"\n");
    list(out, "paths", inner.stream().map(folder -> folder.path() + "/*").toList());
  }
}
