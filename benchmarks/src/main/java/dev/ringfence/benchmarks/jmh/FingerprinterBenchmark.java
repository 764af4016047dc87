package dev.ringfence.benchmarks.jmh;

import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.TokenStream;
import dev.ringfence.fingerprints.token.antlr.AntlrTokenizer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// From text to tokens and from text to fingerprints, with a pass over all characters as the
/// reference.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class FingerprinterBenchmark {
  /// Counts characters, so that the result reads as characters a second.
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Work {
    /// Characters read.
    public long characters;
  }

  private final AntlrTokenizer tokenizer = new AntlrTokenizer();
  private final Fingerprinter fingerprinter = new Fingerprinter();

  /// The reference: adds up all characters.
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

  /// Lexing alone, through the interpreted grammar.
  @Benchmark
  public long lex(SourceState source, Work work) {
    long tokens = 0;
    for (SourceText text : source.texts()) {
      tokens += tokenizer.lex(text).size();
    }
    work.characters += source.characters();
    return tokens;
  }

  /// Text to winnowed fingerprints in both channels.
  @Benchmark
  public long fingerprint(SourceState source, Work work) {
    long fingerprints = 0;
    for (SourceText text : source.texts()) {
      TokenStream tokens = fingerprinter.tokenize(text);
      fingerprints += fingerprinter.fingerprint(tokens, Channel.EXACT).size();
      fingerprints += fingerprinter.fingerprint(tokens, Channel.RENAMED).size();
    }
    work.characters += source.characters();
    return fingerprints;
  }
}
