package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.fingerprints.token.Prose;
import dev.ringfence.scanner.change.HunkTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Matches hunks against an index. One a thread; results depend on index, hunk and parameters
/// alone.
public final class HunkMatcher {
  private static final int MIN_TOKENS = 8;
  private static final int MAX_MATCHES = 8;
  private static final double MIN_TOTAL = 10;
  private static final int MAX_PIECE_DISTANCE = 6000;
  private static final int MAX_EXTENSIONS = 6;
  private static final int MAX_CHAINS = 4;

  /// Tokens at either end that an alignment may leave out and still fill a region.
  private static final int EDGE = 4;

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final TokenWeights weights;
  private final RegionFinder regionFinder;
  private final BandedAligner aligner;
  private final AlignmentScorer scorer;
  private final EvidenceWeigher weigher;
  private final CommentFinder comments;
  private final MatchAssembler assembler;

  /// A matcher over an index.
  public HunkMatcher(Candidates candidates, MatchParameters parameters) throws IOException {
    this.candidates = candidates;
    this.parameters = parameters;
    this.weights = new TokenWeights(candidates, parameters);
    this.regionFinder = new RegionFinder(candidates, parameters);
    this.aligner = new BandedAligner(parameters);
    this.scorer = new AlignmentScorer(parameters);
    double indexTokens =
        Math.max(1, candidates.index().works().stream().mapToLong(Work::tokens).sum());
    this.weigher = new EvidenceWeigher(candidates, parameters, scorer, indexTokens);
    this.comments = new CommentFinder(candidates);
    this.assembler = new MatchAssembler(candidates);
  }

  /// The bits that a hunk holds at most: where they cannot reach the threshold, it is too short to
  /// judge.
  public double reachableBits(HunkTokens hunk) throws IOException {
    return hunk.size() == 0 ? 0 : reachableBits(weights.query(hunk));
  }

  private double reachableBits(Query query) {
    HunkTokens hunk = query.tokens();
    double structure = 0;
    double idiom = 0;
    double ofNoIdiom = 0;
    double spelling = 0;
    Set<Integer> counted = new HashSet<>();
    for (int i = 0; i < hunk.size(); i++) {
      double bits = query.bits()[i] - parameters.tokenToll;
      structure += Math.max(0, bits);
      idiom +=
          Math.min(
              Math.max(0, bits), parameters.decideIdiom * (query.bits()[i] - query.idiomBits()[i]));
      ofNoIdiom += Math.max(0, query.idiomBits()[i] - parameters.tokenToll);
      if (query.spellingBits()[i] > 0 && counted.add(hunk.spellings()[i])) {
        spelling += query.spellingBits()[i];
      }
    }
    return structure
        - idiom
        + Math.min(
            parameters.decideOwnSpelling * spelling, parameters.decideOwnSpellingShare * structure)
        + Math.min(parameters.decideSharedSpelling * spelling, parameters.decideSharedSpellingMax)
        + commentBits(query)
        + Math.min(
            parameters.decideBonusLimit * ofNoIdiom,
            parameters.decideRename * parameters.renameShare * structure
                + parameters.decideRun * structure
                + parameters.decideCoverage
                    * Math.min(1, structure / parameters.decideCoverageStructure))
        - parameters.decideSize * weigher.sizeToll(hunk.size());
  }

  /// The most that comments can add, were every word of the hunk in one.
  private double commentBits(Query query) {
    Prose prose = query.tokens().prose();
    Set<String> words = new HashSet<>();
    for (int i = 0; i < prose.size(); i++) {
      words.add(prose.word(i));
    }
    return parameters.commentBits(words.size());
  }

