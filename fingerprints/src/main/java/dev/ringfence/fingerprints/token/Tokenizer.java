package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.SourceText;

/// Turns text into tokens. Total: any text gives tokens. Not safe for use by several threads; what
/// it returns is overwritten by the next call.
public interface Tokenizer {
  /// The normalised tokens of a text.
  TokenBuffer tokenize(SourceText source);

  /// The tokens before normalisation, each unit of text in exactly one token or in a gap.
  RawTokens lex(SourceText source);
}
