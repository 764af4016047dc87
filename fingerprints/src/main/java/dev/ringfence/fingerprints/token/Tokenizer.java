package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.source.SourceText;

/// Turns text into tokens. Total: any text gives tokens. Reuses its buffers: one a thread.
public interface Tokenizer {
  /// The normalised tokens of a text.
  Tokens tokenize(SourceText source);

  /// The tokens before normalisation, each unit of text in exactly one token or in a gap; the next
  /// call overwrites them.
  RawTokens lex(SourceText source);
}
