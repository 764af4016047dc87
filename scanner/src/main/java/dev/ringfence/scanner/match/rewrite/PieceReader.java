package dev.ringfence.scanner.match.rewrite;

import dev.ringfence.corpus.index.FunctionTerms;
import dev.ringfence.fingerprints.statement.Code;
import dev.ringfence.fingerprints.statement.Feature;
import dev.ringfence.fingerprints.statement.FeatureReader;
import dev.ringfence.fingerprints.statement.FunctionFeatures;
import dev.ringfence.fingerprints.statement.FunctionUnits;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.TokenWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Reads the pieces of a hunk that may each be a function said once more, with the features that
/// each is searched by. One a thread.
final class PieceReader {
  /// What is longer is searched for function by function alone.
  private static final int MAX_WHOLE = 3000;

  /// Functions of one hunk that are searched for; a hunk with more is a file.
  private static final int MAX_UNITS = 60;

  private final MatchParameters parameters;
  private final TokenWeights weights;
  private final FeatureReader reader;

  PieceReader(MatchParameters parameters, TokenWeights weights, FeatureReader reader) {
    this.parameters = parameters;
    this.weights = weights;
    this.reader = reader;
  }

  /// A piece of the hunk with what it is searched by.
  ///
  /// @param terms the distinct terms of its features, ascending without a sign
  /// @param kinds what each of them is
  /// @param counts what of its weight counts, 0 to 1
  @SuppressWarnings("ArrayRecordComponent")
  record Piece(int firstToken, int endToken, int[] terms, Feature[] kinds, double[] counts) {
    /// What a bit of rarity of a feature counts.
    double weight(int feature) {
      return kinds[feature].weight() * counts[feature];
    }
  }

  /// A hunk as it is searched for.
  record Prepared(Code code, List<Piece> pieces) {
    int[] terms() {
      return ascending(pieces.stream().flatMapToInt(piece -> Arrays.stream(piece.terms())));
    }
  }

  /// Distinct terms in the order that look-ups want.
  static int[] ascending(IntStream terms) {
    return terms
        .mapToObj(Integer::toUnsignedLong)
        .sorted()
        .distinct()
        .mapToInt(Long::intValue)
        .toArray();
  }

  /// A hunk as it is searched for.
  Prepared read(HunkTokens hunk) {
    Code code = hunk.code();
    return new Prepared(code, pieces(code, hunk.text(), said(hunk)));
  }

  /// What the tokens before each one say that no idiom foretells, in bits.
  private double[] said(HunkTokens hunk) {
    float[] bits = weights.information(hunk).idiomBits();
    double[] said = new double[bits.length + 1];
    for (int i = 0; i < bits.length; i++) {
      said[i + 1] = said[i] + bits[i];
    }
    return said;
  }

  /// The hunk as a whole, since a function may have come apart into several, and each function.
  private List<Piece> pieces(Code code, String text, double[] said) {
    List<FunctionUnits.Unit> units = new ArrayList<>(FunctionUnits.of(code));
    units.removeIf(unit -> unit.size() < RewriteFinder.MIN_TOKENS);
    if (units.size() > MAX_UNITS) {
      units.sort(Comparator.comparingInt(unit -> -unit.size()));
      units.subList(MAX_UNITS, units.size()).clear();
    }
    if (code.size() <= MAX_WHOLE) {
      units.removeIf(unit -> unit.size() * 10 > code.size() * 9);
      units.addFirst(new FunctionUnits.Unit(0, code.size()));
    }
    List<Piece> pieces = new ArrayList<>();
    for (FunctionUnits.Unit unit : units) {
      FeatureReader.Weighed weighed =
          reader.weighed(code, unit.firstToken(), unit.endToken(), text, said);
      FunctionFeatures features = weighed.features();
      int[] terms = new int[features.size()];
      Feature[] kinds = new Feature[features.size()];
      double[] counts = new double[features.size()];
      int n = 0;
      for (int i = 0; i < features.size(); i++) {
        int term = FunctionTerms.term(features.hash(i));
        if (n == 0 || terms[n - 1] != term) {
          kinds[n] = features.kind(i);
          counts[n] = weighed.counts()[i];
          terms[n++] = term;
        }
      }
      if (n >= parameters.rewriteMinFeatures) {
        pieces.add(
            new Piece(
                unit.firstToken(),
                unit.endToken(),
                Arrays.copyOf(terms, n),
                Arrays.copyOf(kinds, n),
                Arrays.copyOf(counts, n)));
      }
    }
    return pieces;
  }
}
