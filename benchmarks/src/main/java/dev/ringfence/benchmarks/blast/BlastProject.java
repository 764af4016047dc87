package dev.ringfence.benchmarks.blast;

import static java.util.Objects.requireNonNull;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.scanner.blast.BlastCalculator;
import dev.ringfence.scanner.blast.BlastRadius;
import dev.ringfence.scanner.blast.Coverage;
import dev.ringfence.scanner.blast.History;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.structure.CodeMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of a project that says which of its code is core, with all that blast radii are made
/// of.
///
/// @param name the project
/// @param declaration how it says so
/// @param files its own code
record BlastProject(String name, String declaration, List<Row> files) {
  /// The measures of a file, in the order of [#FEATURES].
  record Row(String path, boolean core, double score, double[] values) {}

  /// The first five are the dimensions.
  static final List<String> FEATURES =
      List.of(
          "complexity",
          "impact",
          "lifespan",
          "rollback",
          "testability",
          "fan-in",
          "PageRank",
          "dependents",
          "fan-out",
          "tests that import it",
          "commits in 3 years",
          "churn",
          "lines",
          "compiled",
          "depth",
          "files in its folder");

  static final int DIMENSIONS = 5;

  /// Whether the ages of lines are read, which takes long where nothing is kept of them.
  private static final boolean AGES = Boolean.getBoolean("ringfence.ages");

  private static final int MAX_BYTES = 4 << 20;
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{3,}");

  /// Reads a project.
  ///
  /// @param spec `NAME=REPOSITORY:preset=NAME`, or `NAME=REPOSITORY:symbols=PATH`: a file of the
  ///   repository that lists the exported symbols; a file is core that defines one
  static BlastProject read(String spec) throws IOException {
    Matcher parts = Pattern.compile("([^=]+)=(.+):(preset|symbols)=(.+)").matcher(spec);
    if (!parts.matches()) {
      throw new IllegalArgumentException(spec);
    }
    String name = parts.group(1);
    boolean preset = parts.group(3).equals("preset");
    ZonePolicy policy =
        preset
            ? PolicyFile.parse(name, "version = 1\npreset = \"" + parts.group(4) + "\"\n")
            : ZonePolicy.defaultPolicy();
    List<Row> rows = new ArrayList<>();
    try (GitChanges git = GitChanges.open(Path.of(parts.group(2)));
        BlastCalculator calculator =
            AGES
                ? BlastCalculator.open(git, "HEAD", policy, Coverage.read(List.of()))
                : BlastCalculator.withoutBlame(git, "HEAD", policy, Coverage.read(List.of()))) {
      calculator.readLineHistory(
          count -> System.err.println(name + ": " + count + " commits"), count -> {});
      Map<String, String> blobs = git.snapshot("HEAD").blobs();
      Set<String> symbols = preset ? Set.of() : symbols(git, blobs, parts.group(4));
      Map<String, Integer> folders = new TreeMap<>();
      List<String> sources = calculator.sources();
      sources.forEach(path -> folders.merge(folder(path), 1, Integer::sum));
      for (String path : sources) {
        Optional<Language> language = LanguageDetector.detect(path, "");
        boolean core =
            preset
                ? policy.place(path).ring() == Ring.INNER
                : language.isPresent()
                    && path.endsWith(".c")
                    && CodeMetrics.of(
                            language.get(),
                            git.blob(requireNonNull(blobs.get(path)), MAX_BYTES).orElse(""))
                        .stream()
                        .anyMatch(each -> symbols.contains(each.function().name()));
        rows.add(row(calculator, path, core, folders));
      }
    }
    return new BlastProject(name, parts.group(3) + " " + parts.group(4), rows);
  }

  private static Set<String> symbols(GitChanges git, Map<String, String> blobs, String file)
      throws IOException {
    Set<String> symbols = new HashSet<>();
    String text =
        Files.isRegularFile(Path.of(file))
            ? Files.readString(Path.of(file))
            : git.blob(requireNonNull(blobs.get(file), file), MAX_BYTES).orElseThrow();
    Matcher word = WORD.matcher(text.replaceAll("(?m)[;#].*$", ""));
    while (word.find()) {
      symbols.add(word.group());
    }
    return symbols;
  }

  private static String folder(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  private static Row row(
      BlastCalculator calculator, String path, boolean core, Map<String, Integer> folders)
      throws IOException {
    BlastRadius radius = calculator.of(path);
    double[] values = new double[FEATURES.size()];
    for (int i = 0; i < DIMENSIONS; i++) {
      values[i] = radius.dimensions().get(i).value().orElse(Double.NaN);
    }
    boolean known = calculator.graph().knows(path);
    Optional<History> history = calculator.history();
    values[5] = known ? calculator.graph().users(path).size() : Double.NaN;
    values[6] = known ? calculator.graph().rankPercentile(path) : Double.NaN;
    values[7] = known ? calculator.graph().dependents(path) : Double.NaN;
    values[8] = known ? calculator.graph().uses(path).size() : Double.NaN;
    values[9] = known ? calculator.graph().tests(path).size() : Double.NaN;
    values[10] = history.map(each -> (double) each.commits(path)).orElse(Double.NaN);
    values[11] =
        history
            .map(each -> (double) each.churn(path) / Math.max(1, calculator.lines(path)))
            .orElse(Double.NaN);
    values[12] = calculator.lines(path);
    values[13] = path.matches(".*\\.(c|cc|cpp|cxx|h|hh|hpp|pyx|pxd|f|f90|s|S|src|in)") ? 1 : 0;
    values[14] = path.chars().filter(c -> c == '/').count();
    values[15] = folders.getOrDefault(folder(path), 0);
    return new Row(path, core, radius.score().orElse(0), values);
  }

  /// In how many of 1 pairs of a core file and another the core one scores higher, ties as half.
  double agreement(ToDoubleFunction<Row> score) {
    List<Row> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparingDouble(score));
    double others = 0;
    double above = 0;
    long cores = 0;
    for (int i = 0; i < sorted.size(); ) {
      int end = i;
      int tiedCore = 0;
      int tiedOther = 0;
      while (end < sorted.size()
          && score.applyAsDouble(sorted.get(end)) == score.applyAsDouble(sorted.get(i))) {
        if (sorted.get(end).core()) {
          tiedCore++;
        } else {
          tiedOther++;
        }
        end++;
      }
      above += tiedCore * (others + tiedOther / 2.0);
      others += tiedOther;
      cores += tiedCore;
      i = end;
    }
    return above / (cores * others);
  }

  /// The same files with each value as its rank within the project, 0 to 1; the middle where
  /// unknown.
  BlastProject ranked() {
    double[][] ranks = new double[files.size()][FEATURES.size()];
    for (int f = 0; f < FEATURES.size(); f++) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        ranks[i][f] = 0.5;
        if (!Double.isNaN(files.get(i).values()[f])) {
          order.add(i);
        }
      }
      int feature = f;
      order.sort(Comparator.comparingDouble(i -> files.get(i).values()[feature]));
      for (int i = 0; i < order.size(); ) {
        int end = i;
        double value = files.get(order.get(i)).values()[f];
        while (end < order.size() && files.get(order.get(end)).values()[f] == value) {
          end++;
        }
        double rank = order.size() < 2 ? 0.5 : (i + end - 1) / 2.0 / (order.size() - 1);
        for (; i < end; i++) {
          ranks[order.get(i)][f] = rank;
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Row row = files.get(i);
      rows.add(new Row(row.path(), row.core(), row.score(), ranks[i]));
    }
    return new BlastProject(name, declaration, rows);
  }
}
