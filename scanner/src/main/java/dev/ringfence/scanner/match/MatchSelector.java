package dev.ringfence.scanner.match;

import dev.ringfence.fingerprints.token.Prose;
import dev.ringfence.scanner.match.alignment.AlignmentScorer;
import dev.ringfence.scanner.match.alignment.BandedAligner;
import dev.ringfence.scanner.match.alignment.BlobMatch;
import dev.ringfence.scanner.match.alignment.Chains;
import dev.ringfence.scanner.match.alignment.HunkMatches;
import dev.ringfence.scanner.match.evidence.CommentFinder;
import dev.ringfence.scanner.match.evidence.ContrastFinder;
import dev.ringfence.scanner.match.evidence.Evidence;
import dev.ringfence.scanner.match.evidence.EvidenceWeigher;
import dev.ringfence.scanner.match.evidence.FreeTokens;
import dev.ringfence.scanner.match.evidence.Passage;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.Query;
import dev.ringfence.scanner.match.region.RegionFinder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Picks the matches of a hunk that are reported: as many copies as there are, each token in one of
/// them at most. One a thread.
final class MatchSelector {
  /*
   * The best match takes its tokens. Of what comes later, the tokens that are taken are left out and the
   * rest is scored anew: a few stray lines of another work neither hide a copy nor are hidden by one, and
   * siblings of a match that was taken have next to nothing left. When no more is found, the rest of the
   * hunk is judged as if it stood alone, since a short copy covers little of a hunk that holds others.
   */

  /// Tokens of a match that lost others to another one, below which it is a stray remainder.
  private static final int MIN_REST = 20;

  /// Fragments that are kept: so many of each part of so many tokens.
  private static final int MOST_OF_A_PART = 32;

  private static final int PART = 512;

  /// A match with what speaks for it.
  private record Scored(BlobMatch match, Evidence evidence, List<Passage> passages) {
    double score() {
      return evidence.score();
    }

    double shared() {
      // A common name tells nothing of whether it is a copy, but something of which file it is of.
      return match.spelling + match.equalSpellings + evidence.commentWords();
    }
  }

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final RegionFinder regionFinder;
  private final BandedAligner aligner;
  private final AlignmentScorer scorer;
  private final EvidenceWeigher weigher;
  private final Chains chains;
  private final CommentFinder comments;
  private final MatchAssembler assembler;
  private final Comparator<Scored> bestFirst;

  MatchSelector(
      Candidates candidates,
      MatchParameters parameters,
      RegionFinder regionFinder,
      BandedAligner aligner,
      AlignmentScorer scorer,
      EvidenceWeigher weigher,
      Chains chains) {
    this.candidates = candidates;
    this.parameters = parameters;
    this.regionFinder = regionFinder;
    this.aligner = aligner;
    this.scorer = scorer;
    this.weigher = weigher;
    this.chains = chains;
    this.comments = new CommentFinder(candidates, parameters.phrases);
    this.assembler = new MatchAssembler(candidates);
    this.bestFirst =
        Comparator.<Scored>comparingDouble(scored -> -scored.score())
            .thenComparing(scored -> candidates.originOrder(scored.match().blob))
            .thenComparingInt(scored -> scored.match().firstToken());
  }

  /// The most that comments can add, were every word of the hunk in one.
  double commentBits(Query query) {
    Prose prose = query.tokens().prose();
    Set<String> words = new HashSet<>();
    for (int i = 0; i < prose.size(); i++) {
      words.add(prose.word(i));
    }
    return parameters.commentBits(words.size());
  }

  /// The matches to report, best first.
  ///
  /// @param search the search for what the hunk may be copied from
  /// @param leastScore the score from which on a match is kept as a fragment
  HunkMatcher.Found select(Query query, HunkSearch search, double minScore, double leastScore)
      throws IOException {
    Selection selection = new Selection(query, search, minScore, leastScore);
    List<Match> matches = selection.run();
    return new HunkMatcher.Found(
        matches, leastScore < minScore ? selection.fragments(leastScore) : List.of());
  }

