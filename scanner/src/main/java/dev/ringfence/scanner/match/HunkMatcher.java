package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.scanner.change.HunkTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Matches hunks against an index. One a thread; results depend on index, hunk and parameters
/// alone.
public final class HunkMatcher {
  private static final int MIN_TOKENS = 8;
  private static final int MAX_MATCHES = 8;
  private static final double MIN_TOTAL = 10;
  private static final int MAX_PIECE_DISTANCE = 6000;
  private static final int MIN_TEXTS = 200;
  private static final double NEAR_EQUAL = 0.97;

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final TokenModel model;
  private final CorpusIndex.Lookup lookup;
  private final RegionFinder regionFinder;
  private final BandedAligner aligner;
  private final AlignmentScorer scorer;
  private final EvidenceWeigher weigher;
  private final MatchAssembler assembler;

  /// A matcher over an index.
  public HunkMatcher(Candidates candidates, MatchParameters parameters) throws IOException {
    this.candidates = candidates;
    this.parameters = parameters;
    this.model = candidates.index().model();
    this.lookup = candidates.index().lookup();
    this.regionFinder = new RegionFinder(candidates, parameters);
    this.aligner = new BandedAligner(parameters);
    this.scorer = new AlignmentScorer(parameters);
    double indexTokens =
        Math.max(1, candidates.index().works().stream().mapToLong(Work::tokens).sum());
    this.weigher = new EvidenceWeigher(candidates, parameters, scorer, indexTokens);
    this.assembler = new MatchAssembler(candidates);
  }

  /// The bits that a hunk holds at most: where they cannot reach the threshold, it is too short to
  /// judge.
  public double reachableBits(HunkTokens hunk) throws IOException {
    if (hunk.size() == 0) {
      return 0;
    }
    Query query = query(hunk);
    double structure = 0;
    double spelling = 0;
    Set<Integer> counted = new HashSet<>();
    for (int i = 0; i < hunk.size(); i++) {
      structure += Math.max(0, query.bits()[i] - parameters.tokenToll);
      if (query.spellingBits()[i] > 0 && counted.add(hunk.spellings()[i])) {
        spelling += query.spellingBits()[i];
      }
    }
    return structure
        + scorer.cappedSpelling(structure, spelling)
        + parameters.renameShare * structure;
  }

  /// The matches of a hunk that score at least `minScore`, best first; their hunk lines do not
  /// overlap.
  public List<Match> match(HunkTokens hunk, double minScore) throws IOException {
    if (hunk.size() < MIN_TOKENS) {
      return List.of();
    }
    Query whole = query(hunk);
    Map<Integer, List<RegionFinder.Region>> regions = new LinkedHashMap<>();
    for (int start = 0; start < hunk.size(); start += parameters.windowStep) {
      int end = Math.min(hunk.size(), start + parameters.windowTokens);
      for (RegionFinder.Region region : regionFinder.find(slice(whole, start, end))) {
        // Diagonals and rows in tokens of the hunk.
        merge(
            regions.computeIfAbsent(region.blob(), _ -> new ArrayList<>()),
            new RegionFinder.Region(
                region.blob(), region.diagonal() - start, region.weight(), start, end));
      }
      if (end == hunk.size()) {
        break;
      }
    }
    List<BlobMatch> blobMatches = new ArrayList<>();
    for (Map.Entry<Integer, List<RegionFinder.Region>> entry : regions.entrySet()) {
      BlobMatch joined = alignBlob(whole, entry.getKey(), entry.getValue());
      if (joined.total >= MIN_TOTAL) {
        blobMatches.add(joined);
      }
    }
    blobMatches.sort(
        Comparator.<BlobMatch>comparingDouble(match -> -match.total)
            .thenComparingInt(match -> match.blob));
    return select(whole, blobMatches, minScore);
  }

