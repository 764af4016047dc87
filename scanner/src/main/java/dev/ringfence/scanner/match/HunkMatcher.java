package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.alignment.Alignment;
import dev.ringfence.scanner.match.alignment.AlignmentScorer;
import dev.ringfence.scanner.match.alignment.BandedAligner;
import dev.ringfence.scanner.match.alignment.BlobMatch;
import dev.ringfence.scanner.match.alignment.Chains;
import dev.ringfence.scanner.match.evidence.EvidenceWeigher;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.Query;
import dev.ringfence.scanner.match.query.TokenWeights;
import dev.ringfence.scanner.match.region.RegionFinder;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Matches hunks against an index. One a thread; results depend on index, hunk and parameters
/// alone.
public final class HunkMatcher {
  private static final int MIN_TOKENS = 8;

  /// Tokens of a short hunk that can be told to go on with a copy.
  private static final int MIN_CONTINUATION = 6;

  /// How far from what was copied a short hunk may go on, in tokens of the origin.
  private static final int CONTINUATION_REACH = 64;

  /// Pieces that lie further apart in the origin are no one piece of code that could go on.
  private static final int MAX_CONTINUED = 20_000;

  /// The share of such a hunk that must match.
  private static final double CONTINUATION_SHARE = 0.7;

  private static final int MAX_EXTENSIONS = 6;

  /// Tokens at either end that an alignment may leave out and still fill a region.
  private static final int EDGE = 4;

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final TokenWeights weights;
  private final RegionFinder regionFinder;
  private final BandedAligner aligner;
  private final AlignmentScorer scorer;
  private final EvidenceWeigher weigher;
  private final Chains chains;
  private final MatchSelector selector;

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
    this.chains = new Chains(parameters, scorer, weigher.indexTokens());
    this.selector =
        new MatchSelector(candidates, parameters, regionFinder, aligner, scorer, weigher, chains);
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
        + selector.commentBits(query)
        + Math.min(
            parameters.decideBonusLimit * ofNoIdiom,
            parameters.decideRename * parameters.renameShare * structure
                + parameters.decideRun * structure
                + parameters.decideCoverage
                    * Math.min(1, structure / parameters.decideCoverageStructure))
        - parameters.decideSize * weigher.sizeToll(hunk.size());
  }

  /// Whether [#expect] saves time.
  public boolean wantsNotice() {
    return regionFinder.wantsNotice();
  }

  /// Says beforehand which hunks are matched next.
  ///
  /// @param features terms of features of their functions, see [RewriteFinder#terms]
  public void expect(List<HunkTokens> hunks, int[] features) throws IOException {
    regionFinder.expect(
        hunks.stream().filter(hunk -> hunk.size() >= MIN_TOKENS).toList(), features);
  }

  /// What was found in a hunk.
  ///
  /// @param matches the matches that score enough, best first; no token of the hunk is in two
  /// @param fragments these and others, which may be too little by themselves
  public record Found(List<Match> matches, List<Fragment> fragments) {
    static final Found NOTHING = new Found(List.of(), List.of());

    public Found {
      matches = List.copyOf(matches);
      fragments = List.copyOf(fragments);
    }

    /// The same with the fragments that a search from a higher score on gives: from `threshold` on
    /// there are none beside the matches.
    public Found from(double least, double threshold) {
      return new Found(
          matches,
          least < threshold
              ? fragments.stream().filter(fragment -> fragment.score() >= least).toList()
              : List.of());
    }
  }

  /// The matches of a hunk that score at least `minScore`.
  ///
  /// @param amongOthers whether the hunk is one of several, whose fragments may add to each other
  public Found find(HunkTokens hunk, double minScore, boolean amongOthers) throws IOException {
    return find(
        hunk, minScore, amongOthers ? Math.min(minScore, parameters.fragmentScore) : minScore);
  }

  /// The matches of a hunk that score at least `minScore`, and fragments from `least` on.
  public Found find(HunkTokens hunk, double minScore, double least) throws IOException {
    if (hunk.size() < MIN_TOKENS) {
      return Found.NOTHING;
    }
    Query whole = weights.query(hunk);
    if (reachableBits(whole) < least) {
      return Found.NOTHING;
    }
    return selector.select(whole, all(whole), minScore, least);
  }

  /// What ties between contents go by: the first work and path that hold one.
  public String order(int blob) {
    return candidates.originOrder(blob);
  }

  /// The matches of a hunk by itself that score at least `minScore`.
  public List<Match> match(HunkTokens hunk, double minScore) throws IOException {
    return find(hunk, minScore, false).matches();
  }

  /// A rewrite as reports show matches.
  public Match match(HunkTokens hunk, Rewrite rewrite) throws IOException {
    return new MatchAssembler(candidates).assemble(hunk, rewrite);
  }

  /// A fragment of a hunk with what other works hold of it.
  public FragmentMatch match(HunkTokens hunk, Fragment fragment) throws IOException {
    return match(hunk, List.of(fragment)).getFirst();
  }

  /// Fragments of a hunk with what other works hold of them.
  public List<FragmentMatch> match(HunkTokens hunk, List<Fragment> fragments) throws IOException {
    Query whole = weights.query(hunk);
    List<BlobMatch> all = all(whole);
    List<FragmentMatch> matches = new ArrayList<>();
    for (Fragment fragment : fragments) {
      matches.add(selector.match(whole, all, fragment));
    }
    return matches;
  }

  /// Where a hunk goes on with what a change took from a content in other hunks; empty where it
  /// does not, or only as well as chance would.
  ///
  /// @param tried how many hunks this is asked of
  public Optional<FragmentMatch> continuation(HunkTokens hunk, FragmentSum sum, int tried)
      throws IOException {
    StoredTokens corpus = candidates.tokens(sum.blob());
    int first = Math.max(0, sum.firstCorpusToken() - CONTINUATION_REACH);
    int end = Math.min(corpus.size(), sum.lastCorpusToken() + CONTINUATION_REACH);
    if (hunk.size() < MIN_CONTINUATION || end - first > MAX_CONTINUED) {
      return Optional.empty();
    }
    Query query = weights.query(hunk);
    Alignment alignment =
        aligner.align(
            query,
            0,
            hunk.size(),
            sum.blob(),
            corpus,
            (first + end) / 2,
            (end - first) / 2 + hunk.size());
    if (alignment == null) {
      return Optional.empty();
    }
    scorer.score(query, corpus, alignment);
    double byChance = StrictMath.log((double) tried * (end - first)) / StrictMath.log(2);
    if (alignment.structure < byChance
        || alignment.matched.length < CONTINUATION_SHARE * hunk.size()
        || sum.countKnown(alignment.corpusTokens) * 2 > alignment.corpusTokens.length) {
      return Optional.empty();
    }
    return Optional.of(
        selector.alone(
            query, new BlobMatch(sum.blob(), List.of(alignment), parameters.joinToll, scorer)));
  }

  /// All matches of a hunk, best first.
  private List<BlobMatch> all(Query whole) throws IOException {
    HunkTokens hunk = whole.tokens();
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
            .thenComparingInt(BlobMatch::firstToken));
    return blobMatches;
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
    if (found.isEmpty()) {
      return List.of();
    }
    // What lies before and after the best stretch may have moved off the band.
    Alignment best =
        found.stream().max(Comparator.comparingDouble(alignment -> alignment.total)).orElseThrow();
    if (best.total >= parameters.extendFrom) {
      extendAll(query, best, corpus, blob, found);
    }
    return chains.join(blob, found);
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
}