  /// A fragment with what other works hold of it.
  FragmentMatch match(Query query, List<BlobMatch> all, Fragment fragment) throws IOException {
    HunkMatches near = new HunkMatches(all);
    BlobMatch match = fragment.match;
    ContrastFinder.Contrast contrast =
        new ContrastFinder(candidates, parameters, regionFinder, aligner, scorer)
            .contrast(query, match, near);
    List<Passage> passages = comments.passages(query, match, contrast.blobs());
    Evidence evidence =
        weigher.against(
            weigher.withComments(fragment.evidence, passages), chains.together(contrast.pieces()));
    return new FragmentMatch(
        new Fragment(match, evidence, query.size()),
        assembler.assemble(query, match, evidence, passages, near));
  }

  /// A match by itself as a fragment.
  FragmentMatch alone(Query query, BlobMatch match) throws IOException {
    HunkMatches near = new HunkMatches(List.of(match));
    Evidence evidence = weigher.weigh(query, match, new FreeTokens(query));
    return new FragmentMatch(
        new Fragment(match, evidence, query.size()),
        assembler.assemble(query, match, evidence, List.of(), near));
  }

  /// The selection of one hunk.
  private final class Selection {
    private final Query query;
    private final double minScore;
    private final HunkSearch search;
    private @Nullable HunkMatches near;
    private final FreeTokens free;
    private final ContrastFinder contrasts;
    private final double mostOfComments;
    private final List<Scored> scored = new ArrayList<>();
    private final List<Scored> below = new ArrayList<>();
    private final List<Match> matches = new ArrayList<>();

    Selection(Query query, HunkSearch search, double minScore, double leastScore)
        throws IOException {
      this.query = query;
      this.minScore = minScore;
      this.search = search;
      this.free = new FreeTokens(query);
      this.contrasts = new ContrastFinder(candidates, parameters, regionFinder, aligner, scorer);
      this.mostOfComments = commentBits(query);
      // Where fragments of several hunks add up, less is enough.
      double promising =
          minScore
              - (leastScore < minScore ? parameters.lookFragmentMargin : parameters.lookMargin);
      List<Scored> looked = alone(search.first());
      // What resembles nothing costs a fraction of what is like something.
      if (looked.stream().anyMatch(each -> each.score() >= promising)) {
        looked = alone(search.findable());
      }
      for (Scored each : looked) {
        sort(amongOthers(each), new ArrayList<>());
      }
    }

    /// Matches by themselves; what is asked of the index is asked for all of them at once.
    private List<Scored> alone(List<BlobMatch> some) throws IOException {
      weigher.learn(query, some);
      List<Evidence> evidences = new ArrayList<>();
      List<BlobMatch> spoken = new ArrayList<>();
      for (BlobMatch match : some) {
        Evidence evidence = weigher.weigh(query, match, free);
        evidences.add(evidence);
        if (mayNeedComments(evidence)) {
          spoken.add(match);
        }
      }
      comments.read(query, spoken);
      List<Scored> alone = new ArrayList<>();
      for (int i = 0; i < evidences.size(); i++) {
        alone.add(score(some.get(i), evidences.get(i), Set.of()));
      }
      return alone;
    }

    /// All matches of the hunk: other works matter only where something is found.
    private HunkMatches near() throws IOException {
      if (near == null) {
        near = new HunkMatches(search.all());
      }
      return near;
    }

    private boolean mayNeedComments(Evidence evidence) {
      return mostOfComments > 0 && evidence.score() + mostOfComments >= minScore;
    }

    List<Match> run() throws IOException {
      take(new ArrayList<>(scored));
      boolean more = !matches.isEmpty();
      while (more) {
        List<Scored> before = List.copyOf(below);
        below.clear();
        List<Scored> anew = new ArrayList<>();
        for (Scored each : before) {
          inTheRest(each, anew);
        }
        more = take(anew);
      }
      return matches;
    }

    /// The best matches in each part of the hunk, reported or not.
    List<Fragment> fragments(double leastScore) throws IOException {
      List<Scored> best = new ArrayList<>(scored);
      best.addAll(below);
      readTied(best);
      best.sort(bestFirst);
      Map<Integer, Integer> byPart = new HashMap<>();
      List<Fragment> fragments = new ArrayList<>();
      for (Scored each : best) {
        if (each.score() >= leastScore
            && byPart.merge(each.match().firstToken() / PART, 1, Integer::sum) <= MOST_OF_A_PART) {
          fragments.add(new Fragment(each.match(), each.evidence(), query.size()));
        }
      }
      return fragments;
    }

