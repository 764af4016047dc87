package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.fingerprints.shingle.Mix;
import dev.ringfence.scanner.change.HunkTokens;
import java.util.HashMap;
import java.util.Map;

/// How surprising each token of a hunk is, in bits: little where the index or the hunk's own
/// earlier tokens foretell it. Tables, option lists and assignments in series thus carry almost
/// nothing.
final class TokenInformation {
  private static final int[] CONTEXTS = {8, 5, 3};

  private TokenInformation() {}

  private static final class Continuation {
    int symbol;
    int hits;
    int misses;

    Continuation(int symbol) {
      this.symbol = symbol;
    }
  }

  /// The information of each token.
  static float[] of(HunkTokens tokens, TokenModel model, double selfWeight) {
    int[] symbols = tokens.symbols();
    int n = symbols.length;
    int language = model.languageFor(tokens.language());
    float[] bits = new float[n];
    Map<Long, Continuation> seen = new HashMap<>();
    for (int i = 0; i < n; i++) {
      double general =
          StrictMath.pow(
              2,
              -model.bits(
                  language,
                  i >= 2 ? symbols[i - 2] : -1,
                  i >= 1 ? symbols[i - 1] : -1,
                  symbols[i]));
      double probability = general;
      boolean predicted = false;
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
        if (!predicted) {
          double confidence =
              Math.min(
                  0.97,
                  (continuation.hits + 0.5) / (continuation.hits + continuation.misses + 1.0));
          if (context == CONTEXTS[CONTEXTS.length - 1]) {
            confidence *= 0.8;
          }
          double own = continuation.symbol == symbols[i] ? confidence : (1 - confidence) * 0.05;
          probability = (1 - selfWeight) * general + selfWeight * own;
          predicted = true;
        }
        if (continuation.symbol == symbols[i]) {
          continuation.hits++;
        } else {
          continuation.misses++;
          continuation.symbol = symbols[i];
        }
      }
      bits[i] = (float) (-StrictMath.log(probability) / StrictMath.log(2));
    }
    return bits;
  }
}
