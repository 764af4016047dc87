package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.policy.BlastSettings.Anchor;
import dev.ringfence.scanner.policy.BlastSettings.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// What it takes to take code back.
final class RollbackDimension {
  private final BlastFacts facts;
  private final Measures measures;

  RollbackDimension(BlastFacts facts, Measures measures) {
    this.facts = facts;
    this.measures = measures;
  }

  BlastRadius.Part of(String path, List<BlastRadius.Measure> change) {
    List<BlastRadius.Measure> found = new ArrayList<>();
    if (facts.history().isPresent()) {
      found.add(
          measures.anchored(
              Anchor.COUPLED_FILES,
              "files that change with it",
              facts.history().get().coupled(path).size(),
              "files (5 commits and 30 % in common)"));
    } else {
      found.add(
          new BlastRadius.Measure(
              "files that change with it",
              "unknown: " + facts.noHistory(),
              "",
              OptionalDouble.empty()));
    }
    found.addAll(change);
    if (facts.graph().knows(path)) {
      found.add(
          measures.anchored(Anchor.FAN_OUT, "fan-out", facts.graph().uses(path).size(), "files"));
    }
    if (facts.history().isEmpty() && change.isEmpty()) {
      // Fan-out alone would pass for all of it.
      return Measures.unknown(Dimension.ROLLBACK, facts.noHistory());
    }
    // Each measure alone can make it dear.
    double left = 1;
    for (BlastRadius.Measure measure : found) {
      left *= 1 - measure.contribution().orElse(0);
    }
    return Measures.known(Dimension.ROLLBACK, 1 - left, found);
  }
}
