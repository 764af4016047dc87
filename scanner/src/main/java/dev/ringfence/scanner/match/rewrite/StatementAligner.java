package dev.ringfence.scanner.match.rewrite;

import dev.ringfence.fingerprints.statement.Code;
import dev.ringfence.fingerprints.statement.FeatureReader;
import dev.ringfence.fingerprints.statement.StatementFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/// Pairs the statements of two functions: first those that keep their order, then what moved.
final class StatementAligner {
  /// Statements of a side, beyond which none are paired.
  private static final int MAX_STATEMENTS = 400;

  /// What a part in common counts of what it says.
  private static final double PART_SHARE = 0.45;

  /// What a statement that has no partner costs, in bits.
  private static final double GAP = 0.15;

  private final FeatureReader reader;
  private final double maxBits;

  StatementAligner(FeatureReader reader, double maxBits) {
    this.reader = reader;
    this.maxBits = maxBits;
  }

  /// The pairs, in the order of the first code.
  ///
  /// @param bits how rare a feature is
  List<Rewrite.Pair> align(
      Code hunk,
      int hunkFrom,
      int hunkTo,
      Code corpus,
      int corpusFrom,
      int corpusTo,
      LongToDoubleFunction bits) {
    List<StatementFeatures> mine = reader.statements(hunk, hunkFrom, hunkTo);
    List<StatementFeatures> theirs = reader.statements(corpus, corpusFrom, corpusTo);
    if (mine.size() > MAX_STATEMENTS || theirs.size() > MAX_STATEMENTS) {
      return List.of();
    }
    int rows = mine.size();
    int columns = theirs.size();
    double[][] alike = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        alike[i][j] = alike(mine.get(i), theirs.get(j), bits);
      }
    }
    double[][] best = new double[rows + 1][columns + 1];
    for (int i = 1; i <= rows; i++) {
      for (int j = 1; j <= columns; j++) {
        double pair = alike[i - 1][j - 1] > 0 ? best[i - 1][j - 1] + alike[i - 1][j - 1] : -1;
        best[i][j] = Math.max(Math.max(0, pair), Math.max(best[i - 1][j], best[i][j - 1]) - GAP);
      }
    }
    int[] partner = new int[rows];
    java.util.Arrays.fill(partner, -1);
    boolean[] taken = new boolean[columns];
    int endI = 0;
    int endJ = 0;
    for (int i = 0; i <= rows; i++) {
      for (int j = 0; j <= columns; j++) {
        if (best[i][j] > best[endI][endJ]) {
          endI = i;
          endJ = j;
        }
      }
    }
    int i = endI;
    int j = endJ;
    while (i > 0 && j > 0 && best[i][j] > 0) {
      if (alike[i - 1][j - 1] > 0 && best[i][j] == best[i - 1][j - 1] + alike[i - 1][j - 1]) {
        partner[--i] = --j;
        taken[j] = true;
      } else if (best[i][j] == best[i - 1][j] - GAP) {
        i--;
      } else {
        j--;
      }
    }
    // What moved: the best that is left, whole statements alone.
    for (int row = 0; row < rows; row++) {
      for (int column = 0; partner[row] < 0 && column < columns; column++) {
        if (!taken[column]
            && mine.get(row).hash() == theirs.get(column).hash()
            && alike[row][column] >= maxBits / 2) {
          partner[row] = column;
          taken[column] = true;
        }
      }
    }
    List<Rewrite.Pair> pairs = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      if (partner[row] >= 0) {
        StatementFeatures one = mine.get(row);
        StatementFeatures two = theirs.get(partner[row]);
        pairs.add(
            new Rewrite.Pair(
                one.firstToken(),
                Math.max(one.firstToken() + 1, one.endToken()),
                two.firstToken(),
                Math.max(two.firstToken() + 1, two.endToken()),
                one.hash() == two.hash(),
                alike[row][partner[row]]));
      }
    }
    pairs.sort(Comparator.comparingInt(Rewrite.Pair::hunkToken));
    return pairs;
  }

  private static double alike(
      StatementFeatures one, StatementFeatures two, LongToDoubleFunction bits) {
    if (one.hash() == two.hash()) {
      return Math.max(0.5, bits.applyAsDouble(one.hash()));
    }
    long[] a = one.parts();
    long[] b = two.parts();
    double most = 0;
    int common = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        most = Math.max(most, bits.applyAsDouble(a[i]));
        common++;
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return PART_SHARE * most * common / Math.max(1, Math.max(a.length, b.length));
  }
}
