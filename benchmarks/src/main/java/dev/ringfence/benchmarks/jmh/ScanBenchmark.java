package dev.ringfence.benchmarks.jmh;

import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.HunkReader;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.HunkMatcher;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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

/// One hunk of 40 lines from its text to its matches, warm; seeds to alignment without its reading.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@State(Scope.Thread)
public class ScanBenchmark {
  private static final int HUNKS = 200;
  private static final int LINES = 40;

  private final HunkReader reader = new HunkReader();
  private final List<FileChange> changes = new ArrayList<>();
  private final List<HunkTokens> tokens = new ArrayList<>();
  private int next;

  @SuppressWarnings("NullAway.Init") // JMH calls prepare first
  private HunkMatcher matcher;

  /// Cuts hunks out of the sources.
  @Setup(Level.Trial)
  public void prepare(SourceState source, LookupState state) throws IOException {
    matcher = new HunkMatcher(new Candidates(state.index()), MatchParameters.shipped());
    Random random = new Random(5);
    while (changes.size() < HUNKS) {
      SourceText text = source.texts().get(random.nextInt(source.texts().size()));
      List<String> lines = text.text().lines().toList();
      if (lines.size() < LINES) {
        continue;
      }
      int start = random.nextInt(lines.size() - LINES + 1);
      List<String> cut = lines.subList(start, start + LINES);
      Hunk hunk = new Hunk(1, cut, Collections.nCopies(LINES, true), 0);
      FileChange change =
          new FileChange(
              "bench",
              Optional.empty(),
              FileChange.Kind.ADDED,
              List.of(hunk),
              Optional.of(String.join("\n", cut)));
      changes.add(change);
      tokens.add(reader.read(change, hunk, source.wanted()));
    }
  }

  /// From the text of a hunk to its matches.
  @Benchmark
  public int scan(SourceState source) throws IOException {
    FileChange change = changes.get(next++ % HUNKS);
    HunkTokens read = reader.read(change, change.hunks().getFirst(), source.wanted());
    return matcher.match(read, MatchParameters.shipped().threshold()).size();
  }

  /// From the tokens of a hunk to its matches.
  @Benchmark
  public int match() throws IOException {
    return matcher.match(tokens.get(next++ % HUNKS), MatchParameters.shipped().threshold()).size();
  }
}
