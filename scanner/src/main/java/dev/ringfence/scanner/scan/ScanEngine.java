package dev.ringfence.scanner.scan;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.IndexFormat;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.index.OriginIndex;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.index.WorkIndex;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.scanner.change.DocumentHunkReader;
import dev.ringfence.scanner.change.HunkReader;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.HunkMatcher;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchIdentity;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.match.query.TokenWeights;
import dev.ringfence.scanner.match.rewrite.RewriteFinder;
import dev.ringfence.scanner.result.Explained;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.SearchedIndex;
import dev.ringfence.scanner.result.ToolIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Predicate;

/// Scans changes against an index: what every command, server and hook calls. Warm: what was read
/// of the index for one scan is there for the next, within bounds. For any number of threads.
public final class ScanEngine implements AutoCloseable {
  /// The longest line of a file that is read.
  static final int MAX_LINE = 20_000;

  /// The threads of a scan.
  static final int THREADS = Runtime.getRuntime().availableProcessors();

  private final OriginIndex index;
  private final MatchParameters parameters;
  private final Candidates candidates;
  private final CommonCode common;
  private final ToolIdentity tool;
  private final SearchedIndex searched;

  /// Workers that nobody uses: what they know of the index is worth keeping, a few of them.
  private final ArrayBlockingQueue<Worker> idle = new ArrayBlockingQueue<>(Math.max(4, THREADS));

  /// The tools of one thread.
  record Worker(
      HunkReader reader,
      DocumentHunkReader documentReader,
      HunkMatcher matcher,
      RewriteFinder rewrites) {
    /// Says which hunks are looked up next, where the index likes to hear of them together.
    void expect(List<HunkTokens> hunks) throws IOException {
      if (matcher.wantsNotice()) {
        matcher.expect(hunks, rewrites.terms(hunks));
      }
    }
  }

  /// An engine over an index, which it closes in the end.
  public ScanEngine(OriginIndex index, MatchParameters parameters) {
    this.index = index;
    this.parameters = parameters;
    this.candidates = new Candidates(index);
    this.common = new CommonCode(candidates, CommonCodeTable.shipped());
    MatchIdentity matching = parameters.identity();
    this.tool =
        new ToolIdentity(
            Build.version(),
            Build.commit(),
            new ToolIdentity.Matching(
                matching.parameters(), matching.idioms(), matching.phrases(), matching.replaced()));
    this.searched = identity(index);
  }

  /// An engine over the index that a folder or an address names, with the parameters of this build.
  public static ScanEngine open(Path folder) throws IOException {
    return open(folder, MatchParameters.shipped());
  }

  /// An engine over the index that a folder or an address names. An index without works is a fault,
  /// since that nothing is found in it would say nothing.
  public static ScanEngine open(Path folder, MatchParameters parameters) throws IOException {
    WorkIndex index = Indexes.open(folder);
    if (index.works().isEmpty()) {
      index.close();
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "index/empty",
              "the index holds no work; nothing was checked",
              "add works with `ringfence index add " + Indexes.name(folder) + " SOURCE...`"));
    }
    return new ScanEngine(index, parameters);
  }

  /// Scans changes.
  public ScanReport scan(ScanRequest request, ScanProgress progress) throws IOException {
    return new ChangeScanner(this, request, Double.MAX_VALUE).scan(progress).report();
  }

  /// What comes of looking for something to explain.
  ///
  /// @param report the report of the scan
  /// @param found what was looked for; empty where nothing is like it
  public record Explanation(ScanReport report, Optional<Explained> found) {}

  /// Scans changes and explains the best finding that is wanted, or, where there is none, the best
  /// match below the threshold that is.
  ///
  /// @param where the paths that it may be at: what lies elsewhere is not looked at so closely
  public Explanation explain(
      ScanRequest request, Predicate<ReportedFinding> wanted, Predicate<String> where)
      throws IOException {
    ChangeScanner scanner = new ChangeScanner(this, request, Explainer.LEAST_BITS);
    ChangeScanner.Scanned scanned = scanner.scan(ScanProgress.NONE);
    Explainer explainer = new Explainer(this, scanner);
    return new Explanation(scanned.report(), explainer.best(scanned, wanted, where));
  }

  /// What of the changes is alike and not enough to be a finding: the best matches below the
  /// threshold, best first, each with another content. Unlike [#explain] it goes no deeper.
  ///
  /// @param most how many of them at most
  public List<ReportedFinding> nearest(ScanRequest request, int most) throws IOException {
    ChangeScanner scanner =
        new ChangeScanner(this, request, Explainer.NEAREST_SHARE * parameters.threshold());
    return new Explainer(this, scanner).nearest(scanner.scan(ScanProgress.NONE), most);
  }

  private static SearchedIndex identity(OriginIndex index) {
    List<SearchedIndex.IndexedWork> works = new ArrayList<>();
    for (Work work : index.works()) {
      works.add(
          new SearchedIndex.IndexedWork(
              work.id(), work.role().id(), work.provenance().date(), "sha256:" + work.digest()));
    }
    return new SearchedIndex(
        "sha256:" + index.digest(),
        IndexFormat.parameters(),
        works.size(),
        index.works().stream().mapToLong(work -> work.contents().tokens()).sum(),
        FingerprintFormat.EXACT.guaranteeThreshold(),
        FingerprintFormat.RENAMED.guaranteeThreshold(),
        works);
  }

  /// The index, as reports name it.
  public SearchedIndex index() {
    return searched;
  }

  /// This program and what it matches by, as reports name them.
  public ToolIdentity tool() {
    return tool;
  }

  /// The numbers and models of matching.
  public MatchParameters parameters() {
    return parameters;
  }

  Candidates candidates() {
    return candidates;
  }

  CommonCode common() {
    return common;
  }

  /// What to say where an index cannot tell rewrites.
  Optional<String> withoutFunctions() {
    return index.hasFunctions()
        ? Optional.empty()
        : Optional.of(
            "the index was made without features of functions: rewrites are not looked for; build"
                + " it again");
  }

  /// What to say where a scan does not match by what was shipped.
  Optional<String> replaced() {
    List<String> replaced = parameters.identity().replaced();
    return replaced.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "this scan did not match by what was shipped: " + String.join("; ", replaced));
  }

  /// The tools of a thread, for as long as it needs them.
  Worker lease() throws IOException {
    Worker known = idle.poll();
    if (known != null) {
      return known;
    }
    HunkReader reader = new HunkReader();
    TokenWeights weights = new TokenWeights(candidates, parameters);
    return new Worker(
        reader,
        new DocumentHunkReader(reader, MAX_LINE),
        new HunkMatcher(candidates, parameters, weights),
        new RewriteFinder(candidates, parameters, weights));
  }

  /// Takes tools back that nobody uses any more.
  void giveBack(Worker worker) {
    boolean _ = idle.offer(worker);
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
