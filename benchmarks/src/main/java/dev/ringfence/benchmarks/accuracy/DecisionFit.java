package dev.ringfence.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Fits the weights of the decision (`decide.*` in `match.properties`) to case sets.
///
/// `DecisionFit CASES REPORT.json [CASES REPORT.json ...] [-PATCH ...]`: each REPORT is the JSON of
/// a scan of `CASES/patches` with a low `--min-bits`, so that it holds what stays below the
/// threshold too; `-PATCH` leaves a case out whose label is wrong. Prints the weights fitted to
/// each set and to all together, structure being 1, and what each of these fits does on each set. A
/// set may hold negatives alone, which counts in the fit to all.
public final class DecisionFit {
  /*
   * Logistic regression with a small ridge, by Newton's method. Only close calls teach: the best match
   * of a positive case below TEACHES, the three best of a negative one; a negative counts three times,
   * since false alarms are what must be rare.
   */
  private static final String[] TERMS = {
    "structure",
    "run",
    "coverage",
    "own-spelling",
    "shared-spelling",
    "rename",
    "unlike-name",
    "idiom",
    "other"
  };
  private static final double TEACHES = 190;
  private static final int MATCHES_OF_NEGATIVE = 3;
  private static final double NEGATIVE_WEIGHT = 3;
  private static final double RIDGE = 1e-3;
  private static final int STEPS = 50;

  /// The caps are parts of the terms, not fitted; `decide.bonus-limit` and `decide.missed` are left
  /// out.
  private static final double OWN_SPELLING_SHARE = 0.3;

  private static final double SHARED_SPELLING_MAX = 6;

  /// `decide.density`.
  private static final double FULL_DENSITY = 0.6;

  /// `decide.named`.
  private static final double FULL_NAMED = 0.2;

  /// `decide.coverage-structure`.
  private static final double FULL_STRUCTURE = 60;

  private DecisionFit() {}

  /// A match as the fit sees it.
  private record Row(double score, double[] terms) {}

  /// A case with its matches, best first.
  private record Case(boolean positive, List<Row> rows) {}

  private record CaseSet(String name, List<Case> cases) {
    /// One without is for the fit to all alone.
    boolean hasPositives() {
      return cases.stream().anyMatch(Case::positive);
    }
  }

  /// Weights of the terms, standing for a score that is above zero for copies.
  private record Fit(String name, double[] weights, double intercept) {
    double score(double[] terms) {
      double sum = intercept;
      for (int t = 0; t < terms.length; t++) {
        sum += weights[t] * terms[t];
      }
      // In the units of structure.
      return sum / weights[0];
    }
  }

