package dev.ringfence.scanner.blast;

import dev.ringfence.corpus.license.LicenseDetector;
import dev.ringfence.corpus.license.LicenseEvidence;
import dev.ringfence.corpus.license.LicenseHeader;
import dev.ringfence.scanner.policy.BlastSettings;
import java.io.IOException;
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

/// Proposes a policy for a repository from its layout, from which folders the others build on, from
/// how often they change and from the blast radius of their files. A start for a person to go on
/// from: each zone says why it is there.
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

  private static final int MAX_FILES = 10;

  private final List<String> paths;
  private final Map<String, String> licenseTexts;
  private final BlastCalculator calculator;
  private final Map<String, Double> scores = new HashMap<>();

  /// @param paths all files of the repository
  /// @param licenseTexts the texts of the license files at its root, by path
  /// @param calculator the repository's imports, history and blast radius
  public PolicyProposal(
      List<String> paths, Map<String, String> licenseTexts, BlastCalculator calculator)
      throws IOException {
    this.paths = List.copyOf(paths);
    this.licenseTexts = new TreeMap<>(licenseTexts);
    this.calculator = calculator;
    for (String path : calculator.sources()) {
      if (isSource(path)) {
        calculator.of(path).score().ifPresent(score -> scores.put(path, score));
      }
    }
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
    return !has(folder(path), TESTS)
        && !has(folder(path), DOCS)
        && !has(folder(path), TOOLS)
        && !has(folder(path), VENDORED);
  }

  /// A folder with code.
  ///
  /// @param fanIn how many files of other folders import or include one of its files
  /// @param commits how often its files were touched
  /// @param score the mean blast radius of its files
  private record Folder(String path, int files, int fanIn, int commits, double score) {}

  /// The folders with code, most built upon first.
  private List<Folder> folders() {
    Map<String, List<String>> byFolder = new TreeMap<>();
    for (String path : calculator.sources()) {
      if (isSource(path)) {
        byFolder.computeIfAbsent(folder(path), key -> new ArrayList<>()).add(path);
      }
    }
    List<Folder> folders = new ArrayList<>();
    byFolder.forEach((folder, files) -> {
      Set<String> users = new HashSet<>();
      int commits = 0;
      for (String path : files) {
        users.addAll(calculator.graph().users(path));
        commits += calculator.history().map(history -> history.commits(path)).orElse(0);
      }
      users.removeIf(user -> folder(user).equals(folder) || !isSource(user));
      double score =
          files.stream().mapToDouble(path -> scores.getOrDefault(path, 0.0)).average().orElse(0);
      folders.add(new Folder(folder, files.size(), users.size(), commits, score));
    });
    folders.sort(Comparator.comparingInt(Folder::fanIn).reversed().thenComparing(Folder::path));
    return folders;
  }

  private Optional<String> projectLicense() {
    return licenseTexts.entrySet().stream()
        .filter(file -> LicenseDetector.isLicenseFile(file.getKey()))
        .flatMap(file -> LicenseHeader.readLicenseFile(file.getKey(), file.getValue()).stream())
        .map(LicenseEvidence::expression)
        .findFirst();
  }

  private Set<String> globs(Set<String> names) {
    TreeSet<String> globs = new TreeSet<>();
    for (String path : paths) {
      String[] parts = path.split("/", -1);
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
              "#   %s: %d files, used by %d elsewhere, mean blast radius %.0f%s%n",
              folder.path(),
              folder.files(),
              folder.fanIn(),
              folder.score(),
              calculator.history().isEmpty()
                  ? ""
                  : ", touched " + folder.commits() + " times in three years"));
    }
    out.append("[[zone]]\nname = \"core\"\nring = \"inner\"\n");
    // By extension: `folder/*` would take the folders in it too.
    Set<String> globs = new TreeSet<>();
    for (Folder folder : inner) {
      for (String path : calculator.sources()) {
        if (folder(path).equals(folder.path()) && isSource(path)) {
          globs.add(folder.path() + "/*" + path.substring(path.lastIndexOf('.')));
        }
      }
    }
    list(out, "paths", globs);
    files(out, inner.stream().map(Folder::path).toList());
  }

  /// Single files that reach far although their folder does not.
  private void files(StringBuilder out, List<String> covered) {
    double least = BlastSettings.DEFAULT.innerAt() + BlastSettings.HYSTERESIS;
    List<Map.Entry<String, Double>> far =
        scores.entrySet().stream()
            .filter(each -> each.getValue() >= least)
            .filter(each -> !covered.contains(folder(each.getKey())))
            .sorted(
                Map.Entry.<String, Double>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MAX_FILES)
            .toList();
    if (far.isEmpty()) {
      return;
    }
    out.append("\n# Files elsewhere with the highest blast radius; see `ringfence blast PATH`.\n");
    for (Map.Entry<String, Double> each : far) {
      out.append(String.format(Locale.ROOT, "#   %s: %.0f%n", each.getKey(), each.getValue()));
    }
    out.append("[[zone]]\nname = \"far-reaching\"\nring = \"inner\"\n");
    list(out, "paths", far.stream().map(each -> "/" + each.getKey()).toList());
  }
}