    /// Scores a match that did not suffice anew in what is free of the hunk.
    private void inTheRest(Scored each, List<Scored> anew) throws IOException {
      BlobMatch match = each.match();
      // What other works have of all of it says nothing of what is left.
      Evidence alone =
          weigher.outOf(weigher.against(each.evidence(), 0), match.tokens.length, free.size());
      if (alone.score() + mostOfComments < minScore) {
        below.add(each);
      } else if (match.countIn(free.taken()) == 0) {
        sort(score(match), anew);
      } else {
        scoreRest(match, anew);
      }
    }

    /// Scores what others have left of a match.
    private void scoreRest(BlobMatch match, Collection<Scored> anew) throws IOException {
      BitSet taken = free.taken();
      for (BlobMatch rest : chains.without(query, candidates.tokens(match.blob), match, taken)) {
        if (rest.tokens.length >= MIN_REST) {
          sort(score(rest), anew);
        }
      }
    }

    private void sort(Scored each, Collection<Scored> anew) {
      if (each.score() >= minScore) {
        scored.add(each);
        anew.add(each);
      } else {
        below.add(each);
      }
    }

    /// Takes the best one, then the best of what is left, and so on; whether any was taken.
    private boolean take(List<Scored> some) throws IOException {
      int before = matches.size();
      readTied(some);
      PriorityQueue<Scored> queue = new PriorityQueue<>(bestFirst);
      queue.addAll(some);
      for (Scored best = queue.poll(); best != null; best = queue.poll()) {
        if (best.match().countIn(free.taken()) == 0) {
          take(best);
        } else {
          scoreRest(best.match(), queue);
        }
      }
      return matches.size() > before;
    }

    /// Reads what ties go by, at once.
    private void readTied(List<Scored> some) throws IOException {
      Map<Double, Set<Integer>> byScore = new HashMap<>();
      for (Scored each : some) {
        byScore.computeIfAbsent(each.score(), _ -> new HashSet<>()).add(each.match().blob);
      }
      List<Integer> tied = new ArrayList<>();
      byScore.values().stream().filter(blobs -> blobs.size() > 1).forEach(tied::addAll);
      candidates.readFiles(tied);
    }

    private void take(Scored best) throws IOException {
      // Of near-equal files the one that shares most spellings and comments is the likelier origin.
      Scored origin = best;
      for (Scored other : scored) {
        if (best.match().isNearEqual(other.match())
            && other.shared() > origin.shared()
            && other.match().countIn(free.taken()) == 0) {
          origin = other;
        }
      }
      free.take(best.match());
      free.take(origin.match());
      matches.add(
          assembler.assemble(query, origin.match(), origin.evidence(), origin.passages(), near()));
    }

    private Scored score(BlobMatch match) throws IOException {
      return amongOthers(score(match, weigher.weigh(query, match, free), Set.of()));
    }

    /// A match that suffices without its stray pieces, and with them, given what other works have;
    /// others as they are.
    private Scored amongOthers(Scored byItself) throws IOException {
      // Other works only lower the score, and are dear to look for.
      if (byItself.score() < minScore) {
        return byItself;
      }
      BlobMatch match = byItself.match();
      ContrastFinder.Contrast contrast = contrasts.contrast(query, match, near());
      Scored alone =
          byItself.passages().isEmpty()
              ? byItself
              : score(match, weigher.weigh(query, match, free), contrast.blobs());
      Scored whole = against(alone, contrast.pieces());
      Chains.Contrasted kept = chains.worthwhile(match, contrast.pieces());
      return whole.score() < minScore || kept.match() == match
          ? whole
          : against(
              score(kept.match(), weigher.weigh(query, kept.match(), free), contrast.blobs()),
              kept.others());
    }

    private Scored against(Scored alone, List<Double> others) {
      return new Scored(
          alone.match(),
          weigher.against(alone.evidence(), chains.together(others)),
          alone.passages());
    }

    /// What speaks for a match by itself.
    ///
    /// @param evidence without comments
    /// @param others contents of other works that match too, whose comments say nothing
    private Scored score(BlobMatch match, Evidence evidence, Set<Integer> others)
        throws IOException {
      if (!mayNeedComments(evidence)) {
        return new Scored(match, evidence, List.of());
      }
      List<Passage> passages = comments.passages(query, match, others);
      return new Scored(match, weigher.withComments(evidence, passages), passages);
    }
  }
}
