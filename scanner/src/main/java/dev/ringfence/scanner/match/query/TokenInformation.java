package dev.ringfence.scanner.match.query;

import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.fingerprints.shingle.Mix;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.parameters.IdiomModel;
import java.util.HashMap;
import java.util.Map;

/// How surprising each token of a hunk is, in bits: little where the index or the hunk's own
/// earlier tokens foretell it. Tables, option lists and assignments in series thus carry almost
/// nothing.
///
/// @param bits by the token model of the index
/// @param idiomBits the same, where the idiom model knows the context by that
public record TokenInformation(float[] bits, float[] idiomBits) {
  private static final int[] CONTEXTS = {8, 5, 3};

  private static final class Continuation {
    int symbol;
    int hits;
    int misses;

    Continuation(int symbol) {
      this.symbol = symbol;
    }
  }

  /// The information of each token.
  public static TokenInformation of(
      HunkTokens tokens, TokenModel model, IdiomModel idioms, double selfWeight, double most) {
    int[] symbols = tokens.tokens().symbolArray();
    int n = symbols.length;
    int language = model.languageFor(tokens.language());
    float[] bits = new float[n];
    float[] idiomBits = new float[n];
    int[] lexical = idioms.lexical(tokens.language(), tokens.tokens());
    Map<Long, Continuation> seen = new HashMap<>();
    for (int i = 0; i < n; i++) {
      double general =
          model.bits(
              language, i >= 2 ? symbols[i - 2] : -1, i >= 1 ? symbols[i - 1] : -1, symbols[i]);
      double own = -1;
      for (int context : CONTEXTS) {
        if (i < context) {
          continue;
        }
        long key = context;
        for (int j = i - context; j < i; j++) {
          key = Mix.mix(key * 31 + symbols[j] + 1);
        }
        Continuation continuation = seen.get(key);
        if (continuation == null) {
          seen.put(key, new Continuation(symbols[i]));
          continue;
        }
        if (own < 0) {
          double confidence =
              Math.min(
                  0.97,
                  (continuation.hits + 0.5) / (continuation.hits + continuation.misses + 1.0));
          if (context == CONTEXTS[CONTEXTS.length - 1]) {
            confidence *= 0.8;
          }
          own = continuation.symbol == symbols[i] ? confidence : (1 - confidence) * 0.05;
        }
        if (continuation.symbol == symbols[i]) {
          continuation.hits++;
        } else {
          continuation.misses++;
          continuation.symbol = symbols[i];
        }
      }
      bits[i] = (float) Math.min(most, blend(general, own, selfWeight));
      double idiom = idioms.bits(tokens.language(), symbols, lexical, i, general);
      idiomBits[i] =
          idiom == general ? bits[i] : (float) Math.min(most, blend(idiom, own, selfWeight));
    }
    return new TokenInformation(bits, idiomBits);
  }

  /// The bits of a token that a model gives `general` bits, and the hunk's own earlier tokens the
  /// probability `own`; below 0 where they foretell nothing.
  private static double blend(double general, double own, double selfWeight) {
    double probability = StrictMath.pow(2, -general);
    if (own >= 0) {
      probability = (1 - selfWeight) * probability + selfWeight * own;
    }
    return -StrictMath.log(probability) / StrictMath.log(2);
  }
}
