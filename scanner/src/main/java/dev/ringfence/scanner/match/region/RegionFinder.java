package dev.ringfence.scanner.match.region;

import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.Seeds;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.parameters.RegionDepth;
import dev.ringfence.scanner.match.query.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/// Finds the regions of indexed texts that share most with a window: postings name the blobs, the
/// blobs' own tokens the diagonals. One a thread.
public final class RegionFinder {
  /*
   * 1. All k-grams of the window in both channels are looked up; the index side is winnowed. A k-gram
   *    weighs its information, -log2 of the share of blobs that hold it, but no more than its tokens
   *    carry in their place: getters in series are rare as a whole and say the same again and again.
   * 2. Blobs are ranked by the sum, over the whole window and over each part of it (two segments that
   *    follow each other), so that ten copied lines among a hundred others are not crowded out by what
   *    the others resemble. A long blob has more of them by chance: the sum is divided by the fourth
   *    root of its length. Of each ranking a fixed number of findable blobs and of others goes on.
   * 3. Every k-gram of these blobs is hashed again and put on its diagonal (corpus token less hunk
   *    token), in buckets that overlap by half; a token of the hunk counts once in each, or code that
   *    repeats itself would outweigh a copy. Regions, not files, compete, again over the window and
   *    over each part: a large file does not win by the number of its chance hits.
   *
   * Weights are summed in fixed point and ties go by content, so that neither the order of postings
   * nor that of documents shows in the result.
   */

  /// Tokens without a seed that a region is aligned over at either end.
  private static final int MARGIN = 250;

  /// Blobs that are ranked anew by their length, for each that goes on.
  private static final int PROMISING = 4;

  /// A blob's length from which on chance seeds are taken to weigh, in bytes of its tokens.
  private static final double COMMON_LENGTH = 6000;

  private static final double FIXED_POINT = 1 << 16;

  /// A stretch of a blob to align.
  public record Region(int blob, int diagonal, double weight, int firstRow, int endRow) {}

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final OriginSession session;
  private final KGramHasher exact = new KGramHasher(FingerprintFormat.EXACT.k(), Channel.EXACT);
  private final KGramHasher renamed =
      new KGramHasher(FingerprintFormat.RENAMED.k(), Channel.RENAMED);
  private final DiagonalFinder diagonals;

  public RegionFinder(Candidates candidates, MatchParameters parameters) {
    this.candidates = candidates;
    this.parameters = parameters;
    this.session = candidates.index().session();
    this.diagonals = new DiagonalFinder(candidates);
  }

  /// Whether [#expect] saves time.
  public boolean wantsNotice() {
    return session.wantsNotice();
  }

  /// Says beforehand what hunks will be looked up by.
  ///
  /// @param features terms of features of their functions
  public void expect(List<HunkTokens> hunks, int[] features) throws IOException {
    session.expect(
        new OriginSession.Questions(
            hashes(exact, hunks),
            hashes(renamed, hunks),
            parameters.maxFrequency,
            hunks.stream()
                .flatMapToInt(hunk -> Arrays.stream(hunk.tokens().spellingArray()))
                .filter(spelling -> spelling < 0)
                .distinct()
                .toArray(),
            features,
            parameters.rewriteMaxFrequency));
  }

  private static long[] hashes(KGramHasher hasher, List<HunkTokens> hunks) {
    LongStream all = LongStream.empty();
    for (HunkTokens hunk : hunks) {
      long[] hashes = new long[Math.max(1, hunk.size())];
      int count = hasher.hash(hunk.tokens(), hashes);
      all = LongStream.concat(all, Arrays.stream(hashes, 0, count));
    }
    return WindowGrams.ascending(all);
  }

  /// A window that is looked for: what it shares with the index is asked once, and is looked at as
  /// far down as each call wants.
  public Search search(Query query) throws IOException {
    return new Search(query);
  }

