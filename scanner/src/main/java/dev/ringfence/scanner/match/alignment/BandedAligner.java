package dev.ringfence.scanner.match.alignment;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.Query;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Local alignment with affine gaps in a band around a diagonal [1], scored in bits. One a thread;
/// its time and memory are rows times band.
///
/// [1] Gotoh, "An improved algorithm for matching biological sequences", J. Mol. Biol. 162, 1982.
public final class BandedAligner {
  /*
   * Scores are integers of 1/256 bit: sums are exact, so the path is found again from the scores
   * alone, and no trace is written. A row is computed in three loops: what a pair adds (table look-ups),
   * all that comes from the row above (which the compiler turns into vector code), and what comes from
   * the left, one after the other.
   */
  private static final int ONE_BIT = 256;
  private static final int NEVER = -(1 << 29);

  /// Longer stretches are aligned as far as this goes; what follows is found by extension.
  private static final int MAX_CELLS = 16_000_000;

  private static final int MIN_SCORE = 8 * ONE_BIT;
  private static final int MIN_ROWS = 6;

  /// How two symbols stand to each other: an index into what a pair adds.
  private static final int OTHER = 0;

  private static final int EQUAL = 1;
  private static final int EQUAL_OPEN = 2;
  private static final int BOTH_OPEN = 3;
  private static final int SYNONYMS = 4;
  private static final byte[][] RELATIONS = relations();

  private static byte[][] relations() {
    byte[][] relations = new byte[Alphabet.size()][Alphabet.size()];
    // Most stay OTHER: only what stands in a relation is looked at, which start-up feels.
    int[] open =
        IntStream.range(0, relations.length).filter(symbol -> Alphabet.isOpen(symbol)).toArray();
    for (int a : open) {
      for (int b : open) {
        relations[a][b] = BOTH_OPEN;
      }
    }
    for (int[] group : Synonyms.groups()) {
      for (int a : group) {
        for (int b : group) {
          relations[a][b] = SYNONYMS;
        }
      }
    }
    for (int a = 0; a < relations.length; a++) {
      relations[a][a] = (byte) (Alphabet.isOpen(a) ? EQUAL_OPEN : EQUAL);
    }
    return relations;
  }

  /// Tokens that style guides put in and take out: braces around one statement, brackets around a
  /// condition, `++` before or after a name, `const`. One that has no partner costs little and
  /// opens no gap.
  private static final boolean[] LIGHT = light();

  private static boolean[] light() {
    boolean[] light = new boolean[Alphabet.size()];
    Set<String> spellings =
        Set.of(
            "{",
            "}",
            "(",
            ")",
            ";",
            "++",
            "--",
            "const",
            "constexpr",
            "register",
            "volatile",
            "mut",
            "readonly");
    for (int symbol = 0; symbol < light.length; symbol++) {
      light[symbol] = spellings.contains(Alphabet.spelling(symbol));
    }
    return light;
  }

  private final MatchParameters parameters;
  private final int gapOpen;
  private final int gapExtend;

  /// What a token without a partner costs where it opens no gap, by symbol.
  private final int[] lightCosts = new int[LIGHT.length];

  /// The least that leaving out one token costs, by symbol.
  private final int[] skipCosts = new int[LIGHT.length];

  private final int[] pairBits = new int[5];

  /// The score of each cell: a row of zeros, then one a hunk token. A row begins and ends with a
  /// cell outside the band.
  private int[] cells = new int[1 << 16];

  private int[] diagonalAbove = new int[0];
  private int[] upAbove = new int[0];
  private int[] hunkGap = new int[0];
  private int[] pairs = new int[0];
  private int[] fromAbove = new int[0];

  public BandedAligner(MatchParameters parameters) {
    this.parameters = parameters;
    this.gapExtend = fixed(parameters.gapExtend);
    this.gapOpen = fixed(parameters.gapOpen) + gapExtend;
    for (int symbol = 0; symbol < LIGHT.length; symbol++) {
      lightCosts[symbol] = LIGHT[symbol] ? fixed(parameters.lightGap) : -NEVER;
      skipCosts[symbol] = Math.min(lightCosts[symbol], gapOpen);
    }
  }

