package dev.ringfence.testkit.offender;

/// Breaks none.
final class Innocent {
  private Innocent() {}

  static int twice(int number) {
    return 2 * number;
  }
}
