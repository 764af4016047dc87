package dev.ringfence.benchmarks.jmh;

import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Looks 100 k-grams up, warm. Reference: a `BooleanQuery` of term queries over the same index.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@State(Scope.Thread)
public class SeedLookupBenchmark {
  private static final int MAX_FREQUENCY = 300;

  private int next;

  @SuppressWarnings("NullAway.Init") // JMH calls open first
  private DirectoryReader reader;

  @SuppressWarnings("NullAway.Init") // JMH calls open first
  private IndexSearcher searcher;

  @SuppressWarnings("NullAway.Init") // JMH calls open first
  private OriginSession session;

  /// Opens the index once more for the reference.
  @Setup(Level.Trial)
  public void open(LookupState state) throws IOException {
    session = state.index().session();
    reader =
        DirectoryReader.open(FSDirectory.open(Path.of(System.getProperty("ringfence.index", ""))));
    searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
  }

  /// Closes it.
  @TearDown(Level.Trial)
  public void close() throws IOException {
    reader.close();
  }

  /// Terms in order, postings counted.
  @Benchmark
  public long seeds(LookupState state) throws IOException {
    long[] query = state.query(next++);
    Seeds seeds = session.seeds(new long[0], query, MAX_FREQUENCY).renamed();
    long sum = 0;
    for (int p = 0; p < seeds.size(); p++) {
      sum += seeds.blob(p);
    }
    return sum;
  }

  /// The reference.
  @Benchmark
  public long booleanQuery(LookupState state) throws IOException {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (long hash : state.query(next++)) {
      byte[] term = new byte[5];
      for (int i = 0; i < term.length; i++) {
        term[i] = (byte) (hash >>> (56 - 8 * i));
      }
      query.add(
          new ConstantScoreQuery(new TermQuery(new Term("r", new BytesRef(term)))),
          BooleanClause.Occur.SHOULD);
    }
    return searcher.search(query.build(), 48).totalHits.value();
  }
}
