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

  /// What [#share] can be at most: what both sides have of each token, in whatever order.
  double atMost(Code hunk, int from, int to, Code corpus, int corpusFrom, int corpusTo) {
    int rows = to - from;
    int columns = corpusTo - corpusFrom;
    if ((long) rows * columns > MAX_CELLS || rows == 0 || columns == 0) {
      return 0;
    }
    int[] mine = Arrays.copyOfRange(hunk.symbols(), from, to);
    int[] theirs = Arrays.copyOfRange(corpus.symbols(), corpusFrom, corpusTo);
    Arrays.sort(mine);
    Arrays.sort(theirs);
    int by = model.languageFor(hunk.language());
    double both = 0;
    int j = 0;
    for (int symbol : mine) {
      while (j < columns && theirs[j] < symbol) {
        j++;
      }
      if (j < columns && theirs[j] == symbol) {
        both += bits(by, symbol);
        j++;
      }
    }
    double sums =
        (sum(bits(hunk.language(), hunk.symbols(), from, to)) + FEW)
            * (sum(bits(hunk.language(), corpus.symbols(), corpusFrom, corpusTo)) + FEW);
    // Sums of single precision may round up.
    return both * (1 + 1e-4) / StrictMath.sqrt(sums);
  }

  /// The share of both sides' bits that is in order, 0 to 1.
  double share(Code hunk, int from, int to, Code corpus, int corpusFrom, int corpusTo) {
    int rows = to - from;
    int columns = corpusTo - corpusFrom;
    if ((long) rows * columns > MAX_CELLS || rows == 0 || columns == 0) {
      return 0;
    }
    float[] mine = bits(hunk.language(), hunk.symbols(), from, to);
    float[] theirs = bits(hunk.language(), corpus.symbols(), corpusFrom, corpusTo);
    double best = align(hunk.symbols(), from, rows, corpus.symbols(), corpusFrom, columns, mine);
    return best / StrictMath.sqrt((sum(mine) + FEW) * (sum(theirs) + FEW));
  }

  private float[] bits(Language language, int[] symbols, int from, int to) {
    int by = model.languageFor(language);
    float[] bits = new float[to - from];
    for (int i = from; i < to; i++) {
      bits[i - from] = bits(by, symbols[i]);
    }
    return bits;
  }

  private float bits(int language, int symbol) {
    return (float) Math.min(MAX_BITS, model.bits(language, -1, -1, symbol));
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  private float align(
      int[] a, int from, int rows, int[] b, int corpusFrom, int columns, float[] bits) {
    if (row.length <= columns) {
      row = new float[2 * columns];
      previous = new float[2 * columns];
    }
    Arrays.fill(previous, 0, columns + 1, 0);
    row[0] = 0;
    float best = 0;
    for (int i = 0; i < rows; i++) {
      int symbol = a[from + i];
      float match = bits[i];
      for (int j = 1; j <= columns; j++) {
        float gap = Math.max(previous[j], row[j - 1]) - GAP;
        float pair = previous[j - 1] + (b[corpusFrom + j - 1] == symbol ? match : -MISMATCH);
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
