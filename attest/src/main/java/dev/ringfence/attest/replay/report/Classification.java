package dev.ringfence.attest.replay.report;

import java.util.Locale;

/// What a replayed change is beside the merged one.
public enum Classification {
  /// The same, byte for byte.
  IDENTICAL("the same, byte for byte"),
  /// It does the same in the same way.
  STRUCTURALLY_EQUAL("the same but for names of locals, layout, comments and order"),
  /// It does what tests ask for in another way.
  TESTS_EQUIVALENT("another way to what the validation commands ask for"),
  /// It does something else, or nothing shows that it does the same.
  DIVERGED("something else"),
  /// The model would not, or what it wrote may not be applied.
  REFUSED("refused"),
  /// There is no answer.
  UNAVAILABLE("no answer");

  private final String words;

  Classification(String words) {
    this.words = words;
  }

  /// Its name in reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What it means.
  public String words() {
    return words;
  }
}
