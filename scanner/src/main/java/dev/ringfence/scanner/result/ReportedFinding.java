package dev.ringfence.scanner.result;

import dev.ringfence.scanner.policy.Severity;
import java.util.List;
import java.util.Optional;

/// A match weighed by where it lands.
///
/// @param id SHA-256 over the normalised tokens of the functions or lines around the match and the
///   origin's content, hex: the same after reformatting or moving them, and in any index
/// @param formerId the id that releases before this one gave it
/// @param severity how much it matters there
/// @param score the severity on a scale from 0 to 10
/// @param fails whether it is at or above the fail level of its ring
/// @param reasons why it matters this much; every downgrade is among them
/// @param waiver the waiver for it, also one that has expired
/// @param inBaseline whether it was there when the tool was taken up
/// @param zone where it lies and why
/// @param amount how much the change took from the origin in all
/// @param origin where it most likely comes from
/// @param places where it lands: the one that matters most, then the others in the order of the
///   change; more than one where pieces of one origin were summed
public record ReportedFinding(
    String id,
    String formerId,
    Severity severity,
    double score,
    boolean fails,
    List<String> reasons,
    Optional<WaiverNote> waiver,
    boolean inBaseline,
    ZoneNote zone,
    Amount amount,
    Origin origin,
    List<Place> places) {
  public ReportedFinding {
    reasons = List.copyOf(reasons);
    places = List.copyOf(places);
    if (places.isEmpty()) {
      throw new IllegalArgumentException("a finding lands somewhere");
    }
  }

  /// How much was taken.
  ///
  /// @param tokens the tokens of the origin that are matched, each once
  /// @param containment the share of the hunks' tokens that match
  public record Amount(int tokens, double containment) {}

  /// The place that matters most.
  public Place place() {
    return places.getFirst();
  }

  /// The file of the place that matters most.
  public String path() {
    return place().path();
  }

  /// Its first line.
  public int firstLine() {
    return place().firstLine();
  }

  /// The id for a reader, who may give it back.
  public String shortId() {
    return id.substring(0, 16);
  }

  /// Whether a text is the id or its beginning, or that of the id before.
  public boolean isCalled(String hex) {
    return id.startsWith(hex) || formerId.startsWith(hex);
  }

  /// Whether it is pieces of one origin that were summed.
  public boolean isSum() {
    return places.size() > 1;
  }

  /// Whether someone answers for it: by a waiver that holds, or by the baseline.
  public boolean isAccepted() {
    return inBaseline || isWaived();
  }

  /// Whether a waiver for it holds.
  public boolean isWaived() {
    return waiver.isPresent() && !waiver.get().expired();
  }

  /// How the origin came into the code.
  public enum How {
    /// Token by token, names and all.
    COPIED("copied from"),
    /// With other names, or with something put in or left out.
    CHANGED("copied with changes from"),
    /// In other words, statement by statement.
    REWRITTEN("rewritten from");

    private final String words;

    How(String words) {
      this.words = words;
    }

    /// For a reader, before the name of the origin.
    public String words() {
      return words;
    }
  }

  /// How the origin came into the code.
  public How how() {
    MatchFigures match = place().match();
    if (match.rewrite().isPresent()) {
      return How.REWRITTEN;
    }
    return match.tokens() == match.spanTokens() && match.equalNames() == match.names()
        ? How.COPIED
        : How.CHANGED;
  }

  /// How much matches, for a reader.
  public String summary() {
    Optional<RewriteFigures> rewrite = place().match().rewrite();
    if (rewrite.isPresent()) {
      return "rewritten: "
          + rewrite.get().wholeStatements()
          + " statements are the same and "
          + (rewrite.get().statements().size() - rewrite.get().wholeStatements())
          + " alike,";
    }
    return isSum()
        ? amount.tokens() + " tokens in " + places.size() + " places"
        : place().match().tokens() + " of " + place().match().spanTokens() + " tokens";
  }
}
