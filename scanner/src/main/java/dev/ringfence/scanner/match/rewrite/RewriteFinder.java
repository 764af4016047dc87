package dev.ringfence.scanner.match.rewrite;

import dev.ringfence.corpus.index.FunctionSeeds;
import dev.ringfence.corpus.index.FunctionTerms;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.statement.Code;
import dev.ringfence.fingerprints.statement.Feature;
import dev.ringfence.fingerprints.statement.FeatureReader;
import dev.ringfence.fingerprints.statement.FunctionFeatures;
import dev.ringfence.fingerprints.statement.FunctionUnits;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Finds the functions of an index that code says once more in other words, by the features of
/// their statements. One a thread.
public final class RewriteFinder {
  /// Tokens of a hunk that can be a function.
  private static final int MIN_TOKENS = 80;

  /// What is longer is searched for function by function alone.
  private static final int MAX_WHOLE = 3000;

  /// Functions of one hunk that are searched for; a hunk with more is a file.
  private static final int MAX_UNITS = 60;

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final OriginSession session;
  private final FeatureReader reader = new FeatureReader();
  private final StatementAligner aligner;
  private final IdentityHashMap<HunkTokens, Prepared> prepared = new IdentityHashMap<>();
  private final double maxBits;
  private final double logContents;

  /// A finder over an index.
  public RewriteFinder(Candidates candidates, MatchParameters parameters) {
    this.candidates = candidates;
    this.parameters = parameters;
    this.session = candidates.index().session();
    this.maxBits = parameters.rewriteMaxBits;
    this.logContents = log2(Math.max(2, candidates.index().blobCount()));
    this.aligner = new StatementAligner(reader, maxBits);
  }

  private static double log2(double value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }

  /// A piece of the hunk with what it is searched by.
  ///
  /// @param terms the distinct terms of its features, ascending without a sign
  /// @param kinds what each of them is
  @SuppressWarnings("ArrayRecordComponent")
  private record Piece(int firstToken, int endToken, int[] terms, Feature[] kinds) {}

  /// A function of a content.
  record Place(int blob, int unit) {}

  /// A function that shares something with a piece.
  ///
  /// @param likeness the cosine times the logarithm of what is shared: candidates are ranked by it
  /// @param cosine how much of both sides is shared
  /// @param shared what both have, by rarity: of statements, and of words, names and numbers
  /// @param whole what the function has in all
  @SuppressWarnings("ArrayRecordComponent")
  public record Scored(Place place, double likeness, double cosine, double[] shared, double whole) {
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
    Search search = search(hunk);
    List<Rewrite> found = new ArrayList<>();
    for (Piece piece : search.pieces()) {
      found.addAll(find(search, piece, least, most));
    }
    found.sort(
        Comparator.<Rewrite>comparingDouble(rewrite -> -rewrite.score())
            .thenComparing(rewrite -> candidates.contentOrder(rewrite.blob()))
            .thenComparingInt(Rewrite::firstCorpusToken)
            .thenComparingInt(Rewrite::firstToken));
    return found;
  }

  /// A candidate with the best of other works beside it.
  ///
  /// @param piece the number of the piece of the hunk
  /// @param pieces how many there are
  /// @param own what the piece has in all
  public record Row(
      int piece, int pieces, double own, Scored scored, Optional<Scored> other, Rewrite rewrite) {}

  /// All that is known of the best candidates of each piece, for a fit.
  public List<Row> survey(HunkTokens hunk, int most) throws IOException {
    Search search = search(hunk);
    List<Row> rows = new ArrayList<>();
    for (int p = 0; p < search.pieces().size(); p++) {
      Piece piece = search.pieces().get(p);
      double own = 0;
      for (int i = 0; i < piece.terms().length; i++) {
        own += piece.kinds()[i].weight() * search.bits(piece.terms()[i]);
      }
      List<Scored> ranked = ranked(search, piece, 0);
      int n = 0;
      for (Scored scored : ranked) {
        Candidates.Blob blob = candidates.blob(scored.place().blob());
        if (!blob.findable() || n == most) {
          continue;
        }
        n++;
        Optional<Scored> other = bestOther(ranked, blob);
        rows.add(
            new Row(
                p,
                search.pieces().size(),
                own,
                scored,
                other,
                rewrite(search, piece, scored, other, 0, 0)));
      }
    }
    return rows;
  }

