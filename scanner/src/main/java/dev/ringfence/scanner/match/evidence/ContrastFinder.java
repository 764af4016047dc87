package dev.ringfence.scanner.match.evidence;

import dev.ringfence.scanner.match.alignment.Alignment;
import dev.ringfence.scanner.match.alignment.AlignmentScorer;
import dev.ringfence.scanner.match.alignment.BandedAligner;
import dev.ringfence.scanner.match.alignment.BlobMatch;
import dev.ringfence.scanner.match.alignment.HunkMatches;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.Query;
import dev.ringfence.scanner.match.region.RegionFinder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// How well works other than the origin's match the tokens of a hunk that the origin matches: what
/// they hold as well is common knowledge. The stretch is searched for by itself, since what the
/// rest of the hunk resembles, and the origin's own siblings, would crowd them out. One a thread,
/// and one a hunk.
public final class ContrastFinder {
  /// What other works hold of a match.
  ///
  /// @param pieces what the best of them has of each piece, in bits
  /// @param blobs contents of theirs that match
  public record Contrast(List<Double> pieces, Set<Integer> blobs) {
    public Contrast {
      pieces = List.copyOf(pieces);
    }
  }

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

  public ContrastFinder(
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
  public Contrast contrast(Query query, BlobMatch match, HunkMatches all) throws IOException {
    Set<String> own = candidates.blob(match.blob).workNames();
    // Siblings of one work match nearly the same tokens, and each search costs as much as a hunk.
    for (Known each : known) {
      if (piecesAgree(each.match, match)
          && each.own.equals(own)
          && each.match.overlap(match) * 10
              >= Math.max(each.match.tokens.length, match.tokens.length) * 9) {
        return each.contrast;
      }
    }
    double[] best = new double[match.pieces.size()];
    Set<Integer> blobs = new TreeSet<>();
    for (int[] range : ranges(match)) {
      Query stretch = query.slice(range[0], range[1]);
      List<RegionFinder.Region> regions =
          new ArrayList<>(regionFinder.findWhole(stretch, blob -> isForeign(blob, own)));
      // The best alignment is nearly always among the regions that share most.
      regions.sort(Comparator.comparingDouble(region -> -region.weight()));
      for (RegionFinder.Region region :
          regions.subList(0, Math.min(regions.size(), parameters.contrastRegions))) {
        Alignment alignment =
            aligner.align(
                stretch,
                region.firstRow(),
                region.endRow(),
                region.blob(),
                candidates.tokens(region.blob()),
                region.diagonal(),
                parameters.narrowBand);
        if (alignment != null) {
          noteBest(query, alignment, range[0], match, best);
          blobs.add(region.blob());
        }
      }
    }
    for (BlobMatch other : all.near(match)) {
      if (isForeign(other.blob, own)) {
        boolean any = false;
        for (Alignment piece : other.pieces) {
          any |= noteBest(query, piece, 0, match, best);
        }
        if (any) {
          blobs.add(other.blob);
        }
      }
    }
    Contrast contrast = new Contrast(Arrays.stream(best).boxed().toList(), blobs);
    known.add(new Known(own, match, contrast));
    return contrast;
  }

  private static boolean piecesAgree(BlobMatch one, BlobMatch other) {
    boolean agree = one.pieces.size() == other.pieces.size();
    for (int i = 0; agree && i < one.pieces.size(); i++) {
      agree = one.pieces.get(i).overlaps(other.pieces.get(i));
    }
    int common =
        Math.min(one.lastToken(), other.lastToken())
            - Math.max(one.firstToken(), other.firstToken())
            + 1;
    return agree && common * 10 >= Math.max(one.span(), other.span()) * 9;
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

  /// Notes what an alignment of another work has of the tokens of each piece, where no other has
  /// more; whether it has any of them.
  ///
  /// @param shift the first token of the window that was aligned
  private boolean noteBest(
      Query query, Alignment alignment, int shift, BlobMatch match, double[] best)
      throws IOException {
    boolean any = false;
    for (int i = 0; i < best.length; i++) {
      Alignment common = common(alignment, shift, match.pieces.get(i));
      if (common.hunkTokens.length > 0) {
        scorer.score(query, candidates.tokens(alignment.blob), common);
        best[i] = Math.max(best[i], common.total);
        any = true;
      }
    }
    return any;
  }

  /// An alignment without the tokens that are not in a piece.
  private static Alignment common(Alignment alignment, int shift, Alignment piece) {
    int[] hunkTokens = new int[Math.min(alignment.hunkTokens.length, piece.hunkTokens.length)];
    int[] corpusTokens = new int[hunkTokens.length];
    int size = 0;
    int a = 0;
    int b = 0;
    while (a < alignment.hunkTokens.length && b < piece.hunkTokens.length) {
      int difference = Integer.compare(alignment.hunkTokens[a] + shift, piece.hunkTokens[b]);
      if (difference == 0) {
        hunkTokens[size] = piece.hunkTokens[b];
        corpusTokens[size++] = alignment.corpusTokens[a];
      }
      a += difference <= 0 ? 1 : 0;
      b += difference >= 0 ? 1 : 0;
    }
    // Gaps are taken to lie evenly.
    return new Alignment(
        alignment.blob,
        Arrays.copyOf(hunkTokens, size),
        Arrays.copyOf(corpusTokens, size),
        alignment.gapCost * size / alignment.hunkTokens.length);
  }

  private boolean isForeign(int blob, Set<String> own) {
    try {
      return candidates.blob(blob).workNames().stream().noneMatch(own::contains);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
