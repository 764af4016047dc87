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
    FingerprinterBenchmark.Work work = new FingerprinterBenchmark.Work();
    FingerprinterBenchmark benchmark = new FingerprinterBenchmark();
    long tokens = benchmark.lex(source, work);
    assertEquals(source.characters(), work.characters);
    assertTrue(tokens > 20_000, "only " + tokens + " tokens");
    long fingerprints = benchmark.fingerprint(source, work);
    // Densities of 2/6 and 2/7 of the tokens, less on runs of equal k-grams.
    assertTrue(fingerprints > tokens / 3 && fingerprints < tokens, fingerprints + " of " + tokens);
    long sum = benchmark.readCharacters(source, work);
    assertTrue(sum > source.characters() * 30);
  }

  @Test
  void refusesAnEmptyInput() {
    assertThrows(IllegalStateException.class, () -> source("go"));
  }
}
