package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.structure.FunctionMetrics;
import dev.ringfence.scanner.structure.Risk;
import java.util.Collection;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/// The measures of the hardest functions of some code.
///
/// @param functions how many functions
/// @param documented how many of them a comment or documentation string goes with
/// @param cyclomatic the highest
/// @param cognitive the highest; empty where none is known
/// @param nesting the highest
/// @param risks all
record Complexity(
    int functions,
    int documented,
    int cyclomatic,
    OptionalInt cognitive,
    int nesting,
    Set<Risk> risks) {
  Complexity {
    risks = Set.copyOf(risks);
  }

  static Complexity of(Collection<FunctionMetrics> functions) {
    EnumSet<Risk> risks = EnumSet.noneOf(Risk.class);
    functions.forEach(each -> risks.addAll(each.risks()));
    return new Complexity(
        functions.size(),
        (int) functions.stream().filter(FunctionMetrics::documented).count(),
        functions.stream().mapToInt(FunctionMetrics::cyclomatic).max().orElse(0),
        functions.stream().flatMapToInt(each -> each.cognitive().stream()).max(),
        functions.stream().mapToInt(FunctionMetrics::nesting).max().orElse(0),
        risks);
  }
}
