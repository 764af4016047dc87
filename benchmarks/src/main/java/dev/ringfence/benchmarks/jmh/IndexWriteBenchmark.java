package dev.ringfence.benchmarks.jmh;

import dev.ringfence.corpus.index.ContentIndexer;
import dev.ringfence.corpus.index.CorpusIndexWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/// From bytes to a committed index with both channels and token streams, no text, on one thread.
/// Reference: the plain way.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@State(Scope.Thread)
public class IndexWriteBenchmark {
  private Path folder = Path.of("");

  /// An empty folder.
  @Setup(Level.Invocation)
  public void create() throws IOException {
    folder = Files.createTempDirectory("ringfence-bench");
  }

  /// Removes it.
  @TearDown(Level.Invocation)
  public void delete() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /// The reference: ANTLR and `addDocument`.
  @Benchmark
  public void addDocument(SourceState source, Work work) throws IOException {
    new AddDocumentBaseline().index(source.texts(), folder);
    work.characters += source.characters();
  }

  /// Compiled lexers and sorted batches.
  @Benchmark
  public void sortedBatches(SourceState source, Work work) throws IOException {
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(folder)) {
      ContentIndexer indexer = new ContentIndexer(writer, false);
      for (byte[] bytes : source.bytes()) {
        indexer.add(bytes, source.wanted(), "bench");
      }
      writer.commit();
    }
    work.characters += source.characters();
  }
}
