package dev.ringfence.scanner.policy;

import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.Match;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A match weighed by where it lands.
///
/// @param change the label of the change
/// @param path the file that the hunk is in
/// @param hunk the hunk's tokens
/// @param match the match
/// @param placement where the hunk lands and why
/// @param severity how much it matters there
/// @param score the severity on a scale from 0 to 10
/// @param reasons why it matters this much; every downgrade is among them
/// @param fails whether it is at or above the fail level of its ring
/// @param waiver the waiver for it, also one that has expired
/// @param inBaseline whether it was there when the tool was taken up
/// @param fingerprint SHA-256 over the hunk side's normalised tokens and the origin, hex; the same
///   after reformatting or moving lines
/// @param amount how much the change took from the origin in all
/// @param places where it lands, in the order of the change: more than one where pieces of one
///   origin were summed; `path`, `hunk` and `match` are of the one that matters most
public record Finding(
    String change,
    String path,
    HunkTokens hunk,
    Match match,
    ZonePolicy.Placement placement,
    Severity severity,
    double score,
    List<String> reasons,
    boolean fails,
    Optional<Waiver> waiver,
    boolean inBaseline,
    String fingerprint,
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
      return new Amount(match.matchedTokens(), match.containment());
    }

    /// The larger of two.
    public Amount or(Amount other) {
      return other.tokens > tokens ? other : this;
    }
  }

  /// A place where some of it lands.
  ///
  /// @param path the file
  /// @param hunk the hunk's tokens
  /// @param match the match
  /// @param ring the ring of the hunk
  public record Place(String path, HunkTokens hunk, Match match, Ring ring) {}

  /// Whether it is pieces of one origin that were summed.
  public boolean isSum() {
    return places.size() > 1;
  }

  /// The same as the finding of several places.
  public Finding at(List<Place> all) {
    return new Finding(
        change,
        path,
        hunk,
        match,
        placement,
        severity,
        score,
        reasons,
        fails,
        waiver,
        inBaseline,
        fingerprint,
        amount,
        all);
  }

  /// The same with another of its places in front, alone.
  public Finding in(Place place) {
    return new Finding(
        change,
        place.path,
        place.hunk,
        place.match,
        placement,
        severity,
        score,
        reasons,
        fails,
        waiver,
        inBaseline,
        fingerprint,
        amount,
        List.of(place));
  }

  /// How much matches, for a reader.
  public String summary() {
    return isSum()
        ? amount.tokens + " tokens in " + places.size() + " places"
        : match.matchedTokens() + " of " + match.spanTokens() + " tokens";
  }

  /// What blocks first, then the worst, then by place: the order of every report.
  public static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding finding) -> !finding.fails())
          .thenComparing(Finding::isAccepted)
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparingDouble(finding -> -finding.score())
          .thenComparing(Finding::path)
          .thenComparingInt(finding -> finding.match().hunkLines().getFirst().firstLine())
          .thenComparing(Finding::change)
          .thenComparing(Finding::fingerprint);

  /// Whether someone answers for it: by a waiver that holds, or by the baseline.
  public boolean isAccepted() {
    return inBaseline || isWaived();
  }

  /// Whether a waiver for it holds.
  public boolean isWaived() {
    return waiver.isPresent() && !waiver.get().hasExpired(Waiver.today());
  }
}
