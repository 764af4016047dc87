package dev.ringfence.server.page;

import java.util.Locale;

/// A score on a scale that shows the threshold: the scale ends at four times the threshold, or at
/// the score where that is more.
///
/// @param score the score, in bits
/// @param threshold from where on a match is a finding
public record Meter(double score, double threshold) {
  private static final double WIDTH = 400;

  private double end() {
    return Math.max(4 * threshold, score * 1.05);
  }

  /// The length of the bar, of 400.
  public String bar() {
    return String.format(Locale.ROOT, "%.1f", WIDTH * Math.max(0, score) / end());
  }

  /// Where the threshold is.
  public String mark() {
    return String.format(Locale.ROOT, "%.1f", WIDTH * threshold / end());
  }

  /// The score for a reader.
  public String scoreText() {
    return String.format(Locale.ROOT, "%.0f", score);
  }

  /// The threshold for a reader.
  public String thresholdText() {
    return String.format(Locale.ROOT, "%.0f", threshold);
  }

  /// All of it in a sentence.
  public String text() {
    return scoreText() + " bits; reported from " + thresholdText() + " on";
  }
}
