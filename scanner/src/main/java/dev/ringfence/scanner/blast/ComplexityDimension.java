package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.policy.BlastSettings.Anchor;
import dev.ringfence.scanner.policy.BlastSettings.Dimension;
import dev.ringfence.scanner.structure.Risk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// How hard code is to understand.
final class ComplexityDimension {
  private static final double RISK = 0.1;

  private final Measures measures;

  ComplexityDimension(Measures measures) {
    this.measures = measures;
  }

  BlastRadius.Part of(Optional<Complexity> complexity, String whose) {
    if (complexity.isEmpty()) {
      return Measures.unknown(
          Dimension.COMPLEXITY, "no lexer for this kind of file, or its text is not at hand");
    }
    Complexity own = complexity.get();
    List<BlastRadius.Measure> found = new ArrayList<>();
    found.add(
        measures.anchored(
            Anchor.CYCLOMATIC, "cyclomatic complexity, " + whose, own.cyclomatic(), "paths"));
    own.cognitive()
        .ifPresent(value ->
            found.add(
                measures.anchored(
                    Anchor.COGNITIVE, "cognitive complexity, " + whose, value, "points")));
    BlastRadius.Measure nesting =
        measures.anchored(Anchor.NESTING, "nesting", own.nesting(), "levels");
    found.add(
        new BlastRadius.Measure(
            nesting.name(),
            nesting.raw(),
            "0.8 x " + nesting.anchor(),
            OptionalDouble.of(0.8 * nesting.contribution().orElse(0))));
    double value =
        found.stream().mapToDouble(each -> each.contribution().orElse(0)).max().orElse(0);
    if (!own.risks().isEmpty()) {
      double risks = RISK * own.risks().size();
      found.add(
          new BlastRadius.Measure(
              "risky constructs",
              own.risks().stream().sorted().map(Risk::label).collect(Collectors.joining(", ")),
              "0.1 a kind, added",
              OptionalDouble.of(risks)));
      value += risks;
    }
    return Measures.known(Dimension.COMPLEXITY, value, found);
  }
}