  /// What a look-up of a hunk brought.
  private record Search(
      Code code,
      List<Piece> pieces,
      FunctionSeeds seeds,
      Map<Integer, Integer> features,
      double[] bits,
      int[] starts,
      int[] postings) {
    /// How rare a feature is.
    double bits(int term) {
      Integer feature = features.get(term);
      return feature == null ? 0 : bits[feature];
    }
  }

  /// A hunk as it is searched for.
  private record Prepared(Code code, List<Piece> pieces) {
    int[] terms() {
      return ascending(pieces.stream().flatMapToInt(piece -> Arrays.stream(piece.terms())));
    }
  }

  private static int[] ascending(IntStream terms) {
    return terms
        .mapToObj(Integer::toUnsignedLong)
        .sorted()
        .distinct()
        .mapToInt(Long::intValue)
        .toArray();
  }

  private Prepared prepare(HunkTokens hunk) {
    Code code =
        new Code(hunk.language(), hunk.symbols(), hunk.spellings(), hunk.lines(), hunk.size());
    FeatureReader.Text text = new FeatureReader.Text(hunk.text(), hunk.starts(), hunk.ends());
    return new Prepared(code, pieces(code, text));
  }

  /// The features that hunks will be looked up by, which are searched for next.
  public int[] terms(List<HunkTokens> hunks) {
    prepared.clear();
    if (!candidates.index().hasFunctions()) {
      return new int[0];
    }
    for (HunkTokens hunk : hunks) {
      if (hunk.size() >= MIN_TOKENS) {
        prepared.put(hunk, prepare(hunk));
      }
    }
    return ascending(prepared.values().stream().flatMapToInt(each -> Arrays.stream(each.terms())));
  }

  private Search search(HunkTokens hunk) throws IOException {
    Prepared known = prepared.remove(hunk);
    Prepared searched = known == null ? prepare(hunk) : known;
    Code code = searched.code();
    List<Piece> pieces = searched.pieces();
    int[] all = searched.terms();
    FunctionSeeds seeds = session.functions(all, parameters.rewriteMaxFrequency);
    Map<Integer, Integer> features = new HashMap<>();
    double[] bits = new double[all.length];
    for (int i = 0; i < all.length; i++) {
      features.put(all[i], i);
      bits[i] = rarity(seeds.frequency(i));
    }
    // Postings by feature.
    int[] starts = new int[all.length + 1];
    for (int p = 0; p < seeds.size(); p++) {
      starts[seeds.feature(p) + 1]++;
    }
    for (int i = 0; i < all.length; i++) {
      starts[i + 1] += starts[i];
    }
    int[] next = Arrays.copyOf(starts, all.length);
    int[] postings = new int[seeds.size()];
    for (int p = 0; p < seeds.size(); p++) {
      postings[next[seeds.feature(p)]++] = p;
    }
    return new Search(code, pieces, seeds, features, bits, starts, postings);
  }

  private double rarity(int contents) {
    return Math.max(0, Math.min(maxBits, logContents - (contents == 0 ? 0 : log2(contents))));
  }

