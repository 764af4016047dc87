package dev.ringfence.scanner.match.region;

import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.scanner.match.query.Query;
import java.util.Arrays;
import java.util.stream.LongStream;

/// The k-grams of a window in one channel: distinct hashes with weights, and where they stand.
final class WindowGrams {
  final KGramHasher hasher;
  final Channel channel;
  final int count;
  final long[] distinct;
  final double[] weights;
  final float[] information;
  final GramTable table;

  WindowGrams(KGramHasher hasher, Channel channel, Query query, double tokenToll) {
    this.hasher = hasher;
    this.channel = channel;
    int n = query.size();
    long[] hashes = new long[Math.max(1, n)];
    count = hasher.hash(query.tokens().tokens(), hashes);
    distinct = ascending(Arrays.stream(hashes, 0, count));
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

  /// Distinct hashes in the order that look-ups want.
  static long[] ascending(LongStream hashes) {
    return hashes
        .map(hash -> hash ^ Long.MIN_VALUE)
        .sorted()
        .distinct()
        .map(hash -> hash ^ Long.MIN_VALUE)
        .toArray();
  }
}
