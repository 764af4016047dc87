package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.policy.BlastSettings.Dimension;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// What would show a fault.
final class TestabilityDimension {
  private final BlastFacts facts;
  private final ZonePolicy policy;
  private final Coverage coverage;

  TestabilityDimension(BlastFacts facts, ZonePolicy policy, Coverage coverage) {
    this.facts = facts;
    this.policy = policy;
    this.coverage = coverage;
  }

  BlastRadius.Part of(String path, Optional<Complexity> complexity) {
    List<BlastRadius.Measure> found = new ArrayList<>();
    OptionalDouble covered = coverage.of(path);
    double tested;
    if (covered.isPresent()) {
      tested = covered.getAsDouble();
      found.add(
          new BlastRadius.Measure(
              "coverage",
              String.format(Locale.ROOT, "%.0f %% of its lines", 100 * tested),
              "less 0.5 x share",
              OptionalDouble.of(-0.5 * tested)));
    } else {
      if (!facts.graph().knows(path) && facts.history().isEmpty()) {
        return Measures.unknown(
            Dimension.TESTABILITY, "neither coverage, nor imports, nor history say what tests it");
      }
      int imports = facts.graph().tests(path).size();
      int changes = facts.history().map(known -> known.coupledTests(path).size()).orElse(0);
      tested = imports + changes > 0 ? 1 : 0;
      found.add(
          new BlastRadius.Measure(
              "tests",
              imports + " import it, " + changes + " change with it",
              "less 0.5 where there is one",
              OptionalDouble.of(-0.5 * tested)));
    }
    List<String> oracles = policy.oracles(path);
    found.add(
        new BlastRadius.Measure(
            "oracles",
            oracles.isEmpty() ? "none declared" : String.join(", ", oracles),
            "less 0.3 where the policy declares one",
            OptionalDouble.of(oracles.isEmpty() ? 0 : -0.3)));
    double documented =
        complexity
            .filter(own -> own.functions() > 0)
            .map(own -> (double) own.documented() / own.functions())
            .orElse(0.0);
    found.add(
        new BlastRadius.Measure(
            "documentation",
            complexity
                .map(own -> own.documented() + " of " + own.functions() + " functions")
                .orElse("none known"),
            "less 0.2 x share",
            OptionalDouble.of(-0.2 * documented)));
    double value = 1 + found.stream().mapToDouble(each -> each.contribution().orElse(0)).sum();
    return Measures.known(Dimension.TESTABILITY, value, found);
  }
}
