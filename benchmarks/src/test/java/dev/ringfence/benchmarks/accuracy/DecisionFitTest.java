package dev.ringfence.benchmarks.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionFitTest {
  @TempDir Path temp;

  @Test
  void solvesEquations() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      int n = 1 + random.nextInt(8);
      double[][] matrix = new double[n][n];
      double[] expected = new double[n];
      double[] right = new double[n];
      for (int i = 0; i < n; i++) {
        expected[i] = random.nextGaussian();
        for (int j = 0; j < n; j++) {
          matrix[i][j] = random.nextGaussian();
        }
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          right[i] += matrix[i][j] * expected[j];
        }
      }
      double[] found = DecisionFit.solve(matrix, right);
      for (int i = 0; i < n; i++) {
        assertEquals(expected[i], found[i], 1e-6, "round " + round);
      }
    }
  }

  /// Copies and chance have the same scores here; what other works hold tells them apart.
  @Test
  void findsTheTermThatTellsCopiesFromChance() throws IOException {
    Files.createDirectories(temp.resolve("truth"));
    StringBuilder findings = new StringBuilder();
    Random random = new Random(7);
    for (int i = 0; i < 120; i++) {
      boolean copy = i % 2 == 0;
      String patch = (copy ? "p" : "n") + i + ".patch";
      Files.writeString(
          temp.resolve("truth/" + i + ".json"),
          String.format(
              Locale.ROOT,
              "{\"patch\":\"%s\",\"kind\":\"%s\",\"file\":\"a.c\",\"start_line\":1,\"end_line\":9,"
                  + "\"origin\":{\"corpus\":\"w\",\"file\":\"o.c\"}}",
              patch,
              copy ? "pos" : "neg"));
      double structure = 40 + 10 * random.nextGaussian();
      findings.append(i == 0 ? "" : ",");
      findings.append(
          String.format(
              Locale.ROOT,
              "{\"hunk\":{\"change\":\"x/%s\",\"path\":\"a.c\",\"lines\":[{\"first\":2,\"last\":8}]},"
                  + "\"also_permissive\":[],\"match\":{\"containment\":0.5,\"bits\":{\"score\":%f,"
                  + "\"structure\":%f,\"longest_run\":20,\"own_spelling\":0,\"shared_spelling\":0,"
                  + "\"rename\":%f,\"best_other_work\":%f}}}",
              patch,
              structure,
              structure,
              random.nextGaussian(),
              copy ? 5 + random.nextDouble() : 25 + random.nextDouble()));
    }
    Path report = temp.resolve("report.json");
    Files.writeString(report, "{\"findings\":[" + findings + "]}");
    String fitted = run(temp.toString(), report.toString());
    List<String> rows = fitted.lines().toList();
    String asScanned = rows.get(rows.size() - 2);
    String fit = rows.getLast();
    assertTrue(asScanned.contains("(as scanned)"), fitted);
    assertFalse(asScanned.contains("100.00"), fitted);
    assertTrue(fit.endsWith("100.00 100.00 100.00 |"), fitted);
    // Hunks that are all negative are for the fit to all alone: this one says that structure is
    // chance.
    Path changes = temp.resolve("changes");
    Files.createDirectories(changes.resolve("truth"));
    Files.writeString(
        changes.resolve("truth/0.json"),
        "{\"patch\":\"g0.patch\",\"kind\":\"neg\",\"file\":\"a.c\"}");
    Path alarms = temp.resolve("alarms.json");
    Files.writeString(
        alarms,
        "{\"findings\":[{\"hunk\":{\"change\":\"x/g0.patch\",\"path\":\"a.c\"},\"match\":"
            + "{\"containment\":1,\"bits\":{\"score\":60,\"structure\":60}}}]}");
    String withChanges =
        run(temp.toString(), report.toString(), changes.toString(), alarms.toString());
    assertFalse(withChanges.contains("of alarms.json"), withChanges);
    assertTrue(withChanges.contains("| all |"), withChanges);
    assertFalse(withChanges.contains("NaN"), withChanges);
    // One case less where its label is said to be wrong.
    assertFalse(run(temp.toString(), report.toString(), "-p0").equals(fitted));
  }

  private static String run(String... arguments) throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      DecisionFit.main(arguments);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