  /// The search for one window.
  public final class Search {
    private final Query query;
    private final WindowGrams[] channels;
    private final int segments;
    private final int parts;
    private final ContentHits hits;
    private final Map<Integer, List<Bucket>> buckets = new HashMap<>();

    /// The contents by what they share with the window, and with each part of it, best first.
    private final Map<Integer, List<Integer>> rankings = new HashMap<>();

    private Search(Query query) throws IOException {
      this.query = query;
      this.channels =
          new WindowGrams[] {
            new WindowGrams(exact, Channel.EXACT, query, parameters.tokenToll),
            new WindowGrams(renamed, Channel.RENAMED, query, parameters.tokenToll)
          };
      this.segments =
          Math.max(1, (query.size() + (1 << Bucket.SEGMENT_SHIFT) - 1) >> Bucket.SEGMENT_SHIFT);
      this.parts = segments > 2 ? segments - 1 : 0;
      this.hits = hits(channels, segments);
    }

    /// The best regions of the window and of its parts in findable contents.
    public List<Region> findable(RegionDepth depth) throws IOException {
      return find(true, _ -> true, depth);
    }

    /// The best regions of the window and of its parts in contents that are no evidence.
    public List<Region> others(RegionDepth depth) throws IOException {
      return find(false, _ -> true, depth);
    }

    private List<Region> find(boolean wantsFindable, IntPredicate admitted, RegionDepth depth)
        throws IOException {
      Set<Integer> first = new LinkedHashSet<>();
      for (int part = ContentHits.WHOLE; part < parts; part++) {
        int count = part == ContentHits.WHOLE ? depth.contents() : depth.partContents();
        List<Integer> ranking = ranking(part);
        first.addAll(ranking.subList(0, Math.min(ranking.size(), count * PROMISING)));
      }
      candidates.know(first);
      Set<Integer> blobs = new LinkedHashSet<>();
      for (int part = ContentHits.WHOLE; part < parts; part++) {
        int count = part == ContentHits.WHOLE ? depth.contents() : depth.partContents();
        choose(part, wantsFindable, admitted, count, blobs);
      }
      candidates.load(blobs.stream().filter(blob -> !buckets.containsKey(blob)).toList());
      List<Bucket> all = new ArrayList<>();
      for (int blob : blobs) {
        List<Bucket> known = buckets.get(blob);
        if (known == null) {
          known = diagonals.buckets(query, channels, blob, segments, parts);
          buckets.put(blob, known);
        }
        all.addAll(known);
      }
      Set<Bucket> best = new LinkedHashSet<>();
      top(all, bucket -> bucket.weight, depth.regions(), best);
      for (int p = 0; p < parts; p++) {
        int part = p;
        top(all, bucket -> bucket.part(part), depth.partRegions(), best);
      }
      List<Region> regions = new ArrayList<>();
      for (Bucket bucket : best) {
        regions.add(
            new Region(
                bucket.blob,
                bucket.diagonal(),
                bucket.weight,
                Math.max(0, bucket.firstRow - MARGIN),
                Math.min(query.size(), bucket.endRow + MARGIN)));
      }
      return regions;
    }

    /// Adds the contents that share most with a part, findable ones or others.
    private void choose(
        int part, boolean wantsFindable, IntPredicate admitted, int count, Set<Integer> chosen)
        throws IOException {
      if (count == 0) {
        return;
      }
      List<Integer> ranking = ranking(part);
      List<Ranked> ranked = new ArrayList<>();
      // As many at once as are looked at in any case, then one after the other.
      Iterator<Integer> blobs =
          candidates.ahead(ranking, Math.min(ranking.size(), count * PROMISING));
      while (blobs.hasNext() && ranked.size() < count * PROMISING) {
        int each = blobs.next();
        Candidates.Blob blob = candidates.blob(each);
        if (blob.findable() == wantsFindable
            && !blob.workNames().isEmpty()
            && admitted.test(each)) {
          double length = 1 + candidates.length(each) / COMMON_LENGTH;
          ranked.add(
              new Ranked(each, hits.part(each, part) / StrictMath.sqrt(StrictMath.sqrt(length))));
        }
      }
      take(ranked, count, chosen);
    }

