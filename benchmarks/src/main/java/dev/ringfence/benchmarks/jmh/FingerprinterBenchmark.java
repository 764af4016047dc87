package dev.ringfence.benchmarks.jmh;

import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.Fingerprints;
import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.fingerprints.winnow.Winnower;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/// From bytes to fingerprints, and its stages. References: MD5 of the same bytes, and the character
/// winnower of a peer.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class FingerprinterBenchmark {
  private final Fingerprinter fingerprinter = new Fingerprinter();
  private final KGramHasher hasher = new KGramHasher(FingerprintFormat.EXACT.k(), Channel.EXACT);
  private final List<Tokens> streams = new ArrayList<>();
  private final List<long[]> hashes = new ArrayList<>();
  private final GramWinnower grams = new GramWinnower();
  private long[] buffer = new long[0];
  private long[] scratch = new long[0];

  /// Tokens and hashes for the later stages.
  @Setup(Level.Trial)
  public void prepare(SourceState source) {
    int longest = 0;
    for (SourceText text : source.texts()) {
      Tokens tokens = fingerprinter.tokenize(text);
      longest = Math.max(longest, tokens.size());
      streams.add(tokens);
      long[] all = new long[tokens.size()];
      hasher.hash(tokens, all);
      hashes.add(all);
    }
    buffer = new long[longest];
    scratch = new long[longest];
  }

  /// The reference: MD5 of the bytes.
  @Benchmark
  public long md5(SourceState source, Work work) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("MD5");
    long sum = 0;
    for (byte[] bytes : source.bytes()) {
      sum += digest.digest(bytes)[0];
    }
    work.characters += source.characters();
    return sum;
  }

  /// The peer: character winnowing.
  @Benchmark
  public long gramWinnower(SourceState source, Work work) {
    long count = 0;
    for (byte[] bytes : source.bytes()) {
      count += grams.count(bytes);
    }
    work.characters += source.characters();
    return count;
  }

  /// Bytes to winnowed fingerprints in both channels.
  @Benchmark
  public long fingerprint(SourceState source, Work work) {
    long count = 0;
    for (byte[] bytes : source.bytes()) {
      Fingerprints found =
          fingerprinter.fingerprint(SourceText.ofBytes(bytes, source.wanted(), "bench"));
      count += found.count(Channel.EXACT) + found.count(Channel.RENAMED);
    }
    work.characters += source.characters();
    return count;
  }

  /// Tokens to the hashes of all k-grams of one channel.
  @Benchmark
  public long shingle(SourceState source, Work work) {
    long count = 0;
    for (Tokens tokens : streams) {
      count += hasher.hash(tokens, buffer);
    }
    work.characters += source.characters();
    return count;
  }

  /// Hashes to window minima: what an index is built with.
  @Benchmark
  public long winnowMinima(SourceState source, Work work) {
    long count = 0;
    for (long[] all : hashes) {
      count += Winnower.minima(all, all.length, FingerprintFormat.EXACT.w(), buffer, scratch);
    }
    work.characters += source.characters();
    return count;
  }

  /// The reference of winnowing: each window from scratch.
  @Benchmark
  public long winnowBruteForce(SourceState source, Work work) {
    long count = 0;
    int w = FingerprintFormat.EXACT.w();
    for (long[] all : hashes) {
      int previous = -1;
      for (int start = 0; start + w <= all.length; start++) {
        int least = start;
        for (int i = start + 1; i < start + w; i++) {
          least = Long.compareUnsigned(all[i], all[least]) <= 0 ? i : least;
        }
        count += least != previous ? 1 : 0;
        previous = least;
      }
    }
    work.characters += source.characters();
    return count;
  }
}
