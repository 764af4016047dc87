package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.token.Alphabet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Local alignment with affine gaps in a band around a diagonal [1], scored in bits. One a thread;
/// its time and memory are rows times band.
///
/// [1] Gotoh, "An improved algorithm for matching biological sequences", J. Mol. Biol. 162, 1982.
final class BandedAligner {
  private static final int MAX_CELLS = 40_000_000;
  private static final float NEVER = -1e9f;
  private static final float MIN_SCORE = 8;
  private static final int MIN_ROWS = 6;

  private static final int FROM_NONE = 0;
  private static final int FROM_DIAGONAL = 1;
  private static final int FROM_CORPUS_GAP = 2;
  private static final int FROM_HUNK_GAP = 3;
  private static final int FROM_LIGHT_CORPUS_TOKEN = 4;
  private static final int FROM_LIGHT_HUNK_TOKEN = 5;
  private static final int FROM_MASK = 7;
  private static final int CORPUS_GAP_GOES_ON = 8;
  private static final int HUNK_GAP_GOES_ON = 16;

  /// Tokens that style guides put in and take out: braces around one statement, brackets around a
  /// condition, `++` before or after a name. One that has no partner costs little and opens no gap.
  private static final boolean[] LIGHT = light();

  private static boolean[] light() {
    boolean[] light = new boolean[Alphabet.size()];
    for (String spelling : new String[] {"{", "}", "(", ")", ";", "++", "--"}) {
      light[Alphabet.ofOperator(spelling)] = true;
    }
    return light;
  }

  private final MatchParameters parameters;
  private byte[] trace = new byte[1 << 20];
  private float[] best = new float[0];
  private float[] hunkGap = new float[0];

  BandedAligner(MatchParameters parameters) {
    this.parameters = parameters;
  }

  /// Aligns hunk tokens `[start, end)` with a blob, where corpus token minus hunk token lies within
  /// `band` of `diagonal`; null where nothing aligns.
  @Nullable Alignment align(
      Query query, int start, int end, int blob, StoredTokens corpus, int diagonal, int band) {
    int rows = end - start;
    int width = 2 * band + 1;
    if (rows < MIN_ROWS || (long) rows * width > MAX_CELLS) {
      return null;
    }
    if (trace.length < rows * width) {
      trace = new byte[rows * width];
    }
    if (best.length < width + 2) {
      best = new float[width + 2];
      hunkGap = new float[width + 2];
    }
    int firstDiagonal = diagonal - band;
    float[] h = best;
    float[] f = hunkGap;
    Arrays.fill(h, 0, width + 2, 0);
    Arrays.fill(f, 0, width + 2, NEVER);
    int[] symbols = query.tokens().symbols();
    int[] spellings = query.tokens().spellings();
    int[] corpusSymbols = corpus.symbols();
    int[] corpusSpellings = corpus.spellings();
    float gapOpen = (float) (parameters.gapOpen + parameters.gapExtend);
    float gapExtend = (float) parameters.gapExtend;
    float toll = (float) parameters.tokenToll;
    float mismatch = (float) parameters.mismatch;
    float openMismatch = (float) parameters.openMismatch;
    float synonymShare = (float) parameters.synonymShare;
    float lightGap = (float) parameters.lightGap;
    float top = 0;
    int topRow = -1;
    int topColumn = -1;
    for (int r = 0; r < rows; r++) {
      int i = start + r;
      int symbol = symbols[i];
      int spelling = spellings[i];
      boolean open = Alphabet.isOpen(symbol);
      boolean lightToken = LIGHT[symbol];
      float bits = query.bits()[i];
      float spellingBits = query.spellingBits()[i];
      float corpusGap = NEVER;
      float left = NEVER;
      int row = r * width;
      for (int x = 0; x < width; x++) {
        int j = i + firstDiagonal + x;
        float diagonalScore = h[x + 1];
        float up = x == width - 1 ? NEVER : h[x + 2];
        float upGap = x == width - 1 ? NEVER : f[x + 2];
        int step = 0;
        if (corpusGap - gapExtend > left - gapOpen) {
          corpusGap -= gapExtend;
          step |= CORPUS_GAP_GOES_ON;
        } else {
          corpusGap = left - gapOpen;
        }
        float gap;
        if (upGap - gapExtend > up - gapOpen) {
          gap = upGap - gapExtend;
          step |= HUNK_GAP_GOES_ON;
        } else {
          gap = up - gapOpen;
        }
        float score = 0;
        int from = FROM_NONE;
        if (j >= 0 && j < corpusSymbols.length) {
          int other = corpusSymbols[j];
          float pair;
          if (other == symbol) {
            pair = bits - toll;
            if (open && corpusSpellings[j] == spelling) {
              pair += spellingBits;
            }
          } else if (open && Alphabet.isOpen(other)) {
            pair = -openMismatch;
          } else if (Synonyms.are(symbol, other)) {
            pair = bits * synonymShare - toll;
          } else {
            pair = -mismatch;
          }
          float sum = Math.max(0, diagonalScore) + pair;
          if (sum > score) {
            score = sum;
            from = FROM_DIAGONAL;
          }
        }
        if (lightToken && up - lightGap > score) {
          score = up - lightGap;
          from = FROM_LIGHT_HUNK_TOKEN;
        }
        if (j >= 0
            && j < corpusSymbols.length
            && left - lightGap > score
            && LIGHT[corpusSymbols[j]]) {
          score = left - lightGap;
          from = FROM_LIGHT_CORPUS_TOKEN;
        }
        if (corpusGap > score) {
          score = corpusGap;
          from = FROM_CORPUS_GAP;
        }
        if (gap > score) {
          score = gap;
          from = FROM_HUNK_GAP;
        }
        h[x + 1] = score;
        f[x + 1] = gap;
        trace[row + x] = (byte) (step | from);
        left = score;
        if (score > top && from == FROM_DIAGONAL) {
          top = score;
          topRow = r;
          topColumn = x;
        }
      }
    }
    return top < MIN_SCORE ? null : traceBack(start, firstDiagonal, width, topRow, topColumn, blob);
  }

