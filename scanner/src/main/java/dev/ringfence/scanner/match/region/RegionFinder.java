package dev.ringfence.scanner.match.region;

import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.Seeds;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

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
  private static final int BUCKET_SHIFT = 6;
  private static final int BUCKET = 1 << BUCKET_SHIFT;
  private static final int NEAR = 40;
  private static final int SEGMENT_SHIFT = 6;
  private static final int MAX_DIAGONALS = 6;

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
  private long[] blobHashes = new long[4096];
  private @Nullable Bucket[] byDiagonal = new Bucket[256];

  public RegionFinder(Candidates candidates, MatchParameters parameters) {
    this.candidates = candidates;
    this.parameters = parameters;
    this.session = candidates.index().session();
  }

  /// The k-grams of a window in one channel: distinct hashes with weights, and where they stand.
  private static final class Grams {
    final KGramHasher hasher;
    final Channel channel;
    final int count;
    final long[] distinct;
    final double[] weights;
    final float[] information;
    final GramTable table;

    Grams(KGramHasher hasher, Channel channel, Query query, double tokenToll) {
      this.hasher = hasher;
      this.channel = channel;
      int n = query.size();
      long[] hashes = new long[Math.max(1, n)];
      count = hasher.hash(query.tokens().symbols(), query.tokens().spellings(), n, hashes);
      long[] flipped = new long[count];
      for (int i = 0; i < count; i++) {
        flipped[i] = hashes[i] ^ Long.MIN_VALUE;
      }
      distinct = Arrays.stream(flipped).sorted().distinct().map(h -> h ^ Long.MIN_VALUE).toArray();
      weights = new double[distinct.length];
      table = new GramTable(hashes, count);
      information = new float[count];
      for (int i = 0; i < count; i++) {
        double sum = 0;
        for (int j = i; j < i + hasher.k(); j++) {
          sum += Math.max(0, query.bits()[j] - tokenToll);
        }
        information[i] = (float) sum;
      }
    }
  }

  /// What a blob shares with the window: the sum of the weights, as a whole and by segment.
  private static final class Hits {
    final int blob;
    final long[] bySegment;
    long total;

    Hits(int blob, int segments) {
      this.blob = blob;
      this.bySegment = new long[segments];
    }

    long part(int part) {
      return bySegment[part] + bySegment[part + 1];
    }
  }

  /// The hits of a blob on and about one diagonal.
  private static final class Bucket {
    final int blob;
    final double[] bySegment;

    /// The hunk's tokens that k-grams took in, by channel, a word of bits for each segment.
    final long[][] covered;

    double weight;
    int minDiagonal = Integer.MAX_VALUE;
    int maxDiagonal = Integer.MIN_VALUE;
    int firstRow = Integer.MAX_VALUE;
    int endRow;

    Bucket(int blob, int segments) {
      this.blob = blob;
      this.bySegment = new double[segments];
      this.covered = new long[2][segments];
    }

    /// Takes in a stretch of tokens; how many are new.
    int cover(int channel, int start, int end) {
      int fresh = 0;
      for (int i = start; i < end; i++) {
        long bit = 1L << i;
        long word = covered[channel][i >> SEGMENT_SHIFT];
        if ((word & bit) == 0) {
          covered[channel][i >> SEGMENT_SHIFT] = word | bit;
          fresh++;
        }
      }
      return fresh;
    }

    double part(int part) {
      return bySegment[part] + bySegment[part + 1];
    }

    int diagonal() {
      return (minDiagonal + maxDiagonal) / 2;
    }
  }

  /// The best regions of the window and of its parts, findable and other ones.
  public List<Region> find(Query query) throws IOException {
    return find(
        query,
        _ -> true,
        parameters.candidates,
        parameters.backgroundCandidates,
        parameters.partCandidates,
        parameters.partBackgroundCandidates);
  }

  /// The best regions of the window as a whole in blobs that are admitted: fewer, since only the
  /// very best is asked for.
  public List<Region> findWhole(Query query, IntPredicate admitted) throws IOException {
    return find(
        query, admitted, parameters.contrastCandidates, parameters.contrastCandidates, 0, 0);
  }

  private List<Region> find(
      Query query,
      IntPredicate admitted,
      int findableBlobs,
      int otherBlobs,
      int partBlobs,
      int otherPartBlobs)
      throws IOException {
    Grams[] channels = {
      new Grams(exact, Channel.EXACT, query, parameters.tokenToll),
      new Grams(renamed, Channel.RENAMED, query, parameters.tokenToll)
    };
    int segments = Math.max(1, (query.size() + (1 << SEGMENT_SHIFT) - 1) >> SEGMENT_SHIFT);
    int parts = segments > 2 ? segments - 1 : 0;
    List<Hits> hits = hits(channels, segments);
    Set<Integer> blobs = new LinkedHashSet<>();
    choose(hits, h -> h.total, admitted, findableBlobs, otherBlobs, blobs);
    for (int p = 0; p < parts; p++) {
      int part = p;
      choose(hits, h -> h.part(part), admitted, partBlobs, otherPartBlobs, blobs);
    }
    List<Bucket> findable = new ArrayList<>();
    List<Bucket> other = new ArrayList<>();
    candidates.load(blobs);
    for (int blob : blobs) {
      addBuckets(
          query,
          channels,
          blob,
          segments,
          parts,
          candidates.blob(blob).findable() ? findable : other);
    }
    Set<Bucket> best = new LinkedHashSet<>();
    top(findable, bucket -> bucket.weight, parameters.regions, best);
    top(other, bucket -> bucket.weight, parameters.backgroundRegions, best);
    for (int p = 0; p < parts; p++) {
      int part = p;
      top(findable, bucket -> bucket.part(part), parameters.partRegions, best);
      top(other, bucket -> bucket.part(part), parameters.partBackgroundRegions, best);
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

  private List<Hits> hits(Grams[] channels, int segments) throws IOException {
    int blobCount = Math.max(1, candidates.index().blobCount());
    Map<Integer, Hits> hits = new HashMap<>();
    OriginSession.Found found =
        session.seeds(channels[0].distinct, channels[1].distinct, parameters.maxFrequency);
    for (Grams grams : channels) {
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
        Hits sum = hits.computeIfAbsent(seeds.blob(p), b -> new Hits(b, segments));
        long most = 0;
        int counted = -1;
        for (int slot = grams.table.find(grams.distinct[term]);
            slot >= 0;
            slot = grams.table.next(slot)) {
          int segment = grams.table.position(slot) >> SEGMENT_SHIFT;
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
    return new ArrayList<>(hits.values());
  }

  private record Ranked(int blob, double value) {}

  /// Adds the best blobs by a value above zero, findable ones and others.
  private void choose(
      List<Hits> hits,
      ToLongFunction<Hits> value,
      IntPredicate admitted,
      int findableCount,
      int otherCount,
      Set<Integer> chosen)
      throws IOException {
    List<Hits> ranked = new ArrayList<>();
    for (Hits each : hits) {
      if (value.applyAsLong(each) > 0) {
        ranked.add(each);
      }
    }
    ranked.sort(
        Comparator.comparingLong((Hits each) -> -value.applyAsLong(each))
            .thenComparing(each -> candidates.contentOrder(each.blob)));
    List<Ranked> findable = new ArrayList<>();
    List<Ranked> others = new ArrayList<>();
    // As many at once as are looked at in any case, then one after the other.
    int sure = Math.min(ranked.size(), Math.max(findableCount, otherCount) * PROMISING);
    candidates.know(ranked.subList(0, sure).stream().map(each -> each.blob).toList());
    for (Hits each : ranked) {
      boolean wantsFindable = findable.size() < findableCount * PROMISING;
      boolean wantsOthers = others.size() < otherCount * PROMISING;
      if (!wantsFindable && !wantsOthers) {
        break;
      }
      Candidates.Blob blob = candidates.blob(each.blob);
      if (blob.workNames().isEmpty() || !admitted.test(each.blob)) {
        continue;
      }
      if (blob.findable() ? wantsFindable : wantsOthers) {
        double length = 1 + candidates.length(each.blob) / COMMON_LENGTH;
        (blob.findable() ? findable : others)
            .add(
                new Ranked(
                    each.blob, value.applyAsLong(each) / StrictMath.sqrt(StrictMath.sqrt(length))));
      }
    }
    take(findable, findableCount, chosen);
    take(others, otherCount, chosen);
  }

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

  /// Adds the buckets of a blob that are best over the window or over a part.
  private void addBuckets(
      Query query, Grams[] channels, int blob, int segments, int parts, List<Bucket> buckets)
      throws IOException {
    StoredTokens corpus = candidates.tokens(blob);
    int n = corpus.size();
    if (blobHashes.length < n) {
      blobHashes = new long[n * 2];
    }
    int offset = query.size();
    int keys = ((n + offset + BUCKET / 2) >> BUCKET_SHIFT) * 2 + 2;
    if (byDiagonal.length < keys) {
      byDiagonal = new Bucket[keys * 2];
    }
    List<Bucket> all = new ArrayList<>();
    for (int channel = 0; channel < channels.length; channel++) {
      Grams grams = channels[channel];
      int count = grams.hasher.hash(corpus.symbols(), corpus.spellings(), n, blobHashes);
      int k = grams.hasher.k();
      for (int j = 0; j < count; j++) {
        for (int slot = grams.table.find(blobHashes[j]); slot >= 0; slot = grams.table.next(slot)) {
          int i = grams.table.position(slot);
          int diagonal = j - i;
          for (int half = 0; half < 2; half++) {
            int shifted = diagonal + offset + half * (BUCKET / 2);
            int key = (shifted >> BUCKET_SHIFT) * 2 + half;
            Bucket bucket = byDiagonal[key];
            if (bucket == null) {
              bucket = new Bucket(blob, segments);
              byDiagonal[key] = bucket;
              all.add(bucket);
            }
            // Overlapping k-grams, and a blob that repeats itself, say the same once more: only
            // the new part counts.
            int fresh = bucket.cover(channel, i, i + k);
            double weight = grams.table.weight(slot) * fresh / k;
            bucket.weight += weight;
            bucket.bySegment[i >> SEGMENT_SHIFT] += weight;
            bucket.minDiagonal = Math.min(bucket.minDiagonal, diagonal);
            bucket.maxDiagonal = Math.max(bucket.maxDiagonal, diagonal);
            bucket.firstRow = Math.min(bucket.firstRow, i);
            bucket.endRow = Math.max(bucket.endRow, i + k);
          }
        }
      }
    }
    Arrays.fill(byDiagonal, 0, keys, null);
    Set<Bucket> taken = new LinkedHashSet<>();
    takeApart(all, bucket -> bucket.weight, MAX_DIAGONALS, taken);
    for (int p = 0; p < parts; p++) {
      int part = p;
      // Nothing new where the best of a part is known already.
      Bucket best = best(all, bucket -> bucket.part(part), Set.of());
      if (best != null && taken.stream().noneMatch(other -> near(other, best))) {
        taken.add(best);
      }
    }
    buckets.addAll(taken);
  }

  /// Takes the best buckets that are not near one that is taken.
  private static void takeApart(
      List<Bucket> all, ToDoubleFunction<Bucket> value, int count, Set<Bucket> taken) {
    for (int left = count; left > 0; left--) {
      Bucket best = best(all, value, taken);
      if (best == null) {
        return;
      }
      taken.add(best);
    }
  }

  /// The best bucket that is not near one of `taken`; null where there is none with a value.
  private static @Nullable Bucket best(
      List<Bucket> all, ToDoubleFunction<Bucket> value, Set<Bucket> taken) {
    Bucket best = null;
    double most = 0;
    for (Bucket bucket : all) {
      double of = value.applyAsDouble(bucket);
      if (of > most || (of == most && best != null && bucket.minDiagonal < best.minDiagonal)) {
        if (taken.stream().noneMatch(other -> near(other, bucket))) {
          best = bucket;
          most = of;
        }
      }
    }
    return best;
  }

  private static boolean near(Bucket a, Bucket b) {
    return Math.abs(a.diagonal() - b.diagonal()) < NEAR;
  }
}
