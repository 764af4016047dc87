package dev.ringfence.scanner.match.rewrite;

import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.statement.Code;
import java.util.Arrays;

/// How much of two functions' tokens stand in the same order, names aside: a local alignment in
/// which a gap costs little, so that what was put between does not break it.
final class TokenOrder {
  private static final float GAP = 0.8f;
  private static final float MISMATCH = 1.2f;
  private static final double MAX_BITS = 8;

  /// Bits that short functions are short of.
  private static final double FEW = 20;

  /// Cells beyond which nothing is aligned.
  private static final long MAX_CELLS = 1_200_000;

  private final TokenModel model;
  private float[] previous = {};
  private float[] row = {};

  TokenOrder(TokenModel model) {
    this.model = model;
  }

  /// A stretch of tokens, as one of both sides.
  ///
  /// @param bits what each token says in the language of the hunk
  /// @param sorted both, packed and in order
  @SuppressWarnings("ArrayRecordComponent")
  record Side(int[] symbols, float[] bits, long[] sorted, double all) {}

  /// A side to compare.
  ///
  /// @param language that of the hunk, for both sides
  Side side(Language language, Code code, int from, int to) {
    int by = model.languageFor(language);
    int[] symbols = code.tokens().slice(from, to).symbolArray();
    float[] bits = new float[symbols.length];
    long[] sorted = new long[symbols.length];
    double all = 0;
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (float) Math.min(MAX_BITS, model.bits(by, -1, -1, symbols[i]));
      sorted[i] = ((long) symbols[i] << 32) | Float.floatToIntBits(bits[i]);
      all += bits[i];
    }
    Arrays.sort(sorted);
    return new Side(symbols, bits, sorted, all);
  }

  private static boolean isCompared(Side hunk, Side corpus) {
    long cells = (long) hunk.symbols().length * corpus.symbols().length;
    return cells > 0 && cells <= MAX_CELLS;
  }

  /// What [#share] can be at most: what both sides have of each token, in whatever order.
  double atMost(Side hunk, Side corpus) {
    if (!isCompared(hunk, corpus)) {
      return 0;
    }
    double both = 0;
    int j = 0;
    for (long token : hunk.sorted()) {
      while (j < corpus.sorted().length && corpus.sorted()[j] < token) {
        j++;
      }
      if (j < corpus.sorted().length && corpus.sorted()[j] == token) {
        both += Float.intBitsToFloat((int) token);
        j++;
      }
    }
    // Sums of single precision may round up.
    return shareOf(both * (1 + 1e-4), hunk, corpus);
  }

  /// The share of both sides' bits that is in order, 0 to 1.
  double share(Side hunk, Side corpus) {
    return isCompared(hunk, corpus)
        ? shareOf(align(hunk.symbols(), corpus.symbols(), hunk.bits()), hunk, corpus)
        : 0;
  }

  private static double shareOf(double bits, Side hunk, Side corpus) {
    return bits / StrictMath.sqrt((hunk.all() + FEW) * (corpus.all() + FEW));
  }

  private float align(int[] a, int[] b, float[] bits) {
    int columns = b.length;
    if (row.length <= columns) {
      row = new float[2 * columns];
      previous = new float[2 * columns];
    }
    Arrays.fill(previous, 0, columns + 1, 0);
    row[0] = 0;
    float best = 0;
    for (int i = 0; i < a.length; i++) {
      int symbol = a[i];
      float match = bits[i];
      for (int j = 1; j <= columns; j++) {
        float gap = Math.max(previous[j], row[j - 1]) - GAP;
        float pair = previous[j - 1] + (b[j - 1] == symbol ? match : -MISMATCH);
        float cell = Math.max(0, Math.max(gap, pair));
        row[j] = cell;
        best = Math.max(best, cell);
      }
      float[] swap = previous;
      previous = row;
      row = swap;
    }
    return best;
  }
}
