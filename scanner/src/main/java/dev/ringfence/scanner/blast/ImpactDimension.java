package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.policy.BlastSettings.Anchor;
import dev.ringfence.scanner.policy.BlastSettings.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// What depends on code.
final class ImpactDimension {
  private final BlastFacts facts;
  private final Measures measures;

  ImpactDimension(BlastFacts facts, Measures measures) {
    this.facts = facts;
    this.measures = measures;
  }

  BlastRadius.Part of(String path, Optional<String> isPublic) {
    if (isPublic.isPresent()) {
      return Measures.known(
          Dimension.IMPACT,
          1,
          List.of(
              new BlastRadius.Measure(
                  "public", isPublic.get(), "public counts in full", OptionalDouble.of(1))));
    }
    if (!facts.holds(path)) {
      return Measures.known(
          Dimension.IMPACT,
          0,
          List.of(
              new BlastRadius.Measure(
                  "new file", "nothing imports it yet", "none", OptionalDouble.of(0))));
    }
    if (!facts.graph().knows(path)) {
      return Measures.unknown(
          Dimension.IMPACT, "imports are read of C, C++, Python, Cython and Java alone");
    }
    List<BlastRadius.Measure> found = new ArrayList<>();
    found.add(
        measures.anchored(
            Anchor.FAN_IN, "fan-in", facts.graph().users(path).size(), "files, no tests"));
    double percentile = facts.graph().rankPercentile(path);
    found.add(
        new BlastRadius.Measure(
            "PageRank",
            String.format(
                Locale.ROOT,
                "above %.0f %% of files; %d files or cycles reach it",
                100 * percentile,
                facts.graph().dependents(path)),
            "percentile squared",
            OptionalDouble.of(percentile * percentile)));
    return Measures.known(
        Dimension.IMPACT,
        found.stream().mapToDouble(each -> each.contribution().orElse(0)).max().orElse(0),
        found);
  }
}
