package dev.ringfence.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The benchmarks do the work that they claim to measure.
class FingerprinterBenchmarkTest {
  private static SourceState source(String language) {
    SourceState source = new SourceState();
    source.language = language;
    source.read();
    return source;
  }

  @Test
  void readsAllOfItsInput() {
    SourceState source = source("java");
    Work work = new Work();
    LexingBenchmark lexing = new LexingBenchmark();
    long tokens = lexing.lexCompiled(source, work);
    assertEquals(source.characters(), work.characters);
    assertTrue(tokens > 20_000, "only " + tokens + " tokens");
    assertEquals(tokens, lexing.lexInterpreted(source, work));
    assertTrue(lexing.readCharacters(source, work) > source.characters() * 30);
    FingerprinterBenchmark benchmark = new FingerprinterBenchmark();
    benchmark.prepare(source);
    long fingerprints = benchmark.fingerprint(source, work);
    // Densities of 2/9 of the tokens in each channel, less on runs of equal k-grams.
    assertTrue(fingerprints > tokens / 4 && fingerprints < tokens, fingerprints + " of " + tokens);
    // The definition agrees but for runs of equal hashes.
    long minima = benchmark.winnowMinima(source, work);
    long definition = benchmark.winnowBruteForce(source, work);
    assertTrue(minima <= definition && definition < 1.2 * minima);
    assertTrue(benchmark.shingle(source, work) > tokens / 2);
    assertTrue(benchmark.gramWinnower(source, work) > 1000);
  }

  @Test
  void refusesAnEmptyInput() {
    assertThrows(IllegalStateException.class, () -> source("go"));
  }
}