  private Query query(HunkTokens hunk) throws IOException {
    float[] bits = TokenInformation.of(hunk, model, parameters.selfWeight);
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (float) Math.min(parameters.maxTokenBits, bits[i]);
    }
    float[] spellingBits = new float[hunk.size()];
    int[] distinct =
        Arrays.stream(hunk.spellings()).filter(spelling -> spelling < 0).distinct().toArray();
    int[] frequencies = lookup.spellingFrequencies(distinct);
    Map<Integer, Float> bitsOf = new HashMap<>();
    // Among texts of the hunk's language: a name that all Python files use is common in Python,
    // however
    // few they are among C files. A language that the index hardly holds tells little about rarity.
    double blobCount = Math.max(MIN_TEXTS, candidates.index().blobCount(hunk.language()));
    for (int i = 0; i < distinct.length; i++) {
      double rarity = StrictMath.log(blobCount / Math.max(2, frequencies[i])) / StrictMath.log(2);
      bitsOf.put(
          distinct[i],
          (float)
              Math.min(
                  parameters.spellingMax,
                  Math.max(0, (rarity - parameters.spellingCut) * parameters.spellingFactor)));
    }
    for (int i = 0; i < hunk.size(); i++) {
      if (Alphabet.isOpen(hunk.symbols()[i])) {
        spellingBits[i] = bitsOf.getOrDefault(hunk.spellings()[i], 0f);
      }
    }
    return new Query(hunk, 0, bits, spellingBits);
  }

  private static Query slice(Query query, int start, int end) {
    return start == 0 && end == query.size()
        ? query
        : new Query(
            query.tokens().slice(start, end),
            start,
            Arrays.copyOfRange(query.bits(), start, end),
            Arrays.copyOfRange(query.spellingBits(), start, end));
  }

  private static void merge(List<RegionFinder.Region> known, RegionFinder.Region region) {
    for (int i = 0; i < known.size(); i++) {
      RegionFinder.Region other = known.get(i);
      if (Math.abs(other.diagonal() - region.diagonal()) < 40
          && region.firstRow() <= other.endRow()) {
        known.set(
            i,
            new RegionFinder.Region(
                other.blob(),
                other.diagonal(),
                Math.max(other.weight(), region.weight()),
                Math.min(other.firstRow(), region.firstRow()),
                Math.max(other.endRow(), region.endRow())));
        return;
      }
    }
    known.add(region);
  }

  private BlobMatch alignBlob(Query query, int blob, List<RegionFinder.Region> regions)
      throws IOException {
    StoredTokens corpus = candidates.tokens(blob);
    List<Alignment> found = new ArrayList<>();
    for (RegionFinder.Region region : regions) {
      Alignment alignment =
          aligner.align(
              query,
              region.firstRow(),
              region.endRow(),
              blob,
              corpus,
              region.diagonal(),
              parameters.band);
      if (alignment != null) {
        scorer.score(query, corpus, alignment);
        if (alignment.total > 0) {
          found.add(alignment);
        }
      }
    }
    BlobMatch joined = new BlobMatch(blob);
    if (found.isEmpty()) {
      return joined;
    }
    found.sort(Comparator.comparingDouble(alignment -> -alignment.total));
    Alignment best = found.getFirst();
    // What lies before and after the best stretch may have moved off the band.
    extend(
        query,
        0,
        best.firstHunkToken(),
        best.firstCorpusToken() - best.firstHunkToken(),
        corpus,
        blob,
        found);
    extend(
        query,
        best.lastHunkToken() + 1,
        query.size(),
        best.lastCorpusToken() - best.lastHunkToken(),
        corpus,
        blob,
        found);
    found.sort(Comparator.comparingDouble(alignment -> -alignment.total));
    for (Alignment piece : found) {
      boolean first = joined.pieces.isEmpty();
      boolean overlaps =
          joined.pieces.stream()
              .anyMatch(other ->
                  piece.firstHunkToken() <= other.lastHunkToken()
                      && piece.lastHunkToken() >= other.firstHunkToken());
      if (overlaps
          || (!first
              && (piece.total <= parameters.joinToll
                  || Math.abs(piece.firstCorpusToken() - best.firstCorpusToken())
                      > MAX_PIECE_DISTANCE))) {
        continue;
      }
      double toll = first ? 0 : parameters.joinToll;
      joined.pieces.add(piece);
      joined.structure += piece.structure - toll;
      joined.spelling += piece.spelling;
      joined.rename += piece.rename;
    }
    joined.pieces.sort(Comparator.comparingInt(Alignment::firstHunkToken));
    joined.firstToken = joined.pieces.getFirst().firstHunkToken();
    joined.lastToken = joined.pieces.getLast().lastHunkToken();
    joined.total = scorer.total(joined.structure, joined.spelling, joined.rename);
    return joined;
  }

  private void extend(
      Query query,
      int start,
      int end,
      int diagonal,
      StoredTokens corpus,
      int blob,
      List<Alignment> found) {
    int from = Math.max(start, end - parameters.windowTokens);
    int to = Math.min(end, start + parameters.windowTokens);
    if (start > 0) {
      from = start;
    } else {
      to = end;
    }
    Alignment more = aligner.align(query, from, to, blob, corpus, diagonal, parameters.band);
    if (more != null) {
      scorer.score(query, corpus, more);
      if (more.total > 0) {
        found.add(more);
      }
    }
  }

  private List<Match> select(Query query, List<BlobMatch> all, double minScore) throws IOException {
    record Scored(BlobMatch match, Evidence evidence) {}
    List<Scored> scored = new ArrayList<>();
    for (BlobMatch match : all) {
      if (candidates.blob(match.blob).findable()) {
        Evidence evidence = weigher.weigh(query, match, all);
        if (evidence.score() >= minScore) {
          scored.add(new Scored(match, evidence));
        }
      }
    }
    scored.sort(
        Comparator.<Scored>comparingDouble(s -> -s.evidence().score())
            .thenComparingInt(s -> s.match().blob));
    List<Match> matches = new ArrayList<>();
    List<BlobMatch> taken = new ArrayList<>();
    for (Scored candidate : scored) {
      if (taken.stream().anyMatch(other -> other.overlap(candidate.match()) > 0)) {
        continue;
      }
      // Of near-equal files the one that shares most spellings is the likelier origin.
      Scored origin = candidate;
      for (Scored other : scored) {
        if (other.match().total >= NEAR_EQUAL * candidate.match().total
            && other.match().overlap(candidate.match()) * 10 >= candidate.match().length() * 9
            && other.match().spelling > origin.match().spelling) {
          origin = other;
        }
      }
      taken.add(candidate.match());
      matches.add(assembler.assemble(query, origin.match(), origin.evidence(), all));
      if (matches.size() == MAX_MATCHES) {
        break;
      }
    }
    return matches;
  }
}
