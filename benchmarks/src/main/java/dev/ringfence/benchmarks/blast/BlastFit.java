package dev.ringfence.benchmarks.blast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// Fits what blast radii are made of to the core code that projects declare, each time on all
/// projects but one, and measures on that one.
///
/// Arguments: `NAME=REPOSITORY:preset=NAME` or `NAME=REPOSITORY:symbols=PATH`, one a project.
/// Prints a table in Markdown.
public final class BlastFit {
  private static final int TRIES = 400;
  private static final int STEPS = 600;
  private static final double RATE = 0.5;
  private static final double RIDGE = 1e-3;

  private BlastFit() {}

  /// Runs it.
  public static void main(String[] arguments) throws IOException {
    List<BlastProject> raw = new ArrayList<>();
    for (String argument : arguments) {
      raw.add(BlastProject.read(argument));
    }
    List<BlastProject> ranked = raw.stream().map(BlastProject::ranked).toList();
    System.out.println(
        "| project | declared by | files | core | shipped weights | weights fitted |"
            + " all measures | with the folder | with the folder, not compiled or not |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    double[] sums = new double[5];
    for (int i = 0; i < raw.size(); i++) {
      double[] row = {
        raw.get(i).agreement(BlastProject.Row::score),
        raw.get(i).agreement(BlastFit.weights(without(raw, i))),
        ranked.get(i).agreement(logistic(without(ranked, i), all())),
        folder(ranked.get(i), logistic(without(ranked, i), all())),
        folder(ranked.get(i), logistic(without(ranked, i), uncompiled()))
      };
      BlastProject own = raw.get(i);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %d | %d |",
          own.name(),
          own.declaration(),
          own.files().size(),
          own.files().stream().filter(BlastProject.Row::core).count());
      for (int k = 0; k < row.length; k++) {
        sums[k] += row[k] / raw.size();
        System.out.printf(Locale.ROOT, " %.1f %% |", 100 * row[k]);
      }
      System.out.println();
    }
    System.out.print("| mean | | | |");
    for (double sum : sums) {
      System.out.printf(Locale.ROOT, " %.1f %% |", 100 * sum);
    }
    System.out.println("\n");
    printMeasures(ranked);
    System.out.println("Weights fitted on all projects: " + Arrays.toString(best(raw)));
  }

  /// How far each measure alone agrees.
  private static void printMeasures(List<BlastProject> projects) {
    System.out.print("| measure alone |");
    projects.forEach(project -> System.out.print(" " + project.name() + " |"));
    System.out.println("\n|---|" + "---|".repeat(projects.size()));
    for (int f = 0; f < BlastProject.FEATURES.size(); f++) {
      int feature = f;
      System.out.print("| " + BlastProject.FEATURES.get(f) + " |");
      for (BlastProject project : projects) {
        System.out.printf(
            Locale.ROOT, " %.0f %% |", 100 * project.agreement(row -> row.values()[feature]));
      }
      System.out.println();
    }
    System.out.println();
  }

  private static List<BlastProject> without(List<BlastProject> projects, int index) {
    List<BlastProject> rest = new ArrayList<>(projects);
    rest.remove(index);
    return rest;
  }

  private static int[] all() {
    int[] features = new int[BlastProject.FEATURES.size()];
    Arrays.setAll(features, i -> i);
    return features;
  }

  private static int[] uncompiled() {
    int compiled = BlastProject.FEATURES.indexOf("compiled");
    return Arrays.stream(all()).filter(i -> i != compiled).toArray();
  }

  private static ToDoubleFunction<BlastProject.Row> weights(List<BlastProject> projects) {
    double[] weights = best(projects);
    return row -> score(row, weights);
  }

  /// Half the highest dimension but testability, half the weighted mean, as the product has it.
  private static double score(BlastProject.Row row, double[] weights) {
    double highest = 0;
    double sum = 0;
    double known = 0;
    for (int i = 0; i < BlastProject.DIMENSIONS; i++) {
      double value = row.values()[i];
      if (!Double.isNaN(value) && weights[i] > 0) {
        highest = i == BlastProject.DIMENSIONS - 1 ? highest : Math.max(highest, value);
        sum += weights[i] * value;
        known += weights[i];
      }
    }
    return known == 0 ? 0 : 0.5 * highest + 0.5 * sum / known;
  }

  private static double[] best(List<BlastProject> projects) {
    Random random = new Random(1);
    double[] best = {0.20, 0.30, 0.15, 0.20, 0.15};
    double highest = mean(projects, best);
    for (int i = 0; i < TRIES; i++) {
      double[] weights = new double[BlastProject.DIMENSIONS];
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        // Evenly over the simplex, some dimensions left out altogether.
        weights[k] = random.nextInt(4) == 0 ? 0 : -Math.log(1 - random.nextDouble());
        sum += weights[k];
      }
      for (int k = 0; k < weights.length; k++) {
        weights[k] = sum == 0 ? 0.2 : Math.round(100 * weights[k] / sum) / 100.0;
      }
      double agreement = mean(projects, weights);
      if (agreement > highest) {
        highest = agreement;
        best = weights;
      }
    }
    return best;
  }

  private static double mean(List<BlastProject> projects, double[] weights) {
    return projects.stream()
        .mapToDouble(project -> project.agreement(row -> score(row, weights)))
        .average()
        .orElse(0);
  }

  /// Logistic regression, each project and each class with the same weight.
  private static ToDoubleFunction<BlastProject.Row> logistic(
      List<BlastProject> projects, int... features) {
    double[] weights = new double[features.length + 1];
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[weights.length];
      for (BlastProject project : projects) {
        long cores = project.files().stream().filter(BlastProject.Row::core).count();
        for (BlastProject.Row row : project.files()) {
          double share =
              0.5 / projects.size() / (row.core() ? cores : project.files().size() - cores);
          double error = share * ((row.core() ? 1 : 0) - probability(row, weights, features));
          for (int k = 0; k < features.length; k++) {
            gradient[k] += error * (row.values()[features[k]] - 0.5);
          }
          gradient[features.length] += error;
        }
      }
      for (int k = 0; k < weights.length; k++) {
        weights[k] += 20 * RATE * (gradient[k] - RIDGE * weights[k]);
      }
    }
    return row -> probability(row, weights, features);
  }

  private static double probability(BlastProject.Row row, double[] weights, int... features) {
    double sum = weights[features.length];
    for (int k = 0; k < features.length; k++) {
      sum += weights[k] * (row.values()[features[k]] - 0.5);
    }
    return 1 / (1 + Math.exp(-sum));
  }

  /// The agreement of half the file's own score and half the mean of its folder.
  private static double folder(BlastProject project, ToDoubleFunction<BlastProject.Row> score) {
    Map<String, double[]> sums = new HashMap<>();
    for (BlastProject.Row row : project.files()) {
      double[] sum = sums.computeIfAbsent(folder(row), key -> new double[2]);
      sum[0] += score.applyAsDouble(row);
      sum[1]++;
    }
    Map<String, Double> smoothed = new HashMap<>();
    for (BlastProject.Row row : project.files()) {
      double[] sum = sums.getOrDefault(folder(row), new double[] {0, 1});
      smoothed.put(row.path(), 0.5 * score.applyAsDouble(row) + 0.5 * sum[0] / sum[1]);
    }
    return project.agreement(row -> smoothed.getOrDefault(row.path(), 0.0));
  }

  private static String folder(BlastProject.Row row) {
    return row.path().contains("/") ? row.path().substring(0, row.path().lastIndexOf('/')) : "";
  }
}
