package dev.ringfence.benchmarks.jmh;

import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Tokenizer;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.fingerprints.token.antlr.AntlrTokenizer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// From text to tokens, a language each. References: the grammar interpreted by ANTLR, and a pass
/// over all characters.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class LexingBenchmark {
  private final Tokenizer interpreted = new AntlrTokenizer();
  private final Tokenizer compiled = Tokenizers.create();

  /// The physical reference: adds up all characters.
  @Benchmark
  public long readCharacters(SourceState source, Work work) {
    long sum = 0;
    for (SourceText text : source.texts()) {
      String characters = text.text();
      for (int i = 0; i < characters.length(); i++) {
        sum += characters.charAt(i);
      }
    }
    work.characters += source.characters();
    return sum;
  }

  /// The peer: ANTLR's own interpreter.
  @Benchmark
  public long lexInterpreted(SourceState source, Work work) {
    return lex(interpreted, source, work);
  }

  /// The compiled table.
  @Benchmark
  public long lexCompiled(SourceState source, Work work) {
    return lex(compiled, source, work);
  }

  private static long lex(Tokenizer tokenizer, SourceState source, Work work) {
    long tokens = 0;
    for (SourceText text : source.texts()) {
      tokens += tokenizer.lex(text).size();
    }
    work.characters += source.characters();
    return tokens;
  }

  /// The compiled table and normalisation.
  @Benchmark
  public long tokenize(SourceState source, Work work) {
    long tokens = 0;
    for (SourceText text : source.texts()) {
      tokens += compiled.tokenize(text).size();
    }
    work.characters += source.characters();
    return tokens;
  }
}
