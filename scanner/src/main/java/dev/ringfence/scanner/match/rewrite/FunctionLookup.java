package dev.ringfence.scanner.match.rewrite;

import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.fingerprints.statement.Code;
import dev.ringfence.fingerprints.statement.Feature;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
      Map<Integer, Integer> features,
      double[] bits,
      PostingsByFeature postings) {
    /// How rare a feature is.
    double bits(int term) {
      Integer feature = features.get(term);
      return feature == null ? 0 : bits[feature];
    }

    /// What the features of a piece count.
    Weighed weigh(PieceReader.Piece piece) {
      double[] weights = new double[piece.terms().length];
      double statements = 0;
      double literals = 0;
      double size = 0;
      for (int i = 0; i < weights.length; i++) {
        if (features.containsKey(piece.terms()[i])) {
          weights[i] = piece.weight(i) * bits(piece.terms()[i]);
          if (piece.kinds()[i].isLiteral()) {
            literals += weights[i];
          } else {
            statements += weights[i];
          }
          size += piece.weight(i);
        }
      }
      return new Weighed(weights, statements, literals, size);
    }

    /// What each function shares with a piece.
    SharedBits sharedByFunction(
        PieceReader.Piece piece, Weighed weighed, MatchParameters parameters) {
      return shared(piece, weighed, parameters, postings::addToFunctions);
    }

    /// What all functions of each content share with a piece, as if they were one.
    SharedBits sharedByContent(
        PieceReader.Piece piece, Weighed weighed, MatchParameters parameters) {
      return shared(piece, weighed, parameters, postings::addToContents);
    }

    private SharedBits shared(
        PieceReader.Piece piece, Weighed weighed, MatchParameters parameters, Adder adder) {
      SharedBits shared = new SharedBits(parameters.rewriteNumbers);
      for (int i = 0; i < piece.terms().length; i++) {
        Integer feature = features.get(piece.terms()[i]);
        if (feature != null) {
          adder.add(shared, feature, weighed.weights()[i], piece.kinds()[i]);
        }
      }
      return shared;
    }
  }

  @FunctionalInterface
  private interface Adder {
    void add(SharedBits shared, int feature, double bits, Feature kind);
  }

  /// What the features of a piece count.
  ///
  /// @param weights of each, in bits
  /// @param statements of those of statements together
  /// @param literals of words, names and numbers together
  /// @param size their weight, were each as rare as one bit says
  @SuppressWarnings("ArrayRecordComponent")
  record Weighed(double[] weights, double statements, double literals, double size) {
    double all() {
      return statements + literals;
    }

    /// Whether a function can share enough to be told. Data, or a list of names: whoever has the
    /// same says no statement twice. And nobody can share more than there is.
    boolean maySuffice(MatchParameters parameters) {
      return statements >= parameters.rewriteStatements * all()
          && all() >= parameters.rewriteLeastBits - 1;
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
            holders ->
                holders.size() <= parameters.rewriteContents
                    ? _ -> true
                    : likely(searched(code, pieces, holders, features, logContents))::contains);
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
    return new Search(code, pieces, features, bits, new PostingsByFeature(seeds, bits.length));
  }

  /// The contents that may have a function that shares much with a piece: by what all functions of
  /// a content share with it, since none of them shares more.
  private Set<Integer> likely(Search search) {
    Set<Integer> contents = new HashSet<>();
    for (PieceReader.Piece piece : search.pieces()) {
      Weighed weighed = search.weigh(piece);
      if (weighed.maySuffice(parameters)) {
        SharedBits shared = search.sharedByContent(piece, weighed, parameters);
        for (int slot : shared.best(parameters.rewriteContents, parameters.rewriteLeastBits)) {
          contents.add(shared.blob(slot));
        }
      }
    }
    return contents;
  }

  private static double log2(double value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }
}
