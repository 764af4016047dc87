package dev.ringfence.scanner.match.rewrite;

import dev.ringfence.corpus.index.FunctionTerms;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.statement.Code;
import dev.ringfence.fingerprints.statement.FeatureReader;
import dev.ringfence.fingerprints.statement.FunctionUnits;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.parameters.RewriteTerm;
import dev.ringfence.scanner.match.query.TokenWeights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the functions of an index that code says once more in other words, by the features of
/// their statements. One a thread.
public final class RewriteFinder {
  /// Tokens of a hunk that can be a function.
  static final int MIN_TOKENS = 80;

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final FunctionLookup lookup;
  private final FeatureReader reader = new FeatureReader();
  private final StatementAligner aligner;
  private final IdentityHashMap<HunkTokens, PieceReader.Prepared> prepared =
      new IdentityHashMap<>();
  private final TokenOrder order;
  private final PieceReader pieceReader;

  /// A finder over an index.
  public RewriteFinder(Candidates candidates, MatchParameters parameters, TokenWeights weights) {
    this.pieceReader = new PieceReader(parameters, weights, reader);
    this.candidates = candidates;
    this.parameters = parameters;
    this.lookup = new FunctionLookup(candidates, parameters);
    this.aligner = new StatementAligner(reader, parameters.rewriteMaxBits);
    this.order = new TokenOrder(candidates.index().model());
  }

  /// A function of a content.
  record Place(int blob, int unit) {}

  /// A function that shares something with a piece.
  ///
  /// @param likeness the cosine times what is shared: candidates are ranked by it
  /// @param cosine how much of both sides is shared
  /// @param shared what both have, by rarity: of statements, and of words, names and numbers
  @SuppressWarnings("ArrayRecordComponent")
  record Scored(Place place, double likeness, double cosine, double[] shared) {
    double sum() {
      return shared[0] + shared[1];
    }
  }

  /// The functions that a hunk says once more, best first: for each of its pieces the best ones of
  /// works that count, as far as they score at least `least`.
  ///
  /// @param most how many of each piece
  public List<Rewrite> find(HunkTokens hunk, double least, int most) throws IOException {
    if (hunk.size() < MIN_TOKENS || !candidates.index().hasFunctions()) {
      return List.of();
    }
    FunctionLookup.Search search = search(hunk);
    List<Rewrite> found = new ArrayList<>();
    for (PieceReader.Piece piece : search.pieces()) {
      found.addAll(find(search, piece, least, most));
    }
    found.sort(
        Comparator.<Rewrite>comparingDouble(rewrite -> -rewrite.score())
            .thenComparing(rewrite -> candidates.contentOrder(rewrite.blob()))
            .thenComparingInt(Rewrite::firstCorpusToken)
            .thenComparingInt(Rewrite::firstToken));
    return found;
  }

  /// All that is known of the best functions for each piece, for a fit.
  ///
  /// @param most how many of each piece
  public List<Rewrite> survey(HunkTokens hunk, int most) throws IOException {
    FunctionLookup.Search search = search(hunk);
    List<Rewrite> rows = new ArrayList<>();
    for (PieceReader.Piece piece : search.pieces()) {
      List<Candidate> best = weighed(search, piece, Double.NEGATIVE_INFINITY, most);
      for (Candidate candidate : best.subList(0, Math.min(most, best.size()))) {
        rows.add(rewrite(search, piece, candidate));
      }
    }
    rows.sort(Comparator.comparingDouble(rewrite -> -rewrite.score()));
    return rows;
  }

  /// The features that hunks will be looked up by, which are searched for next.
  public int[] terms(List<HunkTokens> hunks) {
    prepared.clear();
    if (!candidates.index().hasFunctions()) {
      return new int[0];
    }
    for (HunkTokens hunk : hunks) {
      if (hunk.size() >= MIN_TOKENS) {
        prepared.put(hunk, pieceReader.read(hunk));
      }
    }
    return PieceReader.ascending(
        prepared.values().stream().flatMapToInt(each -> Arrays.stream(each.terms())));
  }

