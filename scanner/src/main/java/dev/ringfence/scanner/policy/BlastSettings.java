package dev.ringfence.scanner.policy;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How the blast radius of a place is computed and what it may do.
///
/// @param mode what comes of it
/// @param historyYears how many years of history count
/// @param innerAt the score from which on the inner ring is suggested, 0 to 100
/// @param middleAt the score from which on the middle ring is suggested, 0 to 100
/// @param weights the weight a dimension; those that are known are scaled to 1 together
/// @param anchors where each measure begins to count and where it counts in full
public record BlastSettings(
    Mode mode,
    int historyYears,
    double innerAt,
    double middleAt,
    Map<Dimension, Double> weights,
    Map<Anchor, Range> anchors) {
  /// How far past a cut-off a score must be to move a place that has a declared ring.
  public static final double HYSTERESIS = 5;

  public BlastSettings {
    weights = Map.copyOf(weights);
    anchors = Map.copyOf(anchors);
  }

  /// What comes of a computed blast radius.
  public enum Mode {
    /// It is not computed by a scan.
    OFF,
    /// Reports say which ring it suggests.
    SUGGEST,
    /// It raises a ring by at most one.
    ESCALATE;

    /// The mode of an id.
    static Optional<Mode> ofId(String id) {
      for (Mode mode : values()) {
        if (mode.id().equals(id)) {
          return Optional.of(mode);
        }
      }
      return Optional.empty();
    }

    /// Its name in a policy.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A dimension of the blast radius.
  public enum Dimension {
    /// How hard the code is to follow.
    COMPLEXITY(0.20),
    /// How much depends on it.
    IMPACT(0.30),
    /// How long its lines live.
    LIFESPAN(0.15),
    /// How dear it is to take back.
    ROLLBACK(0.20),
    /// How little tests, oracles and documentation say about it.
    TESTABILITY(0.15);

    private final double weight;

    Dimension(double weight) {
      this.weight = weight;
    }

    /// Its weight without a policy.
    public double weight() {
      return weight;
    }

    /// Its name in a policy and in reports.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A measure that counts from one value on and in full from another, on a logarithmic scale.
  public enum Anchor {
    /// Decisions plus one of the hardest function: McCabe 1976; NIST SP 500-235; SEI.
    CYCLOMATIC(10, 50),
    /// Cognitive complexity of the hardest function: Campbell 2018.
    COGNITIVE(15, 60),
    /// Control structures in one another.
    NESTING(3, 7),
    /// Files that import or include it: Henry and Kafura 1981.
    FAN_IN(1, 30),
    /// Files that change together with it: D'Ambros et al. 2009.
    COUPLED_FILES(1, 15),
    /// Lines that the change adds: Kamei et al. 2013.
    LINES_ADDED(20, 400),
    /// Files that it imports or includes.
    FAN_OUT(3, 20),
    /// Later commits on the same lines, for a change of the past.
    LATER_COMMITS(1, 20),
    /// Release tags that contain a change of the past.
    RELEASE_TAGS(0, 6);

    private final double low;
    private final double high;

    Anchor(double low, double high) {
      this.low = low;
      this.high = high;
    }

    /// Its anchors without a policy.
    public Range range() {
      return new Range(low, high);
    }

    /// Its name in a policy.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Two anchors.
  ///
  /// @param low the value up to which a measure counts nothing
  /// @param high the value from which on it counts in full
  public record Range(double low, double high) {
    /// Where a value lies between them, from 0 to 1, by its logarithm.
    public double position(double value) {
      double position =
          (Math.log1p(value) - Math.log1p(low)) / (Math.log1p(high) - Math.log1p(low));
      return Math.clamp(position, 0, 1);
    }
  }

  /// The settings without a policy.
  public static final BlastSettings DEFAULT = defaults();

  private static BlastSettings defaults() {
    Map<Dimension, Double> weights = new EnumMap<>(Dimension.class);
    for (Dimension dimension : Dimension.values()) {
      weights.put(dimension, dimension.weight());
    }
    Map<Anchor, Range> anchors = new EnumMap<>(Anchor.class);
    for (Anchor anchor : Anchor.values()) {
      anchors.put(anchor, anchor.range());
    }
    return new BlastSettings(Mode.SUGGEST, 3, 65, 35, weights, anchors);
  }

  /// The ring that a score suggests for a place without a declared one.
  public Ring suggested(double score) {
    return score >= innerAt ? Ring.INNER : score >= middleAt ? Ring.MIDDLE : Ring.OUTER;
  }

  /// The ring that a score suggests for a place that has one: the same, unless the score is clearly
  /// past a cut-off.
  public Ring suggested(double score, Ring declared) {
    Ring lenient = suggested(score + HYSTERESIS);
    Ring strict = suggested(score - HYSTERESIS);
    if (strict.compareTo(declared) > 0) {
      return strict;
    }
    return lenient.compareTo(declared) < 0 ? lenient : declared;
  }

  /// The same with another mode.
  public BlastSettings withMode(Mode other) {
    return new BlastSettings(other, historyYears, innerAt, middleAt, weights, anchors);
  }
}
