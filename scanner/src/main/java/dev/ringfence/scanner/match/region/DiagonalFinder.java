package dev.ringfence.scanner.match.region;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.query.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Finds the stretches of a blob that share most with a window: every k-gram of both is put on its
/// diagonal, in buckets that overlap by half. One a thread.
final class DiagonalFinder {
  private static final int BUCKET_SHIFT = 6;
  private static final int BUCKET = 1 << BUCKET_SHIFT;
  private static final int NEAR = 40;
  private static final int MAX_DIAGONALS = 6;

  private final Candidates candidates;
  private long[] blobHashes = new long[4096];
  private @Nullable Bucket[] byDiagonal = new Bucket[256];

  DiagonalFinder(Candidates candidates) {
    this.candidates = candidates;
  }

  /// The buckets of a blob that are best over the window or over a part.
  List<Bucket> buckets(Query query, WindowGrams[] channels, int blob, int segments, int parts)
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
      WindowGrams grams = channels[channel];
      int count = grams.hasher.hash(corpus.tokens(), blobHashes);
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
            bucket.bySegment[i >> Bucket.SEGMENT_SHIFT] += weight;
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
      if (best != null && isApart(best, taken)) {
        taken.add(best);
      }
    }
    return List.copyOf(taken);
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
        if (isApart(bucket, taken)) {
          best = bucket;
          most = of;
        }
      }
    }
    return best;
  }

  private static boolean isApart(Bucket bucket, Set<Bucket> taken) {
    for (Bucket other : taken) {
      if (Math.abs(other.diagonal() - bucket.diagonal()) < NEAR) {
        return false;
      }
    }
    return true;
  }
}