  private FunctionLookup.Search search(HunkTokens hunk) throws IOException {
    PieceReader.Prepared known = prepared.remove(hunk);
    return lookup.search(hunk, known == null ? pieceReader.read(hunk) : known);
  }

  /// What a piece has in all and what functions share of it, best first.
  private record Ranked(double ownStatements, double ownLiterals, List<Scored> best) {}

  /// The functions that share most with a piece, by likeness; none where no function shares enough
  /// to be told.
  private Ranked ranked(FunctionLookup.Search search, PieceReader.Piece piece) throws IOException {
    FunctionLookup.Weighed weighed = search.weigh(piece);
    List<Scored> best = List.of();
    if (weighed.maySuffice(parameters)) {
      SharedBits shared = search.sharedByFunction(piece, weighed, parameters);
      best = rank(shared, weighed.all(), weighed.all() / Math.max(1, weighed.size()));
    }
    return new Ranked(weighed.statements(), weighed.literals(), best);
  }

  private List<Rewrite> find(
      FunctionLookup.Search search, PieceReader.Piece piece, double least, int most)
      throws IOException {
    Set<Integer> blobs = new HashSet<>();
    List<Rewrite> found = new ArrayList<>();
    for (Candidate candidate : weighed(search, piece, least, most)) {
      if (found.size() < most && blobs.add(candidate.scored().place().blob())) {
        found.add(rewrite(search, piece, candidate));
      }
    }
    return found;
  }

  /// A function that is weighed, with the best of other works beside it.
  ///
  /// @param terms all of them, but for the order before it is aligned
  private record Candidate(Scored scored, Optional<Scored> other, RewriteTerms terms) {
    Candidate withOrder(double order) {
      return new Candidate(scored, other, terms.withOrder(order));
    }
  }

  /// The functions of works that count, best first, without those that score less than `least`.
  ///
  /// @param most how many are wanted in all
  private List<Candidate> weighed(
      FunctionLookup.Search search, PieceReader.Piece piece, double least, int most)
      throws IOException {
    Ranked ranked = ranked(search, piece);
    List<Scored> best =
        ranked.best().subList(0, Math.min(parameters.rewriteBeside, ranked.best().size()));
    List<Scored> findable = new ArrayList<>();
    for (Scored scored : best) {
      if (candidates.blob(scored.place().blob()).findable()
          && findable.size() < parameters.rewriteExaminedOrigins) {
        findable.add(scored);
      }
    }
    // All but the order is known without the tokens, and mostly says that no order is enough.
    List<Candidate> hopeful = new ArrayList<>();
    for (Scored scored : findable) {
      List<Scored> others = ofOthers(best, candidates.blob(scored.place().blob()));
      Candidate candidate = candidate(ranked, scored, others);
      if (scoreAtMost(candidate, 1) >= least) {
        hopeful.add(candidate);
      }
    }
    candidates.load(hopeful.stream().map(each -> each.scored().place().blob()).distinct().toList());
    List<Candidate> weighed = new ArrayList<>();
    TokenOrder.Side mine = side(search, search.code(), piece.firstToken(), piece.endToken());
    double enough = least;
    for (Candidate candidate : hopeful) {
      Code corpus = candidates.tokens(candidate.scored().place().blob()).code();
      FunctionUnits.Unit unit = FunctionUnits.of(corpus).get(candidate.scored().place().unit());
      TokenOrder.Side theirs = side(search, corpus, unit.firstToken(), unit.endToken());
      if (scoreAtMost(candidate, order.atMost(mine, theirs)) < enough) {
        continue;
      }
      Candidate ordered = candidate.withOrder(order.share(mine, theirs));
      double score = ordered.terms().score(parameters);
      if (score >= enough) {
        weighed.add(ordered);
        enough = most == 1 ? score : enough;
      }
    }
    // Ties stay in the order of likeness.
    weighed.sort(Comparator.comparingDouble(candidate -> -candidate.terms().score(parameters)));
    return weighed;
  }

  private TokenOrder.Side side(FunctionLookup.Search search, Code code, int from, int to) {
    return order.side(search.code().language(), code, from, to);
  }

