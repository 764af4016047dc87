package org.example.weaver.match;

import org.example.weaver.StoredTokens;
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

  private record Known(Set<String> own, BlobMatch match, Contrast contrast) {}

  /// Tokens from the first to the last match for each that matches, from which on the pieces are
  /// searched for one by one.
  private static final int MAX_SPREAD = 3;

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

  /// What other works have in the stretches of a match, given all matches of the hunk.
  Contrast contrast(Query query, BlobMatch match, HunkMatches all) throws IOException {
    Set<String> own = candidates.blob(match.blob).workNames();
    // Siblings of one work match nearly the same tokens, and each search costs as much as a hunk.
    for (Known each : known) {
      if (spansAgree(each.match, match)
          && each.own.equals(own)
          && each.match.overlap(match) * 10
              >= Math.max(each.match.tokens.length, match.tokens.length) * 9) {
        return each.contrast;
      }
    }
    double best = 0;
    Set<Integer> blobs = new TreeSet<>();
    for (int[] range : ranges(match)) {
      Query stretch = query.slice(range[0], range[1]);
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
          best = Math.max(best, alignment.total * shareWithin(alignment.matched, range[0], match));
          blobs.add(region.blob());
        }
      }
    }
    for (BlobMatch other : all.near(match)) {
      if (isForeign(other.blob, own)) {
        double share = shareWithin(other.tokens, 0, match);
        if (share > 0) {
          best = Math.max(best, other.total * share);
          blobs.add(other.blob);
        }
      }
    }
    Contrast contrast = new Contrast(best, blobs);
    known.add(new Known(own, match, contrast));
    return contrast;
  }

  private static boolean spansAgree(BlobMatch one, BlobMatch other) {
    int common =
        Math.min(one.lastToken(), other.lastToken())
            - Math.max(one.firstToken(), other.firstToken())
            + 1;
    return common * 10 >= Math.max(one.span(), other.span()) * 9;
  }

  /// The stretches of the hunk to search for: one, unless much of other origin lies between the
  /// pieces.
  private static List<int[]> ranges(BlobMatch match) {
    if (match.span() <= MAX_SPREAD * match.tokens.length) {
      return List.of(new int[] {match.firstToken(), match.lastToken() + 1});
    }
    return match.pieces.stream()
        .map(piece -> new int[] {piece.firstHunkToken(), piece.lastHunkToken() + 1})
        .toList();
  }

  /// The share of some tokens of the hunk that lie within the pieces of a match.
  private static double shareWithin(int[] tokens, int shift, BlobMatch match) {
    int within = 0;
    int piece = 0;
    for (int token : tokens) {
      int at = token + shift;
      while (piece < match.pieces.size() && match.pieces.get(piece).lastHunkToken() < at) {
        piece++;
      }
      if (piece < match.pieces.size() && match.pieces.get(piece).firstHunkToken() <= at) {
        within++;
      }
    }
    return within / (double) Math.max(1, tokens.length);
  }

  private boolean isForeign(int blob, Set<String> own) {
    try {
      return candidates.blob(blob).workNames().stream().noneMatch(own::contains);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
