package dev.ringfence.scanner.match.rewrite;

import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.fingerprints.statement.Code;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// Looks the features of a hunk's pieces up in an index: how rare each is, and which functions have
/// it. One a thread.
final class FunctionLookup {
  /// Texts of a language, below which nothing is known to be rare in it.
  private static final int MIN_TEXTS = 200;

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final OriginSession session;

  FunctionLookup(Candidates candidates, MatchParameters parameters) {
    this.candidates = candidates;
    this.parameters = parameters;
    this.session = candidates.index().session();
  }

  /// What a look-up of a hunk brought.
  record Search(
      Code code,
      List<PieceReader.Piece> pieces,
      FunctionSeeds seeds,
      Map<Integer, Integer> features,
      double[] bits,
      PostingsByFeature postings) {
    /// How rare a feature is.
    double bits(int term) {
      Integer feature = features.get(term);
      return feature == null ? 0 : bits[feature];
    }
  }

  /// Looks a hunk up.
  ///
  /// @param searched the hunk as it is searched for
  Search search(HunkTokens hunk, PieceReader.Prepared searched) throws IOException {
    Code code = searched.code();
    List<PieceReader.Piece> pieces = searched.pieces();
    int[] all = searched.terms();
    Map<Integer, Integer> features = new HashMap<>();
    for (int i = 0; i < all.length; i++) {
      features.put(all[i], i);
    }
    // Among texts of the hunk's language, as spellings are.
    double logContents = log2(Math.max(MIN_TEXTS, candidates.index().blobCount(hunk.language())));
    FunctionSeeds seeds =
        session.functions(
            all,
            parameters.rewriteMaxFrequency,
            holders -> likely(searched(code, pieces, holders, features, logContents)));
    return searched(code, pieces, seeds, features, logContents);
  }

  private Search searched(
      Code code,
      List<PieceReader.Piece> pieces,
      FunctionSeeds seeds,
      Map<Integer, Integer> features,
      double logContents) {
    double[] bits = new double[features.size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] =
          Math.clamp(
              logContents - log2(Math.max(1, seeds.frequency(i))), 0, parameters.rewriteMaxBits);
    }
    return new Search(
        code, pieces, seeds, features, bits, new PostingsByFeature(seeds, bits.length));
  }

  /// The contents that may have a function that shares much with a piece.
  private IntPredicate likely(Search search) {
    LikelyContents likely =
        new LikelyContents(search.seeds(), parameters.rewriteContents, parameters.rewriteNumbers);
    if (likely.all()) {
      return _ -> true;
    }
    for (PieceReader.Piece piece : search.pieces()) {
      for (int i = 0; i < piece.terms().length; i++) {
        Integer feature = search.features().get(piece.terms()[i]);
        if (feature != null) {
          likely.beginFeature();
          double bits = piece.weight(i) * search.bits()[feature];
          PostingsByFeature postings = search.postings();
          for (int at = postings.start(feature); at < postings.end(feature); at++) {
            likely.add(postings.posting(at), bits, piece.kinds()[i]);
          }
        }
      }
      likely.endPiece(parameters.rewriteLeastBits);
    }
    return likely::chosen;
  }

  private static double log2(double value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }
}
