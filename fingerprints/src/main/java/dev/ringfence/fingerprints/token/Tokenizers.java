package dev.ringfence.fingerprints.token;

import dev.ringfence.fingerprints.token.antlr.AntlrTokenizer;
import dev.ringfence.fingerprints.token.table.TableTokenizer;

/// Makes tokenizers.
public final class Tokenizers {
  private Tokenizers() {}

  /// The fastest tokenizer there is, one a thread: compiled tables, and the interpreted grammar for
  /// a language without one.
  public static Tokenizer create() {
    return new TableTokenizer(AntlrTokenizer::new);
  }
}