  /// Runs.
  public static void main(String[] arguments) throws IOException {
    Set<String> wrong = new TreeSet<>();
    List<String> names = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("-")) {
        wrong.add(argument.substring(1) + ".patch");
      } else {
        names.add(argument);
      }
    }
    if (names.isEmpty() || names.size() % 2 != 0) {
      System.err.println(
          "usage: DecisionFit CASES REPORT.json [CASES REPORT.json ...] [-PATCH ...]");
      System.exit(2);
    }
    List<CaseSet> sets = new ArrayList<>();
    for (int i = 0; i < names.size(); i += 2) {
      sets.add(read(Path.of(names.get(i)), Path.of(names.get(i + 1)), wrong));
    }
    List<Fit> fits = new ArrayList<>();
    for (CaseSet set : sets) {
      if (set.hasPositives()) {
        fits.add(fit(set.name(), set.cases()));
      }
    }
    if (sets.size() > 1) {
      fits.add(fit("all", sets.stream().flatMap(set -> set.cases().stream()).toList()));
    }
    System.out.print(render(sets, fits));
  }

  private static CaseSet read(Path cases, Path report, Set<String> wrong) throws IOException {
    Map<String, List<JsonNode>> byPatch = new HashMap<>();
    for (JsonNode finding :
        JsonMapper.shared().readTree(Files.readString(report)).path("findings")) {
      if (finding.path("also_permissive").isEmpty()) {
        String patch = finding.path("hunk").path("change").asString("");
        byPatch
            .computeIfAbsent(patch.substring(patch.lastIndexOf('/') + 1), _ -> new ArrayList<>())
            .add(finding);
      }
    }
    List<Case> read = new ArrayList<>();
    for (AccuracyCase each : AccuracyCase.read(cases)) {
      if (wrong.contains(each.patch())) {
        continue;
      }
      List<Row> rows =
          byPatch.getOrDefault(each.patch(), List.of()).stream()
              .filter(finding -> !each.positive() || isAt(finding, each))
              .map(DecisionFit::row)
              .sorted(Comparator.comparingDouble((Row row) -> -row.score()))
              .toList();
      read.add(new Case(each.positive(), rows));
    }
    return new CaseSet(cases.getFileName() + " of " + report.getFileName(), read);
  }

  private static boolean isAt(JsonNode finding, AccuracyCase truth) {
    return finding.path("hunk").path("path").asString("").equals(truth.file())
        && AccuracyTable.overlap(finding, truth) > 0;
  }

  private static Row row(JsonNode finding) {
    JsonNode match = finding.path("match");
    JsonNode bits = match.path("bits");
    double structure = bits.path("structure").asDouble(0);
    double tokens = Math.max(1, match.path("tokens").asDouble(1));
    double density = Math.max(0, structure) / tokens;
    double named = match.path("names").asDouble(0) / tokens;
    double length = Math.min(1, density / FULL_DENSITY) * Math.min(1, named / FULL_NAMED);
    return new Row(
        bits.path("score").asDouble(0),
        new double[] {
          structure,
          length * bits.path("longest_run").asDouble(0),
          length
              * Math.min(1, Math.max(0, structure) / FULL_STRUCTURE)
              * match.path("containment").asDouble(0),
          Math.min(
              2 * bits.path("own_spelling").asDouble(0),
              OWN_SPELLING_SHARE * Math.max(0, structure)),
          Math.min(2 * bits.path("shared_spelling").asDouble(0), SHARED_SPELLING_MAX),
          bits.path("rename").asDouble(0),
          match.path("unlike_names").asInt(0),
          bits.path("idiom").asDouble(0),
          bits.path("best_other_work").asDouble(0)
        });
  }

  private static Fit fit(String name, List<Case> cases) {
    List<double[]> rows = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    for (Case each : cases) {
      int most = each.positive() ? 1 : MATCHES_OF_NEGATIVE;
      for (Row row : each.rows().subList(0, Math.min(most, each.rows().size()))) {
        if (!each.positive() || row.score() < TEACHES) {
          rows.add(row.terms());
          labels.add(each.positive());
        }
      }
    }
    int n = TERMS.length + 1;
    double[] scale = new double[n];
    Arrays.fill(scale, 1);
    for (int t = 0; t < TERMS.length; t++) {
      int term = t;
      double mean = rows.stream().mapToDouble(row -> row[term]).average().orElse(0);
      double square =
          rows.stream().mapToDouble(row -> Math.pow(row[term] - mean, 2)).average().orElse(1);
      scale[t] = Math.sqrt(square) + 1e-9;
    }
    double[] weights = new double[n];
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[n];
      double[][] hessian = new double[n][n];
      for (int t = 0; t < TERMS.length; t++) {
        gradient[t] = 2 * RIDGE * rows.size() * weights[t];
        hessian[t][t] = 2 * RIDGE * rows.size();
      }
      for (int r = 0; r < rows.size(); r++) {
        double[] x = new double[n];
        double z = weights[n - 1];
        x[n - 1] = 1;
        for (int t = 0; t < TERMS.length; t++) {
          x[t] = rows.get(r)[t] / scale[t];
          z += weights[t] * x[t];
        }
        double probability = 1 / (1 + Math.exp(-z));
        double weight = labels.get(r) ? 1 : NEGATIVE_WEIGHT;
        double error = weight * (probability - (labels.get(r) ? 1 : 0));
        double curvature = weight * Math.max(1e-9, probability * (1 - probability));
        for (int a = 0; a < n; a++) {
          gradient[a] += error * x[a];
          for (int b = 0; b < n; b++) {
            hessian[a][b] += curvature * x[a] * x[b];
          }
        }
      }
      double[] move = solve(hessian, gradient);
      for (int t = 0; t < n; t++) {
        weights[t] -= move[t];
      }
    }
    double[] unscaled = new double[TERMS.length];
    for (int t = 0; t < TERMS.length; t++) {
      unscaled[t] = weights[t] / scale[t];
    }
    return new Fit(name, unscaled, weights[n - 1]);
  }

  /// Solves a system of linear equations by elimination with pivots.
  public static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = Arrays.copyOf(matrix[i], n + 1);
      rows[i][n] = right[i];
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int i = column + 1; i < n; i++) {
        if (Math.abs(rows[i][column]) > Math.abs(rows[pivot][column])) {
          pivot = i;
        }
      }
      double[] swapped = rows[column];
      rows[column] = rows[pivot];
      rows[pivot] = swapped;
      for (int i = 0; i < n; i++) {
        if (i != column) {
          double factor = rows[i][column] / rows[column][column];
          for (int j = column; j <= n; j++) {
            rows[i][j] -= factor * rows[column][j];
          }
        }
      }
    }
    double[] solution = new double[n];
    for (int i = 0; i < n; i++) {
      solution[i] = rows[i][n] / rows[i][i];
    }
    return solution;
  }

  private static String render(List<CaseSet> sets, List<Fit> fits) {
    StringBuilder out = new StringBuilder("| fitted to |");
    for (String term : TERMS) {
      out.append(' ').append(term).append(" |");
    }
    out.append("\n|---").repeat("|---", TERMS.length).append("|\n");
    for (Fit fit : fits) {
      out.append("| ").append(fit.name()).append(" |");
      for (double weight : fit.weights()) {
        out.append(String.format(Locale.ROOT, " %.2f |", weight / fit.weights()[0]));
      }
      out.append('\n');
    }
    out.append("\n| fitted to | measured on | recall % at 0, 1, 3 false positives in 1000 |\n")
        .append("|---|---|---|\n");
    for (CaseSet set : sets.stream().filter(CaseSet::hasPositives).toList()) {
      row(out, "(as scanned)", set, null);
      for (Fit fit : fits) {
        row(out, fit.name(), set, fit);
      }
    }
    return out.toString();
  }

  private static void row(
      StringBuilder out, String name, CaseSet set, @org.jspecify.annotations.Nullable Fit fit) {
    double[] negatives = scores(set, false, fit);
    double[] positives = scores(set, true, fit);
    out.append("| ").append(name).append(" | ").append(set.name()).append(" |");
    for (int alarms : new int[] {0, 1, 3}) {
      int allowed = (int) Math.round(alarms * negatives.length / 1000.0);
      double bar = negatives[negatives.length - 1 - Math.min(negatives.length - 1, allowed)];
      long found = Arrays.stream(positives).filter(score -> score > bar).count();
      out.append(String.format(Locale.ROOT, " %.2f", 100.0 * found / positives.length));
    }
    out.append(" |\n");
  }

  private static double[] scores(
      CaseSet set, boolean positive, @org.jspecify.annotations.Nullable Fit fit) {
    return set.cases().stream()
        .filter(each -> each.positive() == positive)
        .mapToDouble(each ->
            each.rows().stream()
                .mapToDouble(row -> fit == null ? row.score() : fit.score(row.terms()))
                .max()
                .orElse(-1e9))
        .sorted()
        .toArray();
  }
}
