package dev.ringfence.benchmarks.jmh;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.alignment.AlignmentScorer;
import dev.ringfence.scanner.match.alignment.BandedAligner;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.Query;
import dev.ringfence.scanner.match.query.TokenWeights;
import dev.ringfence.scanner.match.region.RegionFinder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The stages of matching alone: seeds chained into regions, a hunk; alignment, a cell, against the
/// textbook's recurrence on the same tokens.
@BenchmarkMode(Mode.AverageTime)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class MatchStagesBenchmark {
  private static final int ROWS = 400;
  private static final int BAND = 100;
  private static final int CELLS = ROWS * (2 * BAND + 1);
  private static final int HUNKS = 100;
  private static final int HUNK_TOKENS = 300;

  /// A text and its edited copy.
  @State(Scope.Thread)
  public static class Pair {
    @SuppressWarnings("NullAway.Init") // JMH calls prepare first
    Query query;

    @SuppressWarnings("NullAway.Init") // JMH calls prepare first
    StoredTokens corpus;

    final BandedAligner aligner = new BandedAligner(MatchParameters.shipped());
    final double[][] scores = new double[2][2 * BAND + 3];
    final double[][] gaps = new double[2][2 * BAND + 3];

    /// Makes them.
    @Setup(Level.Trial)
    public void prepare() {
      Random random = new Random(5);
      int[] symbols = new int[ROWS];
      int[] spellings = new int[ROWS];
      float[] bits = new float[ROWS];
      for (int i = 0; i < ROWS; i++) {
        symbols[i] = random.nextInt(3) > 0 ? random.nextInt(Alphabet.size()) : Alphabet.NAME;
        spellings[i] = Alphabet.isOpen(symbols[i]) ? -1 - random.nextInt(30) : symbols[i];
        bits[i] = random.nextFloat() * 6;
      }
      Tokens tokens = Tokens.of(symbols, spellings);
      query = new Query(new HunkTokens(Language.C, tokens, ""), 0, bits, bits, bits);
      int[] edited = symbols.clone();
      for (int edit = 0; edit < ROWS / 10; edit++) {
        edited[random.nextInt(ROWS)] = Alphabet.NAME;
      }
      corpus = new StoredTokens(0, Tokens.of(edited, spellings), new byte[ROWS]);
    }
  }

  /// Hunks cut out of indexed texts.
  @State(Scope.Thread)
  public static class Hunks {
    final List<Query> queries = new ArrayList<>();
    int next;

    @SuppressWarnings("NullAway.Init") // JMH calls prepare first
    RegionFinder finder;

    /// Cuts them.
    @Setup(Level.Trial)
    public void prepare(LookupState state) throws IOException {
      Candidates candidates = new Candidates(state.index());
      finder = new RegionFinder(candidates, MatchParameters.shipped());
      TokenWeights weights = new TokenWeights(candidates, MatchParameters.shipped());
      int[] blobs = state.index().blobs();
      Random random = new Random(7);
      while (queries.size() < HUNKS) {
        StoredTokens tokens = state.index().tokens(blobs[random.nextInt(blobs.length)]);
        if (tokens.size() < HUNK_TOKENS) {
          continue;
        }
        int start = random.nextInt(tokens.size() - HUNK_TOKENS + 1);
        int end = start + HUNK_TOKENS;
        queries.add(
            weights.query(new HunkTokens(Language.C, tokens.tokens().slice(start, end), "")));
      }
    }
  }

  /// The regions of a hunk of 300 tokens.
  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public int regions(Hunks hunks) throws IOException {
    RegionFinder.Search search = hunks.finder.search(hunks.queries.get(hunks.next++ % HUNKS));
    MatchParameters parameters = MatchParameters.shipped();
    return search.findable(parameters.findableLook).size()
        + search.others(parameters.otherLook).size();
  }

  /// A cell of the alignment, the path included.
  @Benchmark
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @OperationsPerInvocation(CELLS)
  public boolean align(Pair pair) {
    return pair.aligner.align(pair.query, 0, ROWS, 0, pair.corpus, 0, BAND) != null;
  }

  /// A cell of the recurrence as a textbook writes it, in one loop, without the path.
  @Benchmark
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  @OperationsPerInvocation(CELLS)
  public double textbook(Pair pair) {
    MatchParameters parameters = MatchParameters.shipped();
    AlignmentScorer scorer = new AlignmentScorer(parameters);
    double best = 0;
    for (double[] row : pair.scores) {
      Arrays.fill(row, 0);
    }
    for (int i = 0; i < ROWS; i++) {
      double[] above = pair.scores[i & 1];
      double[] row = pair.scores[(i + 1) & 1];
      double[] gapAbove = pair.gaps[i & 1];
      double[] gapHere = pair.gaps[(i + 1) & 1];
      double gap = Double.NEGATIVE_INFINITY;
      for (int x = 0; x <= 2 * BAND; x++) {
        int j = i + x - BAND;
        if (j < 0 || j >= pair.corpus.size()) {
          continue;
        }
        gap = Math.max(gap, row[x] - parameters.gapOpen) - parameters.gapExtend;
        gapHere[x + 1] =
            Math.max(gapAbove[x + 2], above[x + 2] - parameters.gapOpen) - parameters.gapExtend;
        double match = above[x + 1] + scorer.pairBits(pair.query, pair.corpus, i, j);
        row[x + 1] = Math.max(Math.max(0, match), Math.max(gap, gapHere[x + 1]));
        best = Math.max(best, row[x + 1]);
      }
    }
    return best;
  }
}
