package dev.ringfence.benchmarks.rewrites;

import dev.ringfence.benchmarks.accuracy.DecisionFit;
import dev.ringfence.scanner.match.parameters.RewriteTerm;
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
import java.util.function.Predicate;

/// `RewriteFit ROWS.tsv [ROWS.tsv ...] [-TERM ...]`: fits the weights of the decision on rewrites
/// to rows of `RewriteSurvey`, by folds over works, and prints what each level comes to on the
/// folds, at several rates of alarms, with intervals; then the weights over all, as
/// `match.properties` has them, for the threshold that is met by one independent implementation and
/// one other negative. A TERM is left out.
public final class RewriteFit {
  private static final int FOLDS = 6;
  private static final int SEEDS = 5;
  private static final int STEPS = 40;
  private static final double RIDGE = 3;

  /// What a row of a negative that nobody wrote to be alike weighs: there are many.
  private static final double NEGATIVE = 0.1;

  /// What a function of another work weighs beside a positive: it is a negative of sorts.
  private static final double OTHER_WORK = 0.2;

  private static final String INDEPENDENT = "independent";

  private RewriteFit() {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Row(double[] terms, boolean right, boolean rightWork) {}

  private record Case(String name, String level, String work, List<Row> rows) {
    boolean positive() {
      return level.matches("L[0-9]");
    }

    int fold(int seed) {
      String by = positive() ? work : name;
      return Math.floorMod(((by + seed).hashCode() * 0x9e3779b9) >>> 8, FOLDS);
    }
  }

  /// A model of the terms that are kept.
  @SuppressWarnings("ArrayRecordComponent")
  private record Fit(double[] weights, double base) {
    double score(Row row) {
      double score = base;
      for (int i = 0; i < weights.length; i++) {
        score += weights[i] * row.terms()[i];
      }
      return score;
    }
  }

  /// Runs.
  public static void main(String[] arguments) throws IOException {
    List<Case> cases = new ArrayList<>();
    List<RewriteTerm> terms = new ArrayList<>(List.of(RewriteTerm.values()));
    for (String argument : arguments) {
      if (argument.startsWith("-")) {
        terms.removeIf(term -> term.id().equals(argument.substring(1)));
      } else {
        cases.addAll(read(Path.of(argument)));
      }
    }
    int[] kept =
        terms.stream().mapToInt(term -> List.of(RewriteTerm.values()).indexOf(term)).toArray();
    double[] cuts = folds(cases, kept);
    Fit all = fit(cases, kept, _ -> true);
    System.out.printf(Locale.ROOT, "%nrewrite.base = %.3f%n", all.base() - cuts[0]);
    for (RewriteTerm term : RewriteTerm.values()) {
      System.out.printf(
          Locale.ROOT,
          "rewrite.weight.%s = %.3f%n",
          term.id(),
          all.weights()[List.of(RewriteTerm.values()).indexOf(term)]);
    }
  }

  private static List<Case> read(Path file) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split("\t", -1);
      if (fields[0].equals("case") || fields.length < 4) {
        continue;
      }
      if (!fields[0].isEmpty()) {
        cases.add(new Case(fields[0], fields[1], fields[2], new ArrayList<>()));
        continue;
      }
      double[] terms = new double[RewriteTerm.values().length];
      for (int i = 0; i < terms.length; i++) {
        terms[i] = Double.parseDouble(fields[5 + i]);
      }
      cases.getLast().rows().add(new Row(terms, fields[3].equals("1"), fields[4].equals("1")));
    }
    return cases;
  }

  /// Scores by models that have not seen the work; returns the threshold.
  private static double[] folds(List<Case> cases, int[] kept) {
    int[][] allowed = {{1, 1}, {2, 1}, {1, 3}, {2, 3}, {3, 3}};
    Map<String, double[]> found = new HashMap<>();
    Map<String, Integer> of = new HashMap<>();
    double[] cuts = new double[allowed.length];
    for (int seed = 0; seed < SEEDS; seed++) {
      Map<Case, Double> scores = new HashMap<>();
      for (int fold = 0; fold < FOLDS; fold++) {
        int s = seed;
        int f = fold;
        Fit fit = fit(cases, kept, each -> each.fold(s) != f);
        for (Case each : cases) {
          if (each.fold(s) == f) {
            scores.put(each, each.rows().stream().mapToDouble(fit::score).max().orElse(-99));
          }
        }
      }
      double[] independent = sorted(scores, each -> each.level().equals(INDEPENDENT));
      double[] other =
          sorted(scores, each -> !each.positive() && !each.level().equals(INDEPENDENT));
      for (int a = 0; a < allowed.length; a++) {
        double cut = Math.max(at(independent, allowed[a][0]), at(other, allowed[a][1])) + 1e-9;
        cuts[a] += cut / SEEDS;
        int column = a;
        scores.forEach((each, score) -> {
          String level =
              each.positive() || each.level().equals(INDEPENDENT) ? each.level() : "negative";
          found.computeIfAbsent(level, _ -> new double[allowed.length])[column] +=
              score > cut ? 1.0 / SEEDS : 0;
        });
      }
      scores
          .keySet()
          .forEach(each ->
              of.merge(
                  each.positive() || each.level().equals(INDEPENDENT) ? each.level() : "negative",
                  1,
                  Integer::sum));
    }
    System.out.println(
        "| at most, independent and other | threshold | " + String.join(" | ", sorted(of)) + " |");
    for (int a = 0; a < allowed.length; a++) {
      StringBuilder row = new StringBuilder();
      row.append("| ").append(allowed[a][0]).append(", ").append(allowed[a][1]);
      row.append(String.format(Locale.ROOT, " | %.2f", cuts[a]));
      for (String level : sorted(of)) {
        int n = of.getOrDefault(level, 0) / SEEDS;
        double hits = found.getOrDefault(level, new double[allowed.length])[a];
        double[] interval = wilson(hits, n);
        row.append(
            String.format(
                Locale.ROOT,
                " | %.1f of %d (%.0f-%.0f %%)",
                hits,
                n,
                100 * interval[0],
                100 * interval[1]));
      }
      System.out.println(row.append(" |"));
    }
    return cuts;
  }

  private static List<String> sorted(Map<String, Integer> levels) {
    return levels.keySet().stream().sorted().toList();
  }

  private static double[] sorted(Map<Case, Double> scores, Predicate<Case> of) {
    return scores.entrySet().stream()
        .filter(entry -> of.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .sorted(Comparator.reverseOrder())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static double at(double[] scores, int index) {
    return index < scores.length ? scores[index] : -99;
  }

  /// Wilson's interval at 95 %.
  private static double[] wilson(double hits, int n) {
    double z = 1.96;
    double p = hits / n;
    double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)) / (1 + z * z / n);
    return new double[] {Math.max(0, centre - half), Math.min(1, centre + half)};
  }

  /// A logistic model with a ridge on standardised terms, by Newton's method.
  private static Fit fit(List<Case> cases, int[] kept, Predicate<Case> seen) {
    List<double[]> rows = new ArrayList<>();
    List<double[]> labels = new ArrayList<>();
    for (Case each : cases) {
      if (!seen.test(each)) {
        continue;
      }
      for (Row row : each.rows()) {
        double weight;
        if (each.positive()) {
          weight = row.right() ? 1 : row.rightWork() ? 0 : OTHER_WORK;
        } else {
          weight = each.level().equals(INDEPENDENT) ? 1 : NEGATIVE;
        }
        if (weight > 0) {
          rows.add(Arrays.stream(kept).mapToDouble(term -> row.terms()[term]).toArray());
          labels.add(new double[] {each.positive() && row.right() ? 1 : 0, weight});
        }
      }
    }
    int n = kept.length;
    double[] mean = new double[n];
    double[] deviation = new double[n];
    double total = labels.stream().mapToDouble(label -> label[1]).sum();
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < rows.size(); r++) {
        mean[i] += rows.get(r)[i] * labels.get(r)[1] / total;
      }
      for (int r = 0; r < rows.size(); r++) {
        double d = rows.get(r)[i] - mean[i];
        deviation[i] += d * d * labels.get(r)[1] / total;
      }
      deviation[i] = Math.sqrt(deviation[i]) + 1e-9;
    }
    double[] weights = new double[n + 1];
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[n + 1];
      double[][] hessian = new double[n + 1][n + 1];
      for (int r = 0; r < rows.size(); r++) {
        double[] x = new double[n + 1];
        double z = weights[n];
        x[n] = 1;
        for (int i = 0; i < n; i++) {
          x[i] = (rows.get(r)[i] - mean[i]) / deviation[i];
          z += weights[i] * x[i];
        }
        double p = 1 / (1 + Math.exp(-Math.clamp(z, -30, 30)));
        double weight = labels.get(r)[1];
        for (int i = 0; i <= n; i++) {
          gradient[i] += weight * (labels.get(r)[0] - p) * x[i];
          for (int j = 0; j <= n; j++) {
            hessian[i][j] += weight * p * (1 - p) * x[i] * x[j];
          }
        }
      }
      for (int i = 0; i <= n; i++) {
        double ridge = i < n ? RIDGE : 1e-6;
        gradient[i] -= ridge * weights[i];
        hessian[i][i] += ridge;
      }
      double[] move = DecisionFit.solve(hessian, gradient);
      for (int i = 0; i <= n; i++) {
        weights[i] += move[i];
      }
      if (Arrays.stream(move).map(Math::abs).max().orElse(0) < 1e-6) {
        break;
      }
    }
    double[] plain = new double[RewriteTerm.values().length];
    double base = weights[n];
    for (int i = 0; i < n; i++) {
      plain[kept[i]] = weights[i] / deviation[i];
      base -= weights[i] * mean[i] / deviation[i];
    }
    return new Fit(plain, base);
  }
}
