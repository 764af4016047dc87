package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.StoredTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// How well works other than the origin's match the stretch of a hunk that the origin matches: what
/// they hold as well is common knowledge. The stretch is searched for by itself, since what the
/// rest of the hunk resembles, and the origin's own siblings, would crowd them out. One a thread,
/// and one a hunk.
final class ContrastFinder {
  /// What other works hold of a stretch.
  ///
  /// @param bits what the best of them has
  /// @param blobs contents of theirs that match
  record Contrast(double bits, Set<Integer> blobs) {}

  private record Known(Set<String> own, int firstToken, int lastToken, Contrast contrast) {}

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final RegionFinder regionFinder;
  private final BandedAligner aligner;
  private final AlignmentScorer scorer;
  private final List<Known> known = new ArrayList<>();

  ContrastFinder(
      Candidates candidates,
      MatchParameters parameters,
      RegionFinder regionFinder,
      BandedAligner aligner,
      AlignmentScorer scorer) {
    this.candidates = candidates;
    this.parameters = parameters;
    this.regionFinder = regionFinder;
    this.aligner = aligner;
    this.scorer = scorer;
  }

  /// What other works have in the stretch of a match, given all matches of the hunk.
  Contrast contrast(Query query, BlobMatch match, List<BlobMatch> all) throws IOException {
    Set<String> own = candidates.blob(match.blob).workNames();
    // Siblings of one work match nearly the same tokens, and each search costs as much as a hunk.
    for (Known each : known) {
      int common =
          Math.min(each.lastToken, match.lastToken)
              - Math.max(each.firstToken, match.firstToken)
              + 1;
      int length = Math.max(each.lastToken - each.firstToken + 1, match.length());
      if (common * 10 >= length * 9 && each.own.equals(own)) {
        return each.contrast;
      }
    }
    double best = 0;
    Set<Integer> blobs = new TreeSet<>();
    Query stretch = query.slice(match.firstToken, match.lastToken + 1);
    List<RegionFinder.Region> regions =
        new ArrayList<>(regionFinder.findWhole(stretch, blob -> isForeign(blob, own)));
    // The best alignment is nearly always among the regions that share most.
    regions.sort(Comparator.comparingDouble(region -> -region.weight()));
    for (RegionFinder.Region region :
        regions.subList(0, Math.min(regions.size(), parameters.contrastRegions))) {
      StoredTokens corpus = candidates.tokens(region.blob());
      Alignment alignment =
          aligner.align(
              stretch,
              region.firstRow(),
              region.endRow(),
              region.blob(),
              corpus,
              region.diagonal(),
              parameters.narrowBand);
      if (alignment != null) {
        scorer.score(stretch, corpus, alignment);
        best = Math.max(best, alignment.total);
        blobs.add(region.blob());
      }
    }
    for (BlobMatch other : all) {
      int overlap = match.overlap(other);
      if (overlap > 0 && isForeign(other.blob, own)) {
        best = Math.max(best, other.total * Math.min(1, overlap / (double) other.length()));
        blobs.add(other.blob);
      }
    }
    Contrast contrast = new Contrast(best, blobs);
    known.add(new Known(own, match.firstToken, match.lastToken, contrast));
    return contrast;
  }

  private boolean isForeign(int blob, Set<String> own) {
    try {
      return candidates.blob(blob).workNames().stream().noneMatch(own::contains);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
