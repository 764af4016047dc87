package dev.ringfence.scanner.result;

import java.util.List;

/// A finding, or a match that missed the threshold, with how it came about.
///
/// @param finding the finding
/// @param thresholdBits the score from which on a match is a finding
/// @param derivations how each of its places came about, in their order
public record Explained(
    ReportedFinding finding, double thresholdBits, List<Derivation> derivations) {
  public Explained {
    derivations = List.copyOf(derivations);
  }

  /// Whether it reaches the threshold by its sum or by itself, and so is a finding of the scan.
  public boolean isFinding() {
    return finding.isSum() || finding.place().match().bits().score() >= thresholdBits;
  }
}
