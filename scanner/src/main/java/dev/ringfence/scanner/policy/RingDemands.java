package dev.ringfence.scanner.policy;

import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// What a ring asks of a change that AI helped with.
///
/// @param attest what its author says about it
/// @param required whether a change is held up until that is said; else it is advice
/// @param minExplanationWords how long an explanation is at least
/// @param maxAiLines how many lines of the ring may come from tools in one change; empty for any
/// @param ownerApprovals how many owners of the code must approve
/// @param provenance whether a provenance record must cover its lines
public record RingDemands(
    Set<Demand> attest,
    boolean required,
    int minExplanationWords,
    OptionalInt maxAiLines,
    int ownerApprovals,
    boolean provenance) {
  /// Without a policy: two lines in the outer ring, which hold nothing up, and more further in.
  public static final Map<Ring, RingDemands> DEFAULT =
      Map.of(
          Ring.OUTER,
          new RingDemands(
              EnumSet.of(Demand.USED, Demand.TOOLS), false, 0, OptionalInt.empty(), 0, false),
          Ring.MIDDLE,
          new RingDemands(
              EnumSet.of(Demand.USED, Demand.TOOLS, Demand.PARTS, Demand.UNDERSTAND),
              true,
              0,
              OptionalInt.empty(),
              0,
              false),
          Ring.INNER,
          new RingDemands(
              EnumSet.of(
                  Demand.USED,
                  Demand.TOOLS,
                  Demand.MODEL_VERSION,
                  Demand.PARTS,
                  Demand.UNDERSTAND,
                  Demand.EXPLANATION,
                  Demand.SEARCH,
                  Demand.TESTS),
              true,
              60,
              OptionalInt.empty(),
              0,
              false));

  public RingDemands {
    attest = Set.copyOf(attest);
  }

  /// Whether it asks for something.
  public boolean asks(Demand demand) {
    return attest.contains(demand);
  }
}
