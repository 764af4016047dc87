package dev.ringfence.scanner.match.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.Query;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BandedAlignerTest {
  private static final MatchParameters PARAMETERS = MatchParameters.shipped();
  private static final int CONST = Alphabet.ofWord(Language.C, "const");
  private static final int[] SYMBOLS = {
    CONST,
    Alphabet.NAME,
    Alphabet.NAME,
    Alphabet.NUMBER,
    Alphabet.ofOperator("("),
    Alphabet.ofOperator(")"),
    Alphabet.ofOperator("."),
    Alphabet.ofOperator("->"),
    Alphabet.ofOperator("+"),
    Alphabet.ofOperator("="),
  };

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 40})
  void theScoreOfAPathIsTheBestThereIs(int band) {
    Random random = new Random(band);
    BandedAligner aligner = new BandedAligner(PARAMETERS);
    for (int round = 0; round < 300; round++) {
      Query query = query(random, 6 + random.nextInt(60));
      StoredTokens corpus = edited(random, query);
      int diagonal = random.nextInt(-8, 9);
      double best = best(query, corpus, diagonal, band);
      Alignment alignment = aligner.align(query, 0, query.size(), 7, corpus, diagonal, band);
      if (alignment == null) {
        assertTrue(best < 8.1, "missed a path of " + best + " bits");
        continue;
      }
      assertEquals(best, score(query, corpus, alignment), 0.5, "round " + round);
      assertInOrder(alignment, diagonal, band);
      assertEquals(7, alignment.blob);
    }
  }

  @Test
  void rowsOutsideTheStretchAreNotAligned() {
    Random random = new Random(1);
    Query query = query(random, 60);
    StoredTokens same = stored(query.tokens().tokens());
    Alignment alignment =
        new BandedAligner(PARAMETERS).align(query, 20, 40, 0, same, 0, PARAMETERS.band);
    assertNotNull(alignment);
    assertEquals(20, alignment.firstHunkToken());
    assertEquals(39, alignment.lastHunkToken());
  }

  @Test
  void aDiagonalOffTheTextAlignsNothing() {
    Query query = query(new Random(2), 60);
    StoredTokens same = stored(query.tokens().tokens());
    BandedAligner aligner = new BandedAligner(PARAMETERS);
    assertNull(aligner.align(query, 0, 60, 0, same, 5000, 40));
    assertNull(aligner.align(query, 0, 60, 0, same, -5000, 40));
    assertNull(aligner.align(query, 0, 60, 0, stored(Tokens.NONE), 0, 40));
  }

  private static void assertInOrder(Alignment alignment, int diagonal, int band) {
    for (int p = 0; p < alignment.hunkTokens.length; p++) {
      int off = alignment.corpusTokens[p] - alignment.hunkTokens[p] - diagonal;
      assertTrue(Math.abs(off) <= band, "off the band by " + off);
      if (p > 0) {
        assertTrue(alignment.hunkTokens[p] > alignment.hunkTokens[p - 1], "hunk order");
        assertTrue(alignment.corpusTokens[p] > alignment.corpusTokens[p - 1], "corpus order");
      }
    }
  }

  /// Local alignment by its definition: every cell tries every gap length.
  private static double best(Query query, StoredTokens corpus, int diagonal, int band) {
    int rows = query.size();
    int columns = corpus.size();
    double[][] scores = new double[rows + 1][columns + 1];
    double best = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        if (Math.abs(j - i - diagonal) > band) {
          continue;
        }
        double pair = scores[i][j] + pair(query, corpus, i, j);
        double score = Math.max(0, pair);
        for (int k = 1; k <= i && Math.abs(j - (i - k) - diagonal) <= band; k++) {
          score = Math.max(score, scores[i - k + 1][j + 1] - gap(k));
        }
        for (int k = 1; k <= j && Math.abs(j - k - i - diagonal) <= band; k++) {
          score = Math.max(score, scores[i + 1][j - k + 1] - gap(k));
        }
        if (isLight(query.tokens().symbol(i)) && Math.abs(j - i + 1 - diagonal) <= band) {
          score = Math.max(score, scores[i][j + 1] - PARAMETERS.lightGap);
        }
        if (isLight(corpus.symbol(j)) && Math.abs(j - 1 - i - diagonal) <= band) {
          score = Math.max(score, scores[i + 1][j] - PARAMETERS.lightGap);
        }
        scores[i + 1][j + 1] = score;
        best = Math.max(best, pair);
      }
    }
    return best;
  }

  private static double gap(int tokens) {
    return PARAMETERS.gapOpen + tokens * PARAMETERS.gapExtend;
  }

  private static boolean isLight(int symbol) {
    return symbol == CONST
        || symbol == Alphabet.ofOperator("(")
        || symbol == Alphabet.ofOperator(")");
  }

  private static double pair(Query query, StoredTokens corpus, int i, int j) {
    double pair = new AlignmentScorer(PARAMETERS).pairBits(query, corpus, i, j);
    boolean equal =
        query.tokens().symbol(i) == corpus.symbol(j)
            && Alphabet.isOpen(corpus.symbol(j))
            && query.tokens().spelling(i) == corpus.spelling(j);
    return equal ? pair + query.spellingBits()[i] : pair;
  }

  private static double score(Query query, StoredTokens corpus, Alignment alignment) {
    double score = -alignment.gapCost;
    for (int p = 0; p < alignment.hunkTokens.length; p++) {
      score += pair(query, corpus, alignment.hunkTokens[p], alignment.corpusTokens[p]);
    }
    return score;
  }

  private static Query query(Random random, int size) {
    int[] symbols = new int[size];
    int[] spellings = new int[size];
    float[] bits = new float[size];
    float[] spellingBits = new float[size];
    for (int i = 0; i < size; i++) {
      symbols[i] = SYMBOLS[random.nextInt(SYMBOLS.length)];
      spellings[i] = Alphabet.isOpen(symbols[i]) ? -1 - random.nextInt(5) : 0;
      bits[i] = random.nextFloat() * 6;
      spellingBits[i] = Alphabet.isOpen(symbols[i]) ? random.nextFloat() * 4 : 0;
    }
    HunkTokens tokens = new HunkTokens(Language.C, Tokens.of(symbols, spellings), "");
    return new Query(tokens, 0, bits, bits, spellingBits);
  }

  /// The tokens of a query with some changed, put in and taken out.
  private static StoredTokens edited(Random random, Query query) {
    int[] symbols = new int[query.size() * 4];
    int[] spellings = new int[query.size() * 4];
    int n = 0;
    for (int i = 0; i < query.size(); i++) {
      int kind = random.nextInt(12);
      if (kind == 0) {
        continue;
      }
      int copies = kind == 1 ? 1 + random.nextInt(3) : 0;
      for (int c = 0; c < copies; c++) {
        symbols[n] = SYMBOLS[random.nextInt(SYMBOLS.length)];
        spellings[n] = Alphabet.isOpen(symbols[n]) ? -1 - random.nextInt(5) : 0;
        n++;
      }
      symbols[n] = kind == 2 ? SYMBOLS[random.nextInt(SYMBOLS.length)] : query.tokens().symbol(i);
      spellings[n] = kind == 2 ? -9 : query.tokens().spelling(i);
      n++;
    }
    return stored(Tokens.of(Arrays.copyOf(symbols, n), Arrays.copyOf(spellings, n)));
  }

  private static StoredTokens stored(Tokens tokens) {
    return new StoredTokens(0, tokens, new byte[tokens.size()]);
  }
}
