package dev.ringfence.scanner.scan;

/// Figures as reports show them.
final class Figures {
  private Figures() {}

  /// Two decimals are more than the figures mean.
  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
