package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.StoredTokens;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    this(candidates, parameters, new TokenWeights(candidates, parameters));
  }

  /// A matcher over an index.
  ///
  /// @param weights what else this thread asks about the same hunks
  public HunkMatcher(Candidates candidates, MatchParameters parameters, TokenWeights weights)
      throws IOException {
    this.candidates = candidates;
    this.parameters = parameters;
    this.weights = weights;
    this.regionFinder = new RegionFinder(candidates, parameters);
    this.aligner = new BandedAligner(parameters);
    this.scorer = new AlignmentScorer(parameters);
    double indexTokens =
        Math.max(
            1,
            candidates.index().works().stream().mapToLong(work -> work.contents().tokens()).sum());
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
      if (query.spellingBits()[i] > 0 && counted.add(hunk.spelling(i))) {
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
    return selector.select(whole, search(whole), minScore, least);
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
    List<BlobMatch> all = search(whole).all();
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

  /// The search for what a hunk may be copied from.
  HunkSearch search(HunkTokens hunk) throws IOException {
    return search(weights.query(hunk));
  }

  private HunkSearch search(Query whole) throws IOException {
    return new HunkSearch(whole, candidates, parameters, regionFinder, aligner, scorer, chains);
  }
}
