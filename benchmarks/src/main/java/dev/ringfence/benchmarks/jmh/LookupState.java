package dev.ringfence.benchmarks.jmh;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// An index, named by `ringfence.index`, and queries of 100 k-grams in a row from texts in it.
@State(Scope.Benchmark)
public class LookupState {
  private static final int QUERIES = 500;
  private static final int GRAMS = 100;

  @SuppressWarnings("NullAway.Init") // JMH calls open first
  private CorpusIndex index;

  private final long[][] queries = new long[QUERIES][];

  /// Reads the index.
  @Setup(Level.Trial)
  public void open() throws IOException {
    String path = System.getProperty("ringfence.index");
    if (path == null) {
      throw new IllegalStateException("name an index with -Dringfence.index");
    }
    index = CorpusIndex.open(Path.of(path));
    Random random = new Random(5);
    KGramHasher hasher = new KGramHasher(FingerprintFormat.RENAMED.k(), Channel.RENAMED);
    int[] blobs = index.blobs();
    for (int q = 0; q < QUERIES; ) {
      StoredTokens tokens = index.tokens(blobs[random.nextInt(blobs.length)]);
      long[] hashes = new long[tokens.size()];
      int count = hasher.hash(tokens.tokens(), hashes);
      if (count >= GRAMS) {
        int start = random.nextInt(count - GRAMS + 1);
        long[] flipped = new long[GRAMS];
        for (int i = 0; i < GRAMS; i++) {
          flipped[i] = hashes[start + i] ^ Long.MIN_VALUE;
        }
        queries[q++] =
            Arrays.stream(flipped).sorted().distinct().map(h -> h ^ Long.MIN_VALUE).toArray();
      }
    }
  }

  /// Closes it.
  @TearDown(Level.Trial)
  public void close() throws IOException {
    index.close();
  }

  /// The index.
  public CorpusIndex index() {
    return index;
  }

  /// A query.
  public long[] query(int number) {
    return queries[number % QUERIES];
  }
}
