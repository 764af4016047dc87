package dev.ringfence.testkit.offender;

final class ColumnTaker {
  private ColumnTaker() {}

  static int size(int[] symbols, int[] spellings, int[] lines) {
    return symbols.length + spellings.length + lines.length;
  }
}
