package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.policy.BlastSettings.Dimension;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How long lines have stood, and how calm they are.
final class LifespanDimension {
  /* Spinellis, Louridas and Kechagia 2021: half of all lines of code are gone after about 2.4 years. */
  private static final double LINE_HALF_LIFE_YEARS = 2.4;
  private static final double SECONDS_A_YEAR = 365.25 * 86_400;

  private final BlastFacts facts;

  LifespanDimension(BlastFacts facts) {
    this.facts = facts;
  }

  BlastRadius.Part of(String path) throws IOException {
    if (facts.history().isEmpty()) {
      return Measures.unknown(Dimension.LIFESPAN, facts.noHistory());
    }
    if (!facts.holds(path)) {
      return Measures.known(
          Dimension.LIFESPAN,
          0,
          List.of(
              new BlastRadius.Measure(
                  "new file", "no line of it is older", "none", OptionalDouble.of(0))));
    }
    OptionalLong median = facts.medianTime(path);
    if (median.isEmpty()) {
      return Measures.unknown(
          Dimension.LIFESPAN,
          facts.asksForAges()
              ? "git blame says nothing about it"
              : "the ages of its lines were not asked for");
    }
    double age = Math.max(0, facts.time() - median.getAsLong()) / SECONDS_A_YEAR;
    double old = age / (age + LINE_HALF_LIFE_YEARS);
    long churned = facts.history().get().churn(path);
    int lines = Math.max(1, facts.ownLines(path));
    double churn = (double) churned / lines / facts.history().get().years();
    double calm = 1 / (1 + churn);
    return Measures.known(
        Dimension.LIFESPAN,
        old * calm,
        List.of(
            new BlastRadius.Measure(
                "median age of its lines",
                String.format(Locale.ROOT, "%.1f years", age),
                "age / (age + 2.4)",
                OptionalDouble.of(old)),
            new BlastRadius.Measure(
                "churn",
                String.format(
                    Locale.ROOT,
                    "%d lines changed in %.1f years, %.2f of its size a year",
                    churned,
                    facts.history().get().years(),
                    churn),
                "times 1 / (1 + churn a year)",
                OptionalDouble.of(calm))));
  }
}
