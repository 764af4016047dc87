package dev.ringfence.scanner.match.parameters;

import java.util.Locale;

/// The terms of the decision on rewrites.
public enum RewriteTerm {
  /// The logarithm of the bits of words, names and numbers.
  LITERALS,
  /// How much of the piece's words, names and numbers is shared.
  LITERAL_SHARE,
  /// What other works have less of words, names and numbers.
  OWN_LITERALS,
  /// How much less alike the best function of other works is.
  CONTRAST,
  /// Tokens in the same order.
  ORDER;

  /// The name in the parameters.
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
