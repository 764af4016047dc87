package dev.ringfence.scanner.match.alignment;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Joins stretches of a blob that moved apart to matches, and takes matches apart again where some
/// of their tokens turn out to be of another origin, or some pieces to be anywhere.
public final class Chains {
  /*
   * Each piece of a match has its own best among other works, and all count: two pieces that are both common
   * knowledge are no less so together. But of a further piece the origin was searched near the first one
   * alone, the other works in the whole index, where chance has log2 of the ratio more of anything.
   */

  private static final double MIN_TOTAL = 10;

  /// How far in the origin a piece may be from the best one, in tokens.
  static final int MAX_PIECE_DISTANCE = 6000;

  /// Chains of a blob after which one must have more to say: chance has many that say next to
  /// nothing.
  private static final int USUAL_CHAINS = 4;

  private static final double UNUSUAL_TOTAL = 40;

  private final MatchParameters parameters;
  private final AlignmentScorer scorer;
  private final double byChance;

  /// @param indexTokens the tokens of the index
  public Chains(MatchParameters parameters, AlignmentScorer scorer, double indexTokens) {
    this.parameters = parameters;
    this.scorer = scorer;
    this.byChance = StrictMath.log(indexTokens / (2 * MAX_PIECE_DISTANCE)) / StrictMath.log(2);
  }

  /// The matches that the stretches of a blob make, best first.
  public List<BlobMatch> join(int blob, List<Alignment> stretches) {
    List<Alignment> left = new ArrayList<>(stretches);
    left.sort(
        Comparator.<Alignment>comparingDouble(alignment -> -alignment.total)
            .thenComparingInt(Alignment::firstHunkToken));
    List<BlobMatch> chains = new ArrayList<>();
    while (!left.isEmpty()) {
      BlobMatch chain = chain(blob, left);
      if (chain.total < (chains.size() < USUAL_CHAINS ? MIN_TOTAL : UNUSUAL_TOTAL)) {
        break;
      }
      chains.add(chain);
    }
    return chains;
  }

  /// Joins stretches that do not overlap in the hunk, best first; what is too far away begins a
  /// chain of its own. Takes the stretches of the chain, and what overlaps them, out of `left`.
  private BlobMatch chain(int blob, List<Alignment> left) {
    List<Alignment> pieces = new ArrayList<>();
    Alignment best = left.getFirst();
    for (Alignment piece : left) {
      boolean joins =
          piece == best
              || (piece.total > parameters.joinToll
                  && Math.abs(piece.firstCorpusToken() - best.firstCorpusToken())
                      <= MAX_PIECE_DISTANCE);
      if (joins && pieces.stream().noneMatch(piece::overlaps)) {
        pieces.add(piece);
      }
    }
    left.removeIf(piece -> pieces.stream().anyMatch(piece::overlaps));
    pieces.sort(Comparator.comparingInt(Alignment::firstHunkToken));
    return new BlobMatch(blob, pieces, parameters.joinToll, scorer);
  }

  /// A match, and what other works have of its pieces.
  ///
  /// @param others the best of each, in bits
  public record Contrasted(BlobMatch match, List<Double> others) {
    public Contrasted {
      others = List.copyOf(others);
    }
  }

  /// What other works have of all pieces of a match, in bits.
  public double together(List<Double> others) {
    double all = 0;
    double most = 0;
    for (double bits : others) {
      all += Math.max(0, bits - byChance);
      most = Math.max(most, bits);
    }
    return all + Math.min(most, byChance);
  }

  /// A match without its stray pieces, which say less than joining them and what other works have
  /// of them cost: chance has some in any long hunk, and their tokens are another copy's.
  public Contrasted worthwhile(BlobMatch match, List<Double> others) {
    int best = 0;
    double[] worth = new double[others.size()];
    for (int i = 0; i < worth.length; i++) {
      double other = Math.max(0, others.get(i) - byChance);
      worth[i] = match.pieces.get(i).total - parameters.decideOther * other;
      best = worth[i] > worth[best] ? i : best;
    }
    List<Alignment> kept = new ArrayList<>();
    List<Double> ofKept = new ArrayList<>();
    for (int i = 0; i < worth.length; i++) {
      if (i == best || worth[i] > parameters.joinToll) {
        kept.add(match.pieces.get(i));
        ofKept.add(others.get(i));
      }
    }
    return kept.size() == worth.length
        ? new Contrasted(match, others)
        : new Contrasted(new BlobMatch(match.blob, kept, parameters.joinToll, scorer), ofKept);
  }

  /// What is left of a match without the tokens that other matches have taken, best first.
  public List<BlobMatch> without(Query query, StoredTokens corpus, BlobMatch match, BitSet taken) {
    List<Alignment> left = new ArrayList<>();
    for (Alignment piece : match.pieces) {
      if (Arrays.stream(piece.hunkTokens).noneMatch(taken::get)) {
        left.add(piece);
      } else {
        addParts(query, corpus, piece, taken, left);
      }
    }
    return left.isEmpty() ? List.of() : join(match.blob, left);
  }

  private void addParts(
      Query query, StoredTokens corpus, Alignment piece, BitSet taken, List<Alignment> parts) {
    @Nullable Alignment last = null;
    int lastEnd = 0;
    int p = 0;
    while (p < piece.hunkTokens.length) {
      if (taken.get(piece.hunkTokens[p])) {
        p++;
        continue;
      }
      int start = p;
      while (p < piece.hunkTokens.length && !taken.get(piece.hunkTokens[p])) {
        p++;
      }
      Alignment part = part(query, corpus, piece, start, p);
      if (part.total < MIN_TOTAL) {
        continue;
      }
      // A few tokens of another origin are a gap; many part the stretch.
      double gap = parameters.gapOpen + parameters.gapExtend * (start - lastEnd);
      if (last != null && gap < parameters.joinToll) {
        parts.removeLast();
        part = joined(query, corpus, last, part, gap);
      }
      parts.add(part);
      last = part;
      lastEnd = p;
    }
  }

  private Alignment part(Query query, StoredTokens corpus, Alignment piece, int start, int end) {
    // Gaps are taken to lie evenly.
    double gapCost = piece.gapCost * (end - start) / piece.hunkTokens.length;
    Alignment part =
        new Alignment(
            piece.blob,
            Arrays.copyOfRange(piece.hunkTokens, start, end),
            Arrays.copyOfRange(piece.corpusTokens, start, end),
            gapCost);
    scorer.score(query, corpus, part);
    return part;
  }

  private Alignment joined(
      Query query, StoredTokens corpus, Alignment first, Alignment second, double gap) {
    Alignment joined =
        new Alignment(
            first.blob,
            concat(first.hunkTokens, second.hunkTokens),
            concat(first.corpusTokens, second.corpusTokens),
            first.gapCost + gap + second.gapCost);
    scorer.score(query, corpus, joined);
    return joined;
  }

  private static int[] concat(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
