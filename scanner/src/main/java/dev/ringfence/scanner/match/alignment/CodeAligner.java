package dev.ringfence.scanner.match.alignment;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.Query;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Aligns two pieces of code token by token, as findings are aligned with their origins, but
/// without an index: every token weighs the same. One a thread.
public final class CodeAligner {
  /* Judgement: what a token of code says on average, and what an equal name adds to it. */
  private static final float TOKEN_BITS = 3;
  private static final float SPELLING_BITS = 1;

  private static final int LEAST_BAND = 100;
  private static final long MAX_CELLS = 16_000_000;

  /// Shorter rests are not aligned any more.
  private static final int LEAST_REST = 6;

  private final BandedAligner aligner = new BandedAligner(MatchParameters.shipped());

  /// An aligner.
  public CodeAligner() {}

  /// How much of two pieces of code is alike.
  ///
  /// @param left the tokens of the first
  /// @param right the tokens of the second
  /// @param alike the pairs of tokens that stand for the same
  /// @param equal those of them that are spelled the same
  public record Likeness(int left, int right, int alike, int equal) {
    /// The share that is alike, 0 to 1: twice the pairs over all tokens.
    public double share() {
      return left + right == 0 ? 1 : 2.0 * alike / (left + right);
    }
  }

  /// Aligns two texts' tokens, the best stretch first and then what lies before and after it.
  public Likeness align(Language language, Tokens left, Tokens right) {
    int[] counts = new int[2];
    if (left.hasSymbolsOf(right)) {
      for (int i = 0; i < left.size(); i++) {
        count(left, i, right, i, counts);
      }
    } else {
      rest(language, left, 0, left.size(), right, 0, right.size(), counts);
    }
    return new Likeness(left.size(), right.size(), counts[0], counts[1]);
  }

  private void rest(
      Language language,
      Tokens left,
      int from,
      int to,
      Tokens right,
      int otherFrom,
      int otherTo,
      int[] counts) {
    int n = to - from;
    int m = otherTo - otherFrom;
    if (n < LEAST_REST || m < LEAST_REST) {
      return;
    }
    Alignment found = best(language, left, from, to, right, otherFrom, otherTo);
    if (found == null) {
      return;
    }
    for (int p = 0; p < found.hunkTokens.length; p++) {
      count(left, from + found.hunkTokens[p], right, otherFrom + found.corpusTokens[p], counts);
    }
    rest(
        language,
        left,
        from,
        from + found.firstHunkToken(),
        right,
        otherFrom,
        otherFrom + found.firstCorpusToken(),
        counts);
    rest(
        language,
        left,
        from + found.lastHunkToken() + 1,
        to,
        right,
        otherFrom + found.lastCorpusToken() + 1,
        otherTo,
        counts);
  }

  private @Nullable Alignment best(
      Language language, Tokens left, int from, int to, Tokens right, int otherFrom, int otherTo) {
    int n = to - from;
    int m = otherTo - otherFrom;
    float[] bits = new float[n];
    Arrays.fill(bits, TOKEN_BITS);
    float[] spelling = new float[n];
    Arrays.fill(spelling, SPELLING_BITS);
    Query query =
        new Query(new HunkTokens(language, left.slice(from, to), ""), 0, bits, bits, spelling);
    StoredTokens other =
        new StoredTokens(language.number(), right.slice(otherFrom, otherTo), new byte[m]);
    // All of both where that fits; else as far from the diagonal as it does.
    long wide = Math.max(LEAST_BAND, (long) Math.max(n, m));
    int band = (int) Math.max(LEAST_BAND, Math.min(wide, (MAX_CELLS / (n + 1) - 3) / 2));
    return aligner.align(query, 0, n, 0, other, (m - n) / 2, band);
  }

  private static void count(Tokens left, int i, Tokens right, int j, int[] counts) {
    int symbol = left.symbol(i);
    int other = right.symbol(j);
    if (symbol == other || Synonyms.are(symbol, other)) {
      counts[0]++;
      if (left.spelling(i) == right.spelling(j)) {
        counts[1]++;
      }
    }
  }
}
