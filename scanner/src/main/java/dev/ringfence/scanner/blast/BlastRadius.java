package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.policy.BlastSettings.Dimension;
import dev.ringfence.scanner.policy.Landing;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// How far a fault at a place would reach.
///
/// @param path the file
/// @param dimensions the five dimensions
/// @param score from 0 to 100: half the highest dimension, half their weighted mean; empty where
///   none is known
/// @param hotspot commits a year times the hardest function's decisions: where faults are likely,
///   which is another thing than how far they reach; empty without a history
public record BlastRadius(
    String path, List<Part> dimensions, OptionalDouble score, OptionalDouble hotspot) {
  public BlastRadius {
    dimensions = List.copyOf(dimensions);
  }

  /// One dimension.
  ///
  /// @param dimension which
  /// @param value from 0 to 1; empty where it is unknown
  /// @param weight its share of the weighted mean, after unknown dimensions gave theirs up
  /// @param measures what it was computed from
  /// @param unknown why it is unknown
  public record Part(
      Dimension dimension,
      OptionalDouble value,
      double weight,
      List<Measure> measures,
      Optional<String> unknown) {
    public Part {
      measures = List.copyOf(measures);
    }
  }

  /// One measure.
  ///
  /// @param name what is measured
  /// @param raw the value, with its unit
  /// @param anchor between which values it counts, or the formula
  /// @param contribution what it comes to in its dimension, 0 to 1; empty where it is unknown
  public record Measure(String name, String raw, String anchor, OptionalDouble contribution) {}

  /// What placing a hunk needs of it.
  public Optional<Landing.Blast> summary() {
    return score.isEmpty()
        ? Optional.empty()
        : Optional.of(new Landing.Blast(score.getAsDouble(), why()));
  }

  /// The dimensions in a line, highest first.
  public String why() {
    String known =
        dimensions.stream()
            .filter(part -> part.value().isPresent())
            .sorted(
                Comparator.comparingDouble((Part part) -> -part.value().orElse(0))
                    .thenComparing(Part::dimension))
            .map(part ->
                String.format(
                    Locale.ROOT, "%s %.2f", part.dimension().id(), part.value().getAsDouble()))
            .collect(Collectors.joining(", "));
    String unknown =
        dimensions.stream()
            .filter(part -> part.value().isEmpty())
            .map(part -> part.dimension().id())
            .collect(Collectors.joining(", "));
    return unknown.isEmpty() ? known : known + "; unknown: " + unknown;
  }
}