  private Alignment traceBack(
      int start, int firstDiagonal, int width, int topRow, int topColumn, int blob) {
    int[] hunkTokens = new int[topRow + 1];
    int[] corpusTokens = new int[topRow + 1];
    int pairs = 0;
    double gapCost = 0;
    int state = FROM_NONE;
    int r = topRow;
    int x = topColumn;
    while (r >= 0 && x >= 0 && x < width) {
      int step = trace[r * width + x];
      if (state == FROM_NONE) {
        int from = step & FROM_MASK;
        if (from == FROM_NONE) {
          break;
        }
        if (from == FROM_LIGHT_HUNK_TOKEN) {
          gapCost += parameters.lightGap;
          r--;
          x++;
          continue;
        }
        if (from == FROM_LIGHT_CORPUS_TOKEN) {
          gapCost += parameters.lightGap;
          x--;
          continue;
        }
        if (from == FROM_DIAGONAL) {
          hunkTokens[pairs] = start + r;
          corpusTokens[pairs] = start + r + firstDiagonal + x;
          pairs++;
          r--;
        } else {
          state = from;
        }
      } else if (state == FROM_CORPUS_GAP) {
        if ((step & CORPUS_GAP_GOES_ON) != 0) {
          gapCost += parameters.gapExtend;
        } else {
          gapCost += parameters.gapOpen + parameters.gapExtend;
          state = FROM_NONE;
        }
        x--;
      } else {
        if ((step & HUNK_GAP_GOES_ON) != 0) {
          gapCost += parameters.gapExtend;
        } else {
          gapCost += parameters.gapOpen + parameters.gapExtend;
          state = FROM_NONE;
        }
        r--;
        x++;
      }
    }
    int[] ascendingHunk = new int[pairs];
    int[] ascendingCorpus = new int[pairs];
    for (int p = 0; p < pairs; p++) {
      ascendingHunk[p] = hunkTokens[pairs - 1 - p];
      ascendingCorpus[p] = corpusTokens[pairs - 1 - p];
    }
    return new Alignment(blob, ascendingHunk, ascendingCorpus, gapCost);
  }
}