  /// The hunk as a whole, since a function may have come apart into several, and each function.
  private List<Piece> pieces(Code code, FeatureReader.Text text) {
    List<FunctionUnits.Unit> units = new ArrayList<>(FunctionUnits.of(code));
    units.removeIf(unit -> unit.size() < MIN_TOKENS);
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
      FunctionFeatures features = reader.read(code, unit.firstToken(), unit.endToken(), text);
      int[] terms = new int[features.size()];
      Feature[] kinds = new Feature[features.size()];
      int n = 0;
      for (int i = 0; i < features.size(); i++) {
        int term = FunctionTerms.term(features.hash(i));
        if (n == 0 || terms[n - 1] != term) {
          kinds[n] = features.kind(i);
          terms[n++] = term;
        }
      }
      if (n >= parameters.rewriteMinFeatures) {
        pieces.add(
            new Piece(
                unit.firstToken(),
                unit.endToken(),
                Arrays.copyOf(terms, n),
                Arrays.copyOf(kinds, n)));
      }
    }
    return pieces;
  }

  /// The functions that share most with a piece, by likeness; none where no function shares
  /// `least`.
  private List<Scored> ranked(Search search, Piece piece, double least) throws IOException {
    FunctionSeeds seeds = search.seeds();
    SharedBits shared = new SharedBits(parameters.rewriteNumbers);
    double own = 0;
    double size = 0;
    double said = 0;
    for (int i = 0; i < piece.terms().length; i++) {
      Integer feature = search.features().get(piece.terms()[i]);
      if (feature == null) {
        continue;
      }
      double weight = piece.kinds()[i].weight() * search.bits()[feature];
      own += weight;
      size += piece.kinds()[i].weight();
      boolean literal = isLiteral(piece.kinds()[i]);
      said += literal ? 0 : weight;
      for (int at = search.starts()[feature]; at < search.starts()[feature + 1]; at++) {
        int posting = search.postings()[at];
        shared.add(seeds.blob(posting), seeds.unit(posting), weight, piece.kinds()[i]);
      }
    }
    if (said < parameters.rewriteStatements * own) {
      // Data, or a list of names: whoever has the same says no statement twice.
      return List.of();
    }
    return rank(shared, own, own / Math.max(1, size), least);
  }

  private List<Rewrite> find(Search search, Piece piece, double least, int most)
      throws IOException {
    double toll = parameters.rewritePieces * log2(search.pieces().size());
    double needed = least * parameters.rewriteThreshold / parameters.threshold() + toll;
    List<Scored> ranked = ranked(search, piece, needed);
    List<Candidate> weighed = new ArrayList<>();
    int examined = 0;
    List<Integer> blobsOf = ranked.stream().map(scored -> scored.place().blob()).toList();
    Iterator<Integer> ahead = candidates.ahead(blobsOf, 2 * parameters.rewriteExaminedOrigins);
    for (int i = 0; examined < parameters.rewriteExaminedOrigins && ahead.hasNext(); i++) {
      Scored scored = ranked.get(i);
      Candidates.Blob blob = candidates.blob(ahead.next());
      if (!blob.findable()) {
        continue;
      }
      examined++;
      Optional<Scored> other = bestOther(ranked, blob);
      double score = score(scored, other, toll);
      if (score >= least) {
        weighed.add(new Candidate(scored, other, score));
      }
    }
    // Ties stay in the order of likeness.
    weighed.sort(Comparator.comparingDouble(candidate -> -candidate.score()));
    Set<Integer> blobs = new HashSet<>();
    List<Rewrite> found = new ArrayList<>();
    for (Candidate candidate : weighed) {
      if (found.size() < most && blobs.add(candidate.scored().place().blob())) {
        found.add(
            rewrite(search, piece, candidate.scored(), candidate.other(), candidate.score(), toll));
      }
    }
    return found;
  }

  /// A function that is weighed, with the best of other works beside it.
  private record Candidate(Scored scored, Optional<Scored> other, double score) {}

  private static boolean isLiteral(Feature kind) {
    return kind == Feature.WORD || kind == Feature.NAME || kind == Feature.NUMBER;
  }

  private List<Scored> rank(SharedBits shared, double own, double bitsOfWeight, double least)
      throws IOException {
    // Whoever shares little can be no more alike than what it shares lets it.
    int[] slots = shared.best(parameters.rewriteCandidates, least);
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
      ranked.add(new Scored(place, cosine * log2(2 + sum), cosine, both, whole));
    }
    ranked.sort(
        Comparator.<Scored>comparingDouble(scored -> -scored.likeness())
            .thenComparing(scored -> candidates.contentOrder(scored.place().blob()))
            .thenComparingInt(scored -> scored.place().unit()));
    return ranked;
  }

  /// The best function of works that do not hold a blob.
  private Optional<Scored> bestOther(List<Scored> ranked, Candidates.Blob blob) throws IOException {
    List<Integer> blobsOf = ranked.stream().map(scored -> scored.place().blob()).toList();
    Iterator<Integer> ahead = candidates.ahead(blobsOf, 2 * parameters.rewriteExaminedOrigins);
    for (Scored scored : ranked) {
      Candidates.Blob other = candidates.blob(ahead.next());
      if (!other.workNames().isEmpty()
          && Collections.disjoint(other.workNames(), blob.workNames())) {
        return Optional.of(scored);
      }
    }
    return Optional.empty();
  }

  /// The evidence: what both share and no other work does, the more of both sides it is the better.
  /// The threshold of matches is that of rewrites.
  private double score(Scored scored, Optional<Scored> other, double toll) {
    double beside = other.map(Scored::sum).orElse(0.0);
    return ((scored.sum() - beside) * StrictMath.pow(scored.cosine(), parameters.rewriteCosine)
            - toll)
        * parameters.threshold()
        / parameters.rewriteThreshold;
  }

  private Rewrite rewrite(
      Search search, Piece piece, Scored scored, Optional<Scored> other, double score, double toll)
      throws IOException {
    int blob = scored.place().blob();
    StoredTokens stored = candidates.tokens(blob);
    Code corpus = FunctionTerms.code(stored);
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
        score,
        pairs,
        scored.cosine(),
        toll);
  }
}