  private double scoreAtMost(Candidate candidate, double order) {
    boolean adds = parameters.rewriteWeight(RewriteTerm.ORDER) >= 0;
    return candidate.terms().withOrder(adds ? order : 0).score(parameters);
  }

  private static Candidate candidate(Ranked ranked, Scored scored, List<Scored> others) {
    RewriteTerms terms =
        new RewriteTerms(
            scored.shared()[0],
            scored.shared()[1],
            ranked.ownStatements(),
            ranked.ownLiterals(),
            others.stream().mapToDouble(other -> other.shared()[1]).max().orElse(0),
            scored.likeness(),
            others.stream().mapToDouble(Scored::likeness).max().orElse(0),
            0);
    return new Candidate(scored, others.stream().findFirst(), terms);
  }

  private List<Scored> rank(SharedBits shared, double own, double bitsOfWeight) throws IOException {
    // Whoever shares little can be no more alike than what it shares lets it.
    int[] slots = shared.best(parameters.rewriteCandidates, parameters.rewriteLeastBits);
    int[] blobs = Arrays.stream(slots).map(shared::blob).distinct().toArray();
    List<byte[]> sizes = candidates.index().functionSizes(blobs);
    Map<Integer, byte[]> sizesOf = new HashMap<>();
    for (int i = 0; i < blobs.length; i++) {
      sizesOf.put(blobs[i], sizes.get(i));
    }
    List<Scored> ranked = new ArrayList<>();
    for (int slot : slots) {
      Place place = new Place(shared.blob(slot), shared.unit(slot));
      byte[] of = sizesOf.getOrDefault(place.blob(), new byte[0]);
      if (place.unit() >= of.length) {
        continue;
      }
      double whole = FunctionTerms.weightOf(of[place.unit()]) * bitsOfWeight;
      double[] both = {shared.statements(slot), shared.literals(slot)};
      double sum = both[0] + both[1];
      double cosine = sum / StrictMath.sqrt((own + 1) * (Math.max(sum, whole) + 1));
      ranked.add(new Scored(place, cosine * sum, cosine, both));
    }
    ranked.sort(
        Comparator.<Scored>comparingDouble(scored -> -scored.likeness())
            .thenComparing(scored -> candidates.contentOrder(scored.place().blob()))
            .thenComparingInt(scored -> scored.place().unit()));
    candidates.know(
        ranked.stream()
            .limit(parameters.rewriteBeside)
            .map(scored -> scored.place().blob())
            .toList());
    return ranked;
  }

  /// The functions of works that do not hold a blob, by likeness.
  private List<Scored> ofOthers(List<Scored> ranked, Candidates.Blob blob) throws IOException {
    List<Scored> others = new ArrayList<>();
    for (Scored scored : ranked) {
      Candidates.Blob other = candidates.blob(scored.place().blob());
      if (!other.workNames().isEmpty()
          && Collections.disjoint(other.workNames(), blob.workNames())) {
        others.add(scored);
      }
    }
    return others;
  }

  private Rewrite rewrite(
      FunctionLookup.Search search, PieceReader.Piece piece, Candidate candidate)
      throws IOException {
    Scored scored = candidate.scored();
    Optional<Scored> other = candidate.other();
    int blob = scored.place().blob();
    StoredTokens stored = candidates.tokens(blob);
    Code corpus = stored.code();
    FunctionUnits.Unit unit = FunctionUnits.of(corpus).get(scored.place().unit());
    List<Rewrite.Pair> pairs =
        aligner.align(
            search.code(),
            piece.firstToken(),
            piece.endToken(),
            corpus,
            unit.firstToken(),
            unit.endToken(),
            hash -> search.bits(FunctionTerms.term(hash)));
    Optional<String> otherName =
        other.isEmpty()
            ? Optional.empty()
            : candidates.blob(other.get().place().blob()).workNames().stream().findFirst();
    return new Rewrite(
        piece.firstToken(),
        piece.endToken(),
        blob,
        unit.firstToken(),
        unit.endToken(),
        scored.sum(),
        scored.shared()[1],
        other.map(Scored::sum).orElse(0.0),
        otherName,
        candidate.terms().score(parameters),
        pairs,
        scored.cosine(),
        candidate.terms());
  }
}
