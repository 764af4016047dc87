package dev.ringfence.scanner.blast;

import dev.ringfence.scanner.policy.BlastSettings;
import dev.ringfence.scanner.policy.BlastSettings.Anchor;
import dev.ringfence.scanner.policy.BlastSettings.Dimension;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// Puts what was measured on the scale of its dimension, between its anchors.
final class Measures {
  private final BlastSettings settings;

  Measures(BlastSettings settings) {
    this.settings = settings;
  }

  BlastRadius.Measure anchored(Anchor anchor, String name, double value, String unit) {
    BlastSettings.Range range = settings.anchors().getOrDefault(anchor, anchor.range());
    return new BlastRadius.Measure(
        name,
        number(value) + " " + unit,
        "ln scale " + number(range.low()) + " to " + number(range.high()),
        OptionalDouble.of(range.position(value)));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%d", (long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  static BlastRadius.Part known(
      Dimension dimension, double value, List<BlastRadius.Measure> measures) {
    return new BlastRadius.Part(
        dimension, OptionalDouble.of(Math.clamp(value, 0, 1)), 0, measures, Optional.empty());
  }

  static BlastRadius.Part unknown(Dimension dimension, String why) {
    return new BlastRadius.Part(dimension, OptionalDouble.empty(), 0, List.of(), Optional.of(why));
  }
}