  private static int fixed(double bits) {
    return (int) Math.round(bits * ONE_BIT);
  }

  /// Aligns hunk tokens `[start, end)` with a blob, where corpus token minus hunk token lies within
  /// `band` of `diagonal`; null where nothing aligns.
  public @Nullable Alignment align(
      Query query, int start, int end, int blob, StoredTokens corpus, int diagonal, int band) {
    int width = 2 * band + 1;
    int stride = width + 2;
    int rows = Math.min(end - start, MAX_CELLS / stride - 1);
    if (rows < MIN_ROWS) {
      return null;
    }
    prepare(rows, stride);
    int[] symbols = corpus.tokens().symbolArray();
    int firstDiagonal = diagonal - band;
    int top = 0;
    int topRow = -1;
    int topColumn = -1;
    for (int r = 0; r < rows; r++) {
      int i = start + r;
      int above = r * stride;
      int row = above + stride;
      // Columns before and after the blob score nothing.
      int first = Math.min(width, Math.max(0, -i - firstDiagonal));
      int last = Math.max(first, Math.min(width, symbols.length - i - firstDiagonal));
      Arrays.fill(cells, row, row + first + 1, 0);
      Arrays.fill(cells, row + last + 1, row + stride, 0);
      cells[row + width + 1] = NEVER;
      setPairs(query, i, corpus, i + firstDiagonal, first, last);
      fromAbove(above, first, last, lightCosts[query.tokens().symbol(i)]);
      int best = fromLeft(symbols, i + firstDiagonal, row, first, last);
      if (best > top) {
        for (int x = first; x < last; x++) {
          // A path ends with a pair.
          if (cells[row + x + 1] > top && cells[row + x + 1] == cells[above + x + 1] + pairs[x]) {
            top = cells[row + x + 1];
            topRow = r;
            topColumn = x;
          }
        }
      }
    }
    return top < MIN_SCORE
        ? null
        : traceBack(query, start, firstDiagonal, stride, topRow, topColumn, blob, corpus);
  }

  private void prepare(int rows, int stride) {
    if (cells.length < (rows + 1) * stride) {
      cells = new int[(rows + 1) * stride];
    }
    if (pairs.length < stride) {
      pairs = new int[stride];
      fromAbove = new int[stride];
      hunkGap = new int[stride];
      diagonalAbove = new int[stride];
      upAbove = new int[stride];
    }
    Arrays.fill(cells, 0, stride - 1, 0);
    cells[stride - 1] = NEVER;
    Arrays.fill(hunkGap, NEVER);
  }

  private void setPairs(
      Query query, int hunkToken, StoredTokens corpus, int offset, int first, int last) {
    int symbol = query.tokens().symbol(hunkToken);
    int spelling = query.tokens().spelling(hunkToken);
    byte[] relations = RELATIONS[symbol];
    int[] symbols = corpus.tokens().symbolArray();
    int[] bits = pairBits;
    setPairBits(query.bits()[hunkToken]);
    if (!Alphabet.isOpen(symbol)) {
      for (int x = first; x < last; x++) {
        pairs[x] = bits[relations[symbols[offset + x]]];
      }
      return;
    }
    int[] spellings = corpus.tokens().spellingArray();
    int spellingBits = fixed(query.spellingBits()[hunkToken]);
    for (int x = first; x < last; x++) {
      int relation = relations[symbols[offset + x]];
      int pair = bits[relation];
      pairs[x] =
          relation == EQUAL_OPEN && spellings[offset + x] == spelling ? pair + spellingBits : pair;
    }
  }

  private void setPairBits(float bits) {
    pairBits[OTHER] = -fixed(parameters.mismatch);
    pairBits[EQUAL] = fixed(bits - parameters.tokenToll);
    pairBits[EQUAL_OPEN] = pairBits[EQUAL];
    pairBits[BOTH_OPEN] = -fixed(parameters.openMismatch);
    pairBits[SYNONYMS] = fixed(bits * parameters.synonymShare - parameters.tokenToll);
  }

