package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.Fragment;
import dev.ringfence.scanner.match.HunkMatcher;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.FindingJudge;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.result.OwnCodeNote;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.ScannedHunk;
import dev.ringfence.scanner.result.Scope;
import dev.ringfence.scanner.result.Unchecked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One scan, on all cores. The result does not depend on the number of threads.
final class ChangeScanner {
  private final ScanEngine engine;
  private final ScanRequest request;
  private final ZonePolicy policy;
  private final FindingJudge judge;
  private final double threshold;
  private final double nearFrom;
  private final TimeLimit timeLimit;
  private final FunctionsOfTexts functions = new FunctionsOfTexts();
  private final FindingIdentity identity = new FindingIdentity(functions);

  /// A scan.
  ///
  /// @param nearFrom the score from which on what stays below the threshold is kept; at or above
  ///   the threshold for nothing
  ChangeScanner(ScanEngine engine, ScanRequest request, double nearFrom) {
    Judgement judgement = request.judgement();
    this.engine = engine;
    this.request = request;
    this.policy = judgement.policy();
    this.judge =
        new FindingJudge(policy, judgement.failOn(), judgement.baseline(), judgement.today());
    this.threshold = request.threshold().orElse(engine.parameters().threshold());
    this.nearFrom = nearFrom;
    this.timeLimit = request.limit();
  }

  /// What a hunk has in common with contents, below the threshold.
  ///
  /// @param rewrites functions that it may say once more, best first
  record Near(
      String change, ChangeJudge.Result in, List<Fragment> fragments, List<Match> rewrites) {}

  /// What came of a scan.
  ///
  /// @param report the report
  /// @param findings its findings in full, in the same order
  /// @param near what stayed below the threshold, where it was asked for
  record Scanned(ScanReport report, List<Finding> findings, List<Near> near) {}

  /// Scans the changes.
  Scanned scan(ScanProgress progress) throws IOException {
    ScanPlan plan = ScanPlan.of(request);
    List<ScanPlan.Part> parts = plan.parts();
    List<Unchecked> unchecked = new ArrayList<>(plan.unchecked());
    List<String> notes = new ArrayList<>(plan.notes());
    List<FileOutcome> outcomes = read(plan, progress);
    int hunks = 0;
    int addedLines = 0;
    List<ScannedHunk> scanned = new ArrayList<>();
    List<String> tooShort = new ArrayList<>();
    List<List<ChangeJudge.Result>> results = new ArrayList<>();
    List<Long> tokens = new ArrayList<>();
    for (ScanPlan.Part part : parts) {
      List<FileOutcome> ofPart = outcomes.subList(part.firstTask(), part.endTask());
      results.add(ofPart.stream().flatMap(outcome -> outcome.results.stream()).toList());
      tokens.add(ofPart.stream().mapToLong(outcome -> outcome.tokens).sum());
    }
    ScanEngine.Worker worker = engine.lease();
    List<Finding> findings = judged(parts, results, tokens, worker.matcher(), unchecked);
    if (!timeLimit.isOver()) {
      engine.giveBack(worker);
    }
    Optional<OwnCodeNote> own = Optional.empty();
    if (!findings.isEmpty() && request.own().isPresent() && !timeLimit.isOver()) {
      OwnFindings.Outcome beside =
          new OwnFindings(
                  engine.candidates().index(),
                  engine.parameters(),
                  threshold,
                  policy,
                  judge,
                  (hunksOfParts, matcher) ->
                      judged(parts, hunksOfParts, tokens, matcher, unchecked))
              .judge(request.own().get(), findings, results);
      findings = new ArrayList<>(beside.findings());
      own = Optional.of(beside.note());
      notes.addAll(OwnNotes.of(beside.note()));
    }
    List<Near> near = new ArrayList<>();
    for (FileOutcome outcome : outcomes) {
      hunks += outcome.hunks;
      addedLines += outcome.addedLines;
      scanned.addAll(outcome.scanned);
      tooShort.addAll(outcome.tooShort);
      near.addAll(outcome.near);
      unchecked.addAll(outcome.unchecked);
    }
    findings.sort(Finding.WORST_FIRST);
    engine.replaced().ifPresent(notes::add);
    engine.index().withoutBackground().ifPresent(notes::add);
    engine.withoutFunctions().ifPresent(notes::add);
    ReportBuilder builder = builder();
    List<ReportedFinding> reported = new ArrayList<>();
    for (Finding finding : findings) {
      reported.add(builder.finding(finding));
    }
    ScanReport report =
        new ScanReport(
            engine.tool(),
            engine.index(),
            PolicyUse.of(request, findings),
            new Scope(request.changes().size(), plan.tasks().size(), hunks, addedLines, threshold),
            notes,
            tooShort,
            unchecked,
            own,
            scanned,
            reported);
    return new Scanned(report, findings, near);
  }

  /// Reads all files and looks them up, each thread a file.
  private List<FileOutcome> read(ScanPlan plan, ScanProgress progress) throws IOException {
    FileScanner files = new FileScanner(engine, request, threshold, nearFrom);
    List<ScanPlan.Task> tasks = plan.tasks();
    int threads = Math.min(Math.max(1, tasks.size()), ScanEngine.THREADS);
    List<FileOutcome> outcomes = new ArrayList<>();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("scan-", 1).factory());
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (ScanPlan.Part part : plan.parts()) {
        for (ScanPlan.Task task : tasks.subList(part.firstTask(), part.endTask())) {
          FileOutcome outcome = new FileOutcome();
          outcomes.add(outcome);
          futures.add(
              pool.submit(() -> {
                ScanEngine.Worker worker = engine.lease();
                files.scan(task, worker, part.hunks() > 1, outcome);
                // One that failed is not used again.
                engine.giveBack(worker);
                progress.fileDone();
                return outcome;
              }));
        }
      }
      for (int i = 0; i < futures.size(); i++) {
        try {
          futures.get(i).get(timeLimit.left(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException over) {
          outcomes.get(i).close(tasks.get(i), timeLimit.reached());
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      // Whoever is still busy is not waited for, and nothing comes of it.
      pool.shutdownNow();
    }
    return outcomes;
  }

  private List<Finding> judged(
      List<ScanPlan.Part> parts,
      List<List<ChangeJudge.Result>> hunks,
      List<Long> tokens,
      HunkMatcher matcher,
      List<Unchecked> unchecked)
      throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      ChangeJudge changeJudge =
          new ChangeJudge(
              parts.get(p).change(),
              hunks.get(p),
              tokens.get(p),
              judge,
              matcher,
              engine.parameters(),
              identity,
              engine.common());
      findings.addAll(changeJudge.judge(timeLimit, unchecked));
    }
    return findings;
  }

  ReportBuilder builder() {
    return new ReportBuilder(
        engine.candidates(), engine.parameters(), functions, request.judgement().today());
  }

  /// The finding that a match would be, were it enough; empty where the policy has nothing against
  /// it.
  Optional<Finding> judged(Near near, Match match) throws IOException {
    Finding.Amount amount = Finding.Amount.of(match);
    Landing landing = near.in().landing();
    HunkTokens tokens = near.in().tokens();
    Optional<String> common =
        match.rewrite().isPresent()
            ? engine.common().kind(tokens, match.rewrite().get())
            : engine.common().nothing(tokens, match);
    if (match.rewrite().isEmpty() && common.isEmpty()) {
      common = engine.common().kind(landing, tokens, match, judge.isLittle(amount));
    }
    return judge.judge(
        near.change(),
        landing,
        near.in().hunk(),
        tokens,
        match,
        amount,
        common,
        identity.of(tokens, match));
  }
}
