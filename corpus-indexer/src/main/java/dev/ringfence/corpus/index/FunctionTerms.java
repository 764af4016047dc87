package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.statement.Code;
import dev.ringfence.fingerprints.statement.FeatureReader;
import dev.ringfence.fingerprints.statement.FunctionFeatures;
import dev.ringfence.fingerprints.statement.FunctionUnits;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an index keeps of the functions of a content.
///
/// @param postings a long a feature of a function: its term in the upper half, the number of the
///   function in the lower; by function, then by term without a sign
/// @param sizes how much each function has, see [#sizeCode]
@SuppressWarnings("ArrayRecordComponent")
public record FunctionTerms(long[] postings, byte[] sizes) {
  /// Functions of one content; those after them are not kept.
  public static final int MAX_UNITS = 1 << 16;

  /// Features of one function: of more, those with the lowest hashes are kept, so that two
  /// functions keep the same ones of what they share.
  public static final int MAX_FEATURES = 200;

  private static final int TERM_SHIFT = 32;
  private static final double SIZE_STEPS = 16;

  /// The term of a feature.
  public static int term(long hash) {
    return (int) (hash >>> TERM_SHIFT);
  }

  /// The features of the functions of tokens.
  ///
  /// @param text where the tokens stand; null where it is not known, and words of strings are left
  ///   out
  public static FunctionTerms of(FeatureReader reader, StoredTokens tokens, @Nullable String text) {
    Code code = tokens.code();
    List<FunctionUnits.Unit> units = FunctionUnits.of(code);
    int count = Math.min(MAX_UNITS, units.size());
    byte[] sizes = new byte[count];
    long[] postings = new long[64];
    int n = 0;
    for (int u = 0; u < count; u++) {
      FunctionUnits.Unit unit = units.get(u);
      FunctionFeatures features = reader.read(code, unit.firstToken(), unit.endToken(), text);
      sizes[u] = sizeCode(features.weight());
      int kept = Math.min(MAX_FEATURES, features.size());
      if (postings.length < n + kept) {
        postings = Arrays.copyOf(postings, (n + kept) * 2);
      }
      for (int i = 0; i < kept; i++) {
        postings[n++] = ((long) term(features.hash(i)) << TERM_SHIFT) | u;
      }
    }
    return new FunctionTerms(Arrays.copyOf(postings, n), sizes);
  }

  /// The weight of a function's features in one byte, to 4 %.
  static byte sizeCode(double weight) {
    double steps = SIZE_STEPS * StrictMath.log(1 + weight) / StrictMath.log(2);
    return (byte) Math.min(255, Math.round(steps));
  }

  /// The weight that a byte stands for.
  public static double weightOf(byte sizeCode) {
    return StrictMath.pow(2, (sizeCode & 0xff) / SIZE_STEPS) - 1;
  }
}