  private void fromAbove(int above, int first, int last, int lightHunkToken) {
    int[] diagonal = diagonalAbove;
    int[] up = upAbove;
    int[] gap = hunkGap;
    int[] pair = pairs;
    int[] result = fromAbove;
    int open = gapOpen;
    int extend = gapExtend;
    // Copies, since loops become vector code only where all arrays are read and written at one
    // index.
    System.arraycopy(cells, above + first + 1, diagonal, first, last - first);
    System.arraycopy(cells, above + first + 2, up, first, last - first);
    System.arraycopy(gap, first + 1, gap, first, last - first);
    for (int x = first; x < last; x++) {
      int longer = Math.max(gap[x] - extend, up[x] - open);
      int match = Math.max(0, diagonal[x] + pair[x]);
      gap[x] = longer;
      result[x] = Math.max(Math.max(match, longer), up[x] - lightHunkToken);
    }
    gap[last] = NEVER;
  }

  /// Fills in a row; its highest score.
  private int fromLeft(int[] symbols, int offset, int row, int first, int last) {
    int[] scores = cells;
    int[] fromAboveHere = fromAbove;
    int[] skip = skipCosts;
    int open = gapOpen;
    int extend = gapExtend;
    int left = NEVER;
    int longer = NEVER;
    int best = 0;
    for (int x = first; x < last; x++) {
      // A new gap and a light token differ in price alone: one step from the left, not three.
      int here = Math.max(Math.max(fromAboveHere[x], longer), left - skip[symbols[offset + x]]);
      longer = Math.max(longer, left - open) - extend;
      left = here;
      scores[row + x + 1] = here;
      best = Math.max(best, here);
    }
    return best;
  }

  /// The path that ends in a cell, found again from the scores.
  private Alignment traceBack(
      Query query,
      int start,
      int firstDiagonal,
      int stride,
      int topRow,
      int topColumn,
      int blob,
      StoredTokens corpus) {
    int[] hunkTokens = new int[topRow + 1];
    int[] corpusTokens = new int[topRow + 1];
    int pairCount = 0;
    int gapCost = 0;
    int r = topRow;
    int x = topColumn;
    while (r >= 0 && x >= 0) {
      int i = start + r;
      int j = i + firstDiagonal + x;
      int cell = (r + 1) * stride + x + 1;
      int score = cells[cell];
      if (score <= 0 || j < 0) {
        break;
      }
      setPairs(query, i, corpus, j - x, x, x + 1);
      int lightHunkToken = lightCosts[query.tokens().symbol(i)];
      int lightCorpusToken = lightCosts[corpus.symbol(j)];
      if (score == cells[cell - stride] + pairs[x]) {
        hunkTokens[pairCount] = i;
        corpusTokens[pairCount] = j;
        pairCount++;
        r--;
      } else if (score == cells[cell - stride + 1] - lightHunkToken) {
        gapCost += lightHunkToken;
        r--;
        x++;
      } else if (score == cells[cell - 1] - lightCorpusToken) {
        gapCost += lightCorpusToken;
        x--;
      } else {
        int length = 1;
        int cost = gapOpen;
        int width = stride - 2;
        while (true) {
          if (length > x && (length > r || x + length >= width)) {
            throw new IllegalStateException("no path leads to row " + r + ", column " + x);
          }
          if (length <= x && cells[cell - length] - cost == score) {
            x -= length;
            break;
          }
          if (length <= r
              && x + length < width
              && cells[cell - length * (stride - 1)] - cost == score) {
            r -= length;
            x += length;
            break;
          }
          length++;
          cost += gapExtend;
        }
        gapCost += cost;
      }
    }
    int[] ascendingHunk = new int[pairCount];
    int[] ascendingCorpus = new int[pairCount];
    for (int p = 0; p < pairCount; p++) {
      ascendingHunk[p] = hunkTokens[pairCount - 1 - p];
      ascendingCorpus[p] = corpusTokens[pairCount - 1 - p];
    }
    return new Alignment(blob, ascendingHunk, ascendingCorpus, gapCost / (double) ONE_BIT);
  }
}