    private List<Integer> ranking(int part) {
      return rankings.computeIfAbsent(part, this::rank);
    }

    private List<Integer> rank(int part) {
      return hits.ranking(part, candidates::contentOrder);
    }
  }

  /// The best regions of the window as a whole in contents that are admitted, findable and other
  /// ones: fewer, since only the very best is asked for.
  public List<Region> findWhole(Query query, IntPredicate admitted) throws IOException {
    Search search = search(query);
    List<Region> regions = new ArrayList<>();
    int blobs = parameters.contrastCandidates;
    regions.addAll(
        search.find(true, admitted, new RegionDepth(blobs, 0, parameters.contrastRegions, 0)));
    regions.addAll(
        search.find(false, admitted, new RegionDepth(blobs, 0, parameters.contrastRegions, 0)));
    return regions;
  }

  private ContentHits hits(WindowGrams[] channels, int segments) throws IOException {
    int blobCount = Math.max(1, candidates.index().blobCount());
    ContentHits hits = new ContentHits(segments);
    OriginSession.Found found =
        session.seeds(channels[0].distinct, channels[1].distinct, parameters.maxFrequency);
    for (WindowGrams grams : channels) {
      if (grams.count == 0) {
        continue;
      }
      Seeds seeds = found.in(grams.channel);
      for (int i = 0; i < grams.distinct.length; i++) {
        if (seeds.frequency(i) > 0) {
          double share = Math.min(1, seeds.frequency(i) / (double) blobCount);
          grams.weights[i] = Math.max(1, -StrictMath.log(share) / StrictMath.log(2));
        } else {
          // Not a winnowed one: as rare as can be told.
          grams.weights[i] = StrictMath.log(blobCount + 1.0) / StrictMath.log(2);
        }
      }
      grams.table.setWeights(grams.distinct, grams.weights, grams.information);
      for (int p = 0; p < seeds.size(); p++) {
        int term = seeds.fingerprint(p);
        ContentHits.Hits sum = hits.of(seeds.blob(p));
        long most = 0;
        int counted = -1;
        for (int slot = grams.table.find(grams.distinct[term]);
            slot >= 0;
            slot = grams.table.next(slot)) {
          int segment = grams.table.position(slot) >> Bucket.SEGMENT_SHIFT;
          long weight = (long) (grams.table.weight(slot) * FIXED_POINT);
          most = Math.max(most, weight);
          if (segment != counted) {
            sum.bySegment[segment] += weight;
            counted = segment;
          }
        }
        sum.total += most;
      }
    }
    return hits;
  }

  private record Ranked(int blob, double value) {}

  private void take(List<Ranked> ranked, int count, Set<Integer> chosen) {
    ranked.sort(
        Comparator.comparingDouble((Ranked each) -> -each.value)
            .thenComparing(each -> candidates.contentOrder(each.blob)));
    for (Ranked each : ranked.subList(0, Math.min(count, ranked.size()))) {
      chosen.add(each.blob);
    }
  }

  private void top(
      List<Bucket> buckets, ToDoubleFunction<Bucket> value, int count, Set<Bucket> best) {
    List<Bucket> ranked = new ArrayList<>();
    for (Bucket bucket : buckets) {
      if (value.applyAsDouble(bucket) > 0) {
        ranked.add(bucket);
      }
    }
    ranked.sort(
        Comparator.comparingDouble((Bucket bucket) -> -value.applyAsDouble(bucket))
            .thenComparing(bucket -> candidates.contentOrder(bucket.blob))
            .thenComparingInt(Bucket::diagonal));
    best.addAll(ranked.subList(0, Math.min(count, ranked.size())));
  }
}
