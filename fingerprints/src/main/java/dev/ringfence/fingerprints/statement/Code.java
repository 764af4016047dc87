package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Tokens;

/// Normalised tokens as statements are read from.
///
/// @param language the language that they were read as
/// @param tokens the tokens with their lines
public record Code(Language language, Tokens tokens) {
  /// Code; a view of tokens is copied once, since readers loop over the whole of it.
  public Code {
    tokens = tokens.compact();
  }

  /// The number of tokens.
  public int size() {
    return tokens.size();
  }
}