  /// The matches of a hunk that score at least `minScore`, best first; their hunk lines do not
  /// overlap.
  public List<Match> match(HunkTokens hunk, double minScore) throws IOException {
    if (hunk.size() < MIN_TOKENS) {
      return List.of();
    }
    Query whole = weights.query(hunk);
    if (reachableBits(whole) < minScore) {
      return List.of();
    }
    Map<Integer, List<RegionFinder.Region>> regions = new LinkedHashMap<>();
    for (int start = 0; start < hunk.size(); start += parameters.windowStep) {
      int end = Math.min(hunk.size(), start + parameters.windowTokens);
      for (RegionFinder.Region region : regionFinder.find(whole.slice(start, end))) {
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
      blobMatches.addAll(alignBlob(whole, entry.getKey(), entry.getValue()));
    }
    blobMatches.sort(
        Comparator.<BlobMatch>comparingDouble(match -> -match.total)
            .thenComparing(match -> candidates.contentOrder(match.blob))
            .thenComparingInt(match -> match.firstToken));
    return select(whole, blobMatches, minScore);
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

  /// The chains of a blob, best first.
  private List<BlobMatch> alignBlob(Query query, int blob, List<RegionFinder.Region> regions)
      throws IOException {
    StoredTokens corpus = candidates.tokens(blob);
    List<Alignment> found = new ArrayList<>();
    for (RegionFinder.Region region : regions) {
      // A narrow band tells chance from the rest, at a fraction of the price of a wide one.
      Alignment alignment = align(query, blob, corpus, region, parameters.narrowBand);
      if (alignment != null
          && alignment.total >= parameters.extendFrom
          && !fills(alignment, region)) {
        Alignment wide = align(query, blob, corpus, region, parameters.band);
        alignment = wide != null && wide.total > alignment.total ? wide : alignment;
      }
      if (alignment != null && alignment.total > 0) {
        found.add(alignment);
      }
    }
    List<BlobMatch> chains = new ArrayList<>();
    if (found.isEmpty()) {
      return chains;
    }
    // What lies before and after the best stretch may have moved off the band.
    Alignment best =
        found.stream().max(Comparator.comparingDouble(alignment -> alignment.total)).orElseThrow();
    if (best.total >= parameters.extendFrom) {
      extendAll(query, best, corpus, blob, found);
    }
    while (!found.isEmpty() && chains.size() < MAX_CHAINS) {
      BlobMatch chain = chain(blob, found);
      if (chain.total < MIN_TOTAL) {
        break;
      }
      chains.add(chain);
    }
    return chains;
  }

  /// Whether an alignment goes through its region from end to end without a gap: a wider band has
  /// nothing to add.
  private static boolean fills(Alignment alignment, RegionFinder.Region region) {
    return alignment.gapCost == 0
        && alignment.firstHunkToken() - region.firstRow() <= EDGE
        && region.endRow() - alignment.lastHunkToken() <= EDGE;
  }

  private @Nullable Alignment align(
      Query query, int blob, StoredTokens corpus, RegionFinder.Region region, int band) {
    Alignment alignment =
        aligner.align(
            query, region.firstRow(), region.endRow(), blob, corpus, region.diagonal(), band);
    if (alignment != null) {
      scorer.score(query, corpus, alignment);
    }
    return alignment;
  }

  /// Aligns what lies before and after a stretch, again and again as long as more is found.
  private void extendAll(
      Query query, Alignment best, StoredTokens corpus, int blob, List<Alignment> found) {
    Alignment edge = best;
    for (int step = 0; step < MAX_EXTENSIONS; step++) {
      Alignment before = extend(query, edge, corpus, blob, false);
      if (before == null) {
        break;
      }
      found.add(before);
      edge = before;
    }
    edge = best;
    for (int step = 0; step < MAX_EXTENSIONS; step++) {
      Alignment after = extend(query, edge, corpus, blob, true);
      if (after == null) {
        break;
      }
      found.add(after);
      edge = after;
    }
  }

  private @Nullable Alignment extend(
      Query query, Alignment edge, StoredTokens corpus, int blob, boolean forward) {
    int from =
        forward
            ? edge.lastHunkToken() + 1
            : Math.max(0, edge.firstHunkToken() - parameters.extendTokens);
    int to =
        forward
            ? Math.min(query.size(), edge.lastHunkToken() + 1 + parameters.extendTokens)
            : edge.firstHunkToken();
    int diagonal =
        forward
            ? edge.lastCorpusToken() - edge.lastHunkToken()
            : edge.firstCorpusToken() - edge.firstHunkToken();
    Alignment more = aligner.align(query, from, to, blob, corpus, diagonal, parameters.band);
    if (more == null) {
      return null;
    }
    scorer.score(query, corpus, more);
    return more.total > 0 ? more : null;
  }

  /// Joins stretches that do not overlap in the hunk, best first; what is too far away begins a
  /// chain of its own. Takes the stretches of the chain out of `left`.
  private BlobMatch chain(int blob, List<Alignment> left) {
    left.sort(Comparator.comparingDouble(alignment -> -alignment.total));
    BlobMatch chain = new BlobMatch(blob);
    Alignment best = left.getFirst();
    for (Alignment piece : left) {
      boolean first = chain.pieces.isEmpty();
      if (chain.pieces.stream().anyMatch(piece::overlaps)
          || (!first
              && (piece.total <= parameters.joinToll
                  || Math.abs(piece.firstCorpusToken() - best.firstCorpusToken())
                      > MAX_PIECE_DISTANCE))) {
        continue;
      }
      double toll = first ? 0 : parameters.joinToll;
      chain.pieces.add(piece);
      chain.joinCost += toll;
      chain.structure += piece.structure - toll;
      chain.spelling += piece.spelling;
      chain.rename += piece.rename;
      chain.equalSpellings += piece.equalSpellings;
    }
    left.removeIf(
        piece -> chain.pieces.stream().anyMatch(other -> other == piece || piece.overlaps(other)));
    chain.pieces.sort(Comparator.comparingInt(Alignment::firstHunkToken));
    chain.firstToken = chain.pieces.getFirst().firstHunkToken();
    chain.lastToken = chain.pieces.getLast().lastHunkToken();
    chain.total = scorer.total(chain.structure, chain.spelling, chain.rename);
    return chain;
  }

  private List<Match> select(Query query, List<BlobMatch> all, double minScore) throws IOException {
    record Scored(BlobMatch match, Evidence evidence, List<Match.Passage> passages) {
      double shared() {
        // A common name tells nothing of whether it is a copy, but something of which file it is
        // of.
        return match.spelling + match.equalSpellings + evidence.commentWords();
      }
    }
    double mostOfComments = commentBits(query);
    List<Scored> scored = new ArrayList<>();
    ContrastFinder contrasts =
        new ContrastFinder(candidates, parameters, regionFinder, aligner, scorer);
    for (BlobMatch match : all) {
      if (candidates.blob(match.blob).findable()) {
        Evidence evidence = weigher.weigh(query, match);
        List<Match.Passage> passages = List.of();
        if (mostOfComments > 0 && evidence.score() + mostOfComments >= minScore) {
          passages = comments.passages(query, match, Set.of());
          evidence = weigher.withComments(evidence, passages);
        }
        // Other works only lower the score, and are dear to look for.
        if (evidence.score() >= minScore) {
          ContrastFinder.Contrast contrast = contrasts.contrast(query, match, all);
          if (!passages.isEmpty()) {
            passages = comments.passages(query, match, contrast.blobs());
            evidence = weigher.withComments(evidence, passages);
          }
          evidence = weigher.against(evidence, contrast.bits());
        }
        if (evidence.score() >= minScore) {
          scored.add(new Scored(match, evidence, passages));
        }
      }
    }
    scored.sort(
        Comparator.<Scored>comparingDouble(s -> -s.evidence().score())
            .thenComparing(s -> candidates.originOrder(s.match().blob)));
    List<Match> matches = new ArrayList<>();
    List<BlobMatch> taken = new ArrayList<>();
    for (Scored candidate : scored) {
      if (taken.stream().anyMatch(other -> other.intersects(candidate.match()))) {
        continue;
      }
      // Of near-equal files the one that shares most spellings and comments is the likelier origin.
      Scored origin = candidate;
      for (Scored other : scored) {
        if (candidate.match().isNearEqual(other.match()) && other.shared() > origin.shared()) {
          origin = other;
        }
      }
      taken.add(candidate.match());
      matches.add(
          assembler.assemble(query, origin.match(), origin.evidence(), origin.passages(), all));
      if (matches.size() == MAX_MATCHES) {
        break;
      }
    }
    return matches;
  }
}
