package dev.ringfence.fingerprints.token;

import java.nio.charset.StandardCharsets;

/// The hashes that words and numbers have as tokens, for whoever looks for a certain one.
public final class Spellings {
  private Spellings() {}

  /// The spelling of a name.
  public static int ofName(String name) {
    TextUnits units = new TextUnits();
    units.read(name);
    return TextUnits.fold(units.hash(0, units.length()));
  }

  /// The spelling of a number in ASCII.
  public static int ofNumber(String number) {
    return Normaliser.hashOfNumber(number.getBytes(StandardCharsets.US_ASCII));
  }
}
