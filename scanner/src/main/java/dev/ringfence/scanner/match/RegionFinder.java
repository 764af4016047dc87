package dev.ringfence.scanner.match;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the regions of indexed texts that share most with a window: postings name the blobs, the
/// blobs' own tokens the diagonals. One a thread.
final class RegionFinder {
  /*
   * 1. All k-grams of the window in both channels are looked up; the index side is winnowed. A k-gram
   *    weighs its information, -log2 of the share of blobs that hold it.
   * 2. Blobs are ranked by the sum; a fixed number of findable ones and of others goes on, apart, so
   *    that neither crowds out the other.
   * 3. Every k-gram of these blobs is hashed again and put on its diagonal (corpus token less hunk
   *    token), in buckets that overlap by half. Regions, not files, compete: a large file does not win
   *    by the number of its chance hits.
   */
  private static final int BUCKET_SHIFT = 6;
  private static final int BUCKET = 1 << BUCKET_SHIFT;
  private static final int NEAR = 40;

  /// A stretch of a blob to align.
  record Region(int blob, int diagonal, double weight, int firstRow, int endRow) {}

  private final Candidates candidates;
  private final MatchParameters parameters;
  private final CorpusIndex.Lookup lookup;
  private final KGramHasher exact = new KGramHasher(FingerprintFormat.EXACT.k(), Channel.EXACT);
  private final KGramHasher renamed =
      new KGramHasher(FingerprintFormat.RENAMED.k(), Channel.RENAMED);
  private long[] blobHashes = new long[4096];

  RegionFinder(Candidates candidates, MatchParameters parameters) {
    this.candidates = candidates;
    this.parameters = parameters;
    this.lookup = candidates.index().lookup();
  }

  /// The k-grams of a window in one channel: distinct hashes with weights, and where they stand.
  private static final class Grams {
    final KGramHasher hasher;
    final Channel channel;
    final int count;
    final long[] distinct;
    final double[] weights;
    final GramTable table;

    Grams(KGramHasher hasher, Channel channel, Query query) {
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
    }
  }

  /// The best regions, findable and other ones, each at most as many as the parameters say.
  List<Region> find(Query query) throws IOException {
    Grams[] channels = {
      new Grams(exact, Channel.EXACT, query), new Grams(renamed, Channel.RENAMED, query)
    };
    int blobCount = Math.max(1, candidates.index().blobCount());
    Map<Integer, double[]> sums = new HashMap<>();
    for (Grams grams : channels) {
      if (grams.count == 0) {
        continue;
      }
      int[] frequencies = lookup.documentFrequencies(grams.channel, grams.distinct);
      for (int i = 0; i < frequencies.length; i++) {
        if (frequencies[i] > 0) {
          double share = Math.min(1, frequencies[i] / (double) blobCount);
          grams.weights[i] = Math.max(1, -StrictMath.log(share) / StrictMath.log(2));
        } else {
          // Not a winnowed one: as rare as can be told.
          grams.weights[i] = StrictMath.log(blobCount + 1.0) / StrictMath.log(2);
        }
      }
      grams.table.setWeights(grams.distinct, grams.weights);
      lookup.postings(
          grams.channel,
          grams.distinct,
          frequencies,
          parameters.maxFrequency,
          (term, blob) -> sums.computeIfAbsent(blob, _ -> new double[1])[0] += grams.weights[term]);
    }
    List<Map.Entry<Integer, double[]>> ranked = new ArrayList<>(sums.entrySet());
    ranked.sort(
        Comparator.<Map.Entry<Integer, double[]>>comparingDouble(entry -> -entry.getValue()[0])
            .thenComparing(Map.Entry::getKey));
    List<Region> findable = new ArrayList<>();
    List<Region> other = new ArrayList<>();
    int takenFindable = 0;
    int takenOther = 0;
    for (Map.Entry<Integer, double[]> entry : ranked) {
      if (takenFindable == parameters.candidates && takenOther == parameters.backgroundCandidates) {
        break;
      }
      int blob = entry.getKey();
      boolean isFindable = candidates.blob(blob).findable();
      if (isFindable
          ? takenFindable == parameters.candidates
          : takenOther == parameters.backgroundCandidates) {
        continue;
      }
      if (candidates.blob(blob).files().isEmpty()) {
        continue;
      }
      if (isFindable) {
        takenFindable++;
      } else {
        takenOther++;
      }
      addRegions(query, channels, blob, isFindable ? findable : other);
    }
    List<Region> best = new ArrayList<>(top(findable, parameters.regions));
    best.addAll(top(other, parameters.backgroundRegions));
    return best;
  }

  private static List<Region> top(List<Region> regions, int count) {
    regions.sort(
        Comparator.comparingDouble((Region region) -> -region.weight())
            .thenComparingInt(Region::blob)
            .thenComparingInt(Region::diagonal));
    return regions.subList(0, Math.min(count, regions.size()));
  }

  private static final class Bucket {
    double weight;
    int lastHunkToken = -1000;
    int minDiagonal = Integer.MAX_VALUE;
    int maxDiagonal = Integer.MIN_VALUE;
  }

  private void addRegions(Query query, Grams[] channels, int blob, List<Region> regions)
      throws IOException {
    StoredTokens corpus = candidates.tokens(blob);
    int n = corpus.size();
    if (blobHashes.length < n) {
      blobHashes = new long[n * 2];
    }
    Map<Integer, Bucket> buckets = new HashMap<>();
    int offset = query.size();
    for (Grams grams : channels) {
      int count = grams.hasher.hash(corpus.symbols(), corpus.spellings(), n, blobHashes);
      int k = grams.hasher.k();
      for (int j = 0; j < count; j++) {
        for (int slot = grams.table.find(blobHashes[j]); slot >= 0; slot = grams.table.next(slot)) {
          int i = grams.table.position(slot);
          int diagonal = j - i;
          for (int half = 0; half < 2; half++) {
            int shifted = diagonal + offset + half * (BUCKET / 2);
            int key = (shifted >> BUCKET_SHIFT) * 2 + half;
            Bucket bucket = buckets.computeIfAbsent(key, _ -> new Bucket());
            // Overlapping k-grams say the same once more: only the new part counts.
            double fresh = Math.min(1, Math.abs(i - bucket.lastHunkToken) / (double) k);
            bucket.weight += grams.table.weight(slot) * fresh;
            bucket.lastHunkToken = i;
            bucket.minDiagonal = Math.min(bucket.minDiagonal, diagonal);
            bucket.maxDiagonal = Math.max(bucket.maxDiagonal, diagonal);
          }
        }
      }
    }
    List<Bucket> ranked = new ArrayList<>(buckets.values());
    ranked.sort(
        Comparator.<Bucket>comparingDouble(bucket -> -bucket.weight)
            .thenComparingInt(bucket -> bucket.minDiagonal));
    List<Integer> taken = new ArrayList<>();
    for (Bucket bucket : ranked) {
      int diagonal = (bucket.minDiagonal + bucket.maxDiagonal) / 2;
      boolean near = false;
      for (int other : taken) {
        near |= Math.abs(other - diagonal) < NEAR;
      }
      if (near) {
        continue;
      }
      taken.add(diagonal);
      regions.add(new Region(blob, diagonal, bucket.weight, 0, query.size()));
      if (taken.size() == 6) {
        break;
      }
    }
  }
}
