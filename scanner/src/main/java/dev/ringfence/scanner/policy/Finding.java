package dev.ringfence.scanner.policy;

import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A match weighed by where it lands.
///
/// @param change the label of the change
/// @param placement where the hunk lands and why
/// @param severity how much it matters there
/// @param score the severity on a scale from 0 to 10
/// @param reasons why it matters this much; every downgrade is among them
/// @param fails whether it is at or above the fail level of its ring
/// @param waiver the waiver for it, also one that has expired
/// @param waived whether the waiver holds
/// @param inBaseline whether it was there when the tool was taken up
/// @param ids what names it
/// @param amount how much the change took from the origin in all
/// @param places where it lands: the one that matters most, then the others in the order of the
///   change; more than one where pieces of one origin were summed
public record Finding(
    String change,
    ZonePolicy.Placement placement,
    Severity severity,
    double score,
    List<String> reasons,
    boolean fails,
    Optional<Waiver> waiver,
    boolean waived,
    boolean inBaseline,
    FindingIds ids,
    Amount amount,
    List<Place> places) {
  public Finding {
    reasons = List.copyOf(reasons);
    places = List.copyOf(places);
  }

  /// How much was taken.
  ///
  /// @param tokens the tokens of the origin that are matched, each once
  /// @param containment the share of the hunks' tokens that match
  public record Amount(int tokens, double containment) {
    /// What one match holds.
    public static Amount of(Match match) {
      return new Amount(match.hunk().matchedTokens(), match.containment());
    }

    /// The larger of two.
    public Amount or(Amount other) {
      return other.tokens > tokens ? other : this;
    }
  }

  /// A place where some of it lands.
  ///
  /// @param path the file
  /// @param hunk the hunk
  /// @param tokens its tokens
  /// @param match the match
  /// @param ring the ring of the hunk
  public record Place(String path, Hunk hunk, HunkTokens tokens, Match match, Ring ring) {}

  /// The file of the place that matters most.
  public String path() {
    return places.getFirst().path();
  }

  /// The match of the place that matters most.
  public Match match() {
    return places.getFirst().match();
  }

  /// The same as the finding of several places.
  ///
  /// @param all its own place and others, in the order of the change
  @SuppressWarnings("ReferenceEquality") // the place itself, not one like it
  public Finding at(List<Place> all) {
    List<Place> ordered = new ArrayList<>(all);
    Place own = places.getFirst();
    ordered.removeIf(place -> place == own);
    ordered.addFirst(own);
    return new Finding(
        change,
        placement,
        severity,
        score,
        reasons,
        fails,
        waiver,
        waived,
        inBaseline,
        ids,
        amount,
        ordered);
  }

  /// The same, with a reason, as it is where someone answers for it or where it is no more than
  /// said.
  ///
  /// @param most it is no severer than this
  public Finding excused(Severity most, String reason) {
    Severity now = severity.compareTo(most) <= 0 ? severity : most;
    return new Finding(
        change,
        placement,
        now,
        now == severity ? score : Math.min(score, 2.0),
        with(reason),
        false,
        waiver,
        waived,
        inBaseline,
        ids,
        amount,
        places);
  }

  /// The same with a reason.
  public Finding because(String reason) {
    return new Finding(
        change,
        placement,
        severity,
        score,
        with(reason),
        fails,
        waiver,
        waived,
        inBaseline,
        ids,
        amount,
        places);
  }

  private List<String> with(String reason) {
    List<String> all = new ArrayList<>(reasons);
    all.add(reason);
    return all;
  }

  /// What blocks first, then the worst, then by place: the order of every report.
  public static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding finding) -> !finding.fails())
          .thenComparing(Finding::isAccepted)
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparingDouble(finding -> -finding.score())
          .thenComparing(Finding::path)
          .thenComparingInt(finding -> finding.match().hunk().lines().getFirst().firstLine())
          .thenComparing(Finding::change)
          .thenComparing(finding -> finding.ids().id());

  /// Whether someone answers for it: by a waiver that holds, or by the baseline.
  public boolean isAccepted() {
    return inBaseline || waived;
  }
}
