package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.scanner.match.alignment.Alignment;
import dev.ringfence.scanner.match.alignment.AlignmentScorer;
import dev.ringfence.scanner.match.alignment.BandedAligner;
import dev.ringfence.scanner.match.alignment.BlobMatch;
import dev.ringfence.scanner.match.alignment.Chains;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.parameters.RegionDepth;
import dev.ringfence.scanner.match.query.Query;
import dev.ringfence.scanner.match.region.RegionFinder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The search for what a hunk may be copied from, as far as it is asked for: what was looked at is
/// not looked at again.
final class HunkSearch {
  private static final int MAX_EXTENSIONS = 6;

  /// Tokens at either end that an alignment may leave out and still fill a region.
  private static final int EDGE = 4;

  /// A window of the hunk in search.
  private record Window(int start, int end, RegionFinder.Search search) {}

  /// What came of aligning the regions of a content.
  private record Aligned(List<RegionFinder.Region> regions, List<BlobMatch> matches) {}

  private final Query query;
  private final Candidates candidates;
  private final MatchParameters parameters;
  private final BandedAligner aligner;
  private final AlignmentScorer scorer;
  private final Chains chains;
  private final List<Window> windows = new ArrayList<>();
  private final Map<RegionFinder.Region, Optional<Alignment>> alignments = new HashMap<>();
  private final Map<Integer, Aligned> byBlob = new HashMap<>();

  HunkSearch(
      Query query,
      Candidates candidates,
      MatchParameters parameters,
      RegionFinder regionFinder,
      BandedAligner aligner,
      AlignmentScorer scorer,
      Chains chains)
      throws IOException {
    this.query = query;
    this.candidates = candidates;
    this.parameters = parameters;
    this.aligner = aligner;
    this.scorer = scorer;
    this.chains = chains;
    for (int start = 0; start < query.size(); start += parameters.windowStep) {
      int end = Math.min(query.size(), start + parameters.windowTokens);
      windows.add(new Window(start, end, regionFinder.search(query.slice(start, end))));
      if (end == query.size()) {
        break;
      }
    }
  }

  /// Matches with the first few contents that are evidence, best first: enough to tell whether more
  /// are worth looking at.
  List<BlobMatch> first() throws IOException {
    return matches(true, parameters.firstLook);
  }

  /// Matches with contents that are evidence, best first.
  List<BlobMatch> findable() throws IOException {
    return matches(true, parameters.findableLook);
  }

  /// Matches with all contents, best first.
  List<BlobMatch> all() throws IOException {
    List<BlobMatch> all = new ArrayList<>(findable());
    all.addAll(matches(false, parameters.otherLook));
    all.sort(bestFirst());
    return all;
  }

  private Comparator<BlobMatch> bestFirst() {
    return Comparator.<BlobMatch>comparingDouble(match -> -match.total)
        .thenComparing(match -> candidates.contentOrder(match.blob))
        .thenComparingInt(BlobMatch::firstToken);
  }

  private List<BlobMatch> matches(boolean findable, RegionDepth depth) throws IOException {
    Map<Integer, List<RegionFinder.Region>> regions = new LinkedHashMap<>();
    for (Window window : windows) {
      for (RegionFinder.Region region :
          findable ? window.search.findable(depth) : window.search.others(depth)) {
        // Diagonals and rows in tokens of the hunk.
        merge(
            regions.computeIfAbsent(region.blob(), _ -> new ArrayList<>()),
            new RegionFinder.Region(
                region.blob(),
                region.diagonal() - window.start,
                region.weight(),
                window.start,
                window.end));
      }
    }
    List<BlobMatch> matches = new ArrayList<>();
    for (Map.Entry<Integer, List<RegionFinder.Region>> entry : regions.entrySet()) {
      int blob = entry.getKey();
      Aligned aligned = byBlob.get(blob);
      if (aligned == null || !aligned.regions.equals(entry.getValue())) {
        aligned = new Aligned(entry.getValue(), alignBlob(blob, entry.getValue()));
        byBlob.put(blob, aligned);
      }
      matches.addAll(aligned.matches);
    }
    matches.sort(bestFirst());
    return matches;
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
  private List<BlobMatch> alignBlob(int blob, List<RegionFinder.Region> regions)
      throws IOException {
    StoredTokens corpus = candidates.tokens(blob);
    List<Alignment> found = new ArrayList<>();
    for (RegionFinder.Region region : regions) {
      Optional<Alignment> alignment = alignments.get(region);
      if (alignment == null) {
        alignment = alignRegion(corpus, region);
        alignments.put(region, alignment);
      }
      alignment.ifPresent(found::add);
    }
    if (found.isEmpty()) {
      return List.of();
    }
    // What lies before and after the best stretch may have moved off the band.
    Alignment best =
        found.stream().max(Comparator.comparingDouble(alignment -> alignment.total)).orElseThrow();
    if (best.total >= parameters.extendFrom) {
      extendAll(best, corpus, blob, found);
    }
    return chains.join(blob, found);
  }

  private Optional<Alignment> alignRegion(StoredTokens corpus, RegionFinder.Region region) {
    // A narrow band tells chance from the rest, at a fraction of the price of a wide one.
    Alignment alignment = align(corpus, region, parameters.narrowBand);
    if (alignment != null
        && alignment.total >= parameters.extendFrom
        && !fills(alignment, region)) {
      Alignment wide = align(corpus, region, parameters.band);
      alignment = wide != null && wide.total > alignment.total ? wide : alignment;
    }
    return Optional.ofNullable(alignment).filter(each -> each.total > 0);
  }

  /// Whether an alignment goes through its region from end to end without a gap: a wider band has
  /// nothing to add.
  private static boolean fills(Alignment alignment, RegionFinder.Region region) {
    return alignment.gapCost == 0
        && alignment.firstHunkToken() - region.firstRow() <= EDGE
        && region.endRow() - alignment.lastHunkToken() <= EDGE;
  }

  private @Nullable Alignment align(StoredTokens corpus, RegionFinder.Region region, int band) {
    Alignment alignment =
        aligner.align(
            query,
            region.firstRow(),
            region.endRow(),
            region.blob(),
            corpus,
            region.diagonal(),
            band);
    if (alignment != null) {
      scorer.score(query, corpus, alignment);
    }
    return alignment;
  }

  /// Aligns what lies before and after a stretch, again and again as long as more is found.
  private void extendAll(Alignment best, StoredTokens corpus, int blob, List<Alignment> found) {
    Alignment edge = best;
    for (int step = 0; step < MAX_EXTENSIONS; step++) {
      Alignment before = extend(edge, corpus, blob, false);
      if (before == null) {
        break;
      }
      found.add(before);
      edge = before;
    }
    edge = best;
    for (int step = 0; step < MAX_EXTENSIONS; step++) {
      Alignment after = extend(edge, corpus, blob, true);
      if (after == null) {
        break;
      }
      found.add(after);
      edge = after;
    }
  }

  private @Nullable Alignment extend(
      Alignment edge, StoredTokens corpus, int blob, boolean forward) {
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
