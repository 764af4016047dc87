package dev.ringfence.scanner.scan;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.DocumentHunkReader;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.change.Unread;
import dev.ringfence.scanner.change.patch.NestedPatch;
import dev.ringfence.scanner.match.Fragment;
import dev.ringfence.scanner.match.HunkMatcher;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.FindingJudge;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.policy.Moves;
import dev.ringfence.scanner.policy.Waiver;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.result.AppliedPolicy;
import dev.ringfence.scanner.result.OwnCodeNote;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.ScannedHunk;
import dev.ringfence.scanner.result.Scope;
import dev.ringfence.scanner.result.Unchecked;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// One scan, on all cores. The result does not depend on the number of threads.
final class ChangeScanner {
  private static final int MAX_FILE_CHARACTERS = 8 << 20;

  /// Tokens of hunks that are looked up together.
  private static final int AHEAD = 1500;

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

  /// @param language empty for a document, whose text tells where there is code in it
  private record Task(int order, String change, FileChange file, Optional<Language> language) {}

  /// A change: its tasks, and how many hunks they have. A hunk by itself has nothing to be summed
  /// with.
  private record Part(String change, int firstTask, int endTask, int hunks) {
    static Part of(String change, List<Task> tasks, int firstTask) {
      long hunks =
          tasks.subList(firstTask, tasks.size()).stream()
              .flatMap(task -> task.file().hunks().stream())
              .filter(hunk -> hunk.addedLines() > 0)
              .count();
      return new Part(change, firstTask, tasks.size(), (int) hunks);
    }
  }

  /// What came of a file, as far as it was scanned. A hunk is added as a whole, by the thread that
  /// scans it; once the time is over nothing more is.
  private static final class Outcome {
    private boolean closed;
    private int fromLine = 1;
    int hunks;
    int addedLines;
    final List<ScannedHunk> scanned = new ArrayList<>();
    final List<String> tooShort = new ArrayList<>();
    final List<ChangeJudge.Result> results = new ArrayList<>();
    long tokens;
    final List<Near> near = new ArrayList<>();
    final List<Unchecked> unchecked = new ArrayList<>();

    /// Whether the next hunk may be scanned.
    synchronized boolean next(Hunk hunk) {
      fromLine = hunk.firstLine();
      return !closed;
    }

    synchronized void add(Outcome part) {
      if (!closed) {
        hunks += part.hunks;
        addedLines += part.addedLines;
        scanned.addAll(part.scanned);
        tooShort.addAll(part.tooShort);
        results.addAll(part.results);
        tokens += part.tokens;
        near.addAll(part.near);
        unchecked.addAll(part.unchecked);
      }
    }

    /// Ends it before all was scanned.
    synchronized void close(Task task, String why) {
      if (!closed) {
        closed = true;
        String reason = why + ", from line " + fromLine;
        unchecked.add(new Unchecked(task.change(), task.file().path(), reason, true));
      }
    }
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
    List<Unchecked> unchecked = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<Task> tasks = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (Change change : request.changes()) {
      for (String fault : change.faults()) {
        unchecked.add(new Unchecked(change.label(), "", fault, true));
      }
      notes.addAll(change.notes());
      int first = tasks.size();
      for (FileChange file : change.files()) {
        plan(change.label(), moved(change.label(), file, unchecked, notes), tasks, unchecked);
      }
      parts.add(Part.of(change.label(), tasks, first));
    }
    int threads = Math.min(Math.max(1, tasks.size()), ScanEngine.THREADS);
    List<Outcome> outcomes = new ArrayList<>();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("scan-", 1).factory());
    try {
      List<Future<?>> futures = new ArrayList<>();
      for (Part part : parts) {
        for (Task task : tasks.subList(part.firstTask(), part.endTask())) {
          Outcome outcome = new Outcome();
          outcomes.add(outcome);
          futures.add(
              pool.submit(() -> {
                ScanEngine.Worker worker = engine.lease();
                scan(task, worker, part.hunks() > 1, outcome);
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
    int hunks = 0;
    int addedLines = 0;
    List<ScannedHunk> scanned = new ArrayList<>();
    List<String> tooShort = new ArrayList<>();
    List<List<ChangeJudge.Result>> results = new ArrayList<>();
    List<Long> tokens = new ArrayList<>();
    for (Part part : parts) {
      List<Outcome> ofPart = outcomes.subList(part.firstTask(), part.endTask());
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
    for (Outcome outcome : outcomes) {
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
            applied(findings),
            new Scope(request.changes().size(), tasks.size(), hunks, addedLines, threshold),
            notes,
            tooShort,
            unchecked,
            own,
            scanned,
            reported);
    return new Scanned(report, findings, near);
  }

  private List<Finding> judged(
      List<Part> parts,
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

  private AppliedPolicy applied(List<Finding> findings) {
    Judgement judgement = request.judgement();
    List<String> paths = new ArrayList<>();
    for (Change change : request.changes()) {
      for (FileChange file : change.files()) {
        paths.add(file.path());
        file.oldPath().ifPresent(paths::add);
      }
    }
    return new AppliedPolicy(
        policy.source().file(),
        policy.source().digest(),
        policy.zoning().defaultRing(),
        judgement.failOn(),
        policy.source().warnings(),
        judgement.waiverFile(),
        policy.zoning().attributes().digest(paths),
        judgement.baselineDigest(),
        judgement.digest(),
        waiverUse(findings, judgement.today()));
  }

  private Optional<AppliedPolicy.WaiverUse> waiverUse(List<Finding> findings, LocalDate today) {
    List<Waiver> all = policy.enforcement().waivers();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Set<Waiver> needed = new HashSet<>();
    findings.forEach(finding -> finding.waiver().ifPresent(needed::add));
    return Optional.of(
        new AppliedPolicy.WaiverUse(
            today,
            (int) needed.stream().filter(waiver -> !waiver.hasExpired(today)).count(),
            (int) all.stream().filter(waiver -> !needed.contains(waiver)).count(),
            all.stream()
                .filter(waiver -> waiver.hasExpired(today))
                .map(waiver -> ReportBuilder.note(waiver, today))
                .toList()));
  }

  /// A file that comes to lie where code is judged more strictly is judged whole.
  private FileChange moved(
      String label, FileChange file, List<Unchecked> unchecked, List<String> notes) {
    Optional<String> stricter = Moves.stricter(policy, file, file.newText());
    if (stricter.isEmpty() || (file.newText().isEmpty() && !file.unread().isEmpty())) {
      return file;
    }
    if (file.newText().isEmpty()) {
      unchecked.add(
          new Unchecked(
              label,
              file.path(),
              stricter.get()
                  + ", and its whole text is not at hand: scan the range, or name the"
                  + " repository with --repo",
              true));
      return file;
    }
    notes.add(file.path() + " is judged whole: " + stricter.get());
    return Moves.whole(file, file.newText().get());
  }

  private void plan(String label, FileChange file, List<Task> tasks, List<Unchecked> unchecked) {
    if (file.kind() == FileChange.Kind.SUBMODULE) {
      submodule(label, file, unchecked);
      return;
    }
    for (Unread part : file.unread()) {
      unchecked.add(new Unchecked(label, file.path(), part.reason(), part.mayBeCode()));
    }
    if (file.hunks().stream().mapToInt(Hunk::addedLines).sum() == 0) {
      return;
    }
    Optional<String> ignoredBy = policy.place(file.path()).ignoredBy();
    if (ignoredBy.isPresent()) {
      unchecked.add(
          new Unchecked(
              label, file.path(), "the policy ignores this path: " + ignoredBy.get(), false));
      return;
    }
    Optional<Language> read =
        request.language().or(() -> LanguageDetector.detect(file.path(), textAtHand(file)));
    List<NestedPatch.Inner> inner = read.isEmpty() ? NestedPatch.of(file) : List.of();
    if (!inner.isEmpty()) {
      inner.forEach(hunk -> tasks.add(new Task(tasks.size(), label, hunk.file(), hunk.language())));
      return;
    }
    boolean large =
        file.newText().isPresent() && file.newText().get().length() > MAX_FILE_CHARACTERS;
    if (large && read.isPresent()) {
      unchecked.add(new Unchecked(label, file.path(), "the file is larger than 8 MiB", true));
      return;
    }
    // The lines that a large document adds are read as those of a patch.
    FileChange readable = large ? withoutText(file) : file;
    tasks.add(new Task(tasks.size(), label, readable, read));
  }

  private static FileChange withoutText(FileChange file) {
    return new FileChange(
        file.path(), file.oldPath(), file.kind(), file.hunks(), Optional.empty(), file.unread());
  }

  private void submodule(String label, FileChange file, List<Unchecked> unchecked) {
    if (policy.enforcement().submodules() == ZonePolicy.Submodules.IGNORE) {
      return;
    }
    Optional<String> ignoredBy = policy.place(file.path()).ignoredBy();
    boolean forbidden =
        policy.enforcement().submodules() == ZonePolicy.Submodules.FORBID && ignoredBy.isEmpty();
    String why =
        ignoredBy
            .map(by -> "; the policy ignores this path: " + by)
            .orElse(forbidden ? "; the policy forbids to change submodules" : "");
    for (Unread part : file.unread()) {
      unchecked.add(new Unchecked(label, file.path(), part.reason() + why, forbidden));
    }
  }

  private static String textAtHand(FileChange file) {
    return file.newText()
        .orElseGet(() ->
            file.hunks().stream()
                .flatMap(hunk -> hunk.lines().stream())
                .collect(Collectors.joining("\n")));
  }

  private void scan(Task task, ScanEngine.Worker worker, boolean amongOthers, Outcome all)
      throws IOException {
    FileChange file = task.file();
    IdentityHashMap<Hunk, HunkTokens> read = new IdentityHashMap<>();
    for (int h = 0; h < file.hunks().size(); h++) {
      Hunk hunk = file.hunks().get(h);
      if (hunk.addedLines() == 0) {
        continue;
      }
      if (!all.next(hunk)) {
        return;
      }
      if (timeLimit.isOver()) {
        all.close(task, timeLimit.reached());
        return;
      }
      Outcome outcome = new Outcome();
      if (task.language().isPresent()) {
        int longest = hunk.longestLine();
        if (longest > ScanEngine.MAX_LINE) {
          outcome.unchecked.add(
              new Unchecked(
                  task.change(),
                  file.path(),
                  String.format(
                      Locale.ROOT,
                      "a line of %,d characters, minified or generated (the limit is %,d)",
                      longest,
                      ScanEngine.MAX_LINE),
                  true));
          all.add(outcome);
          continue;
        }
        if (!read.containsKey(hunk)) {
          readAhead(task, h, worker, read);
        }
        HunkTokens tokens = Objects.requireNonNull(read.remove(hunk));
        judge(task, hunk, List.of(tokens), worker, amongOthers, outcome);
        all.add(outcome);
        continue;
      }
      DocumentHunkReader.Reading reading = worker.documentReader().read(file, hunk);
      for (Unread part : reading.unread()) {
        outcome.unchecked.add(
            new Unchecked(task.change(), file.path(), part.reason(), part.mayBeCode()));
      }
      worker.expect(reading.tokens());
      judge(task, hunk, reading.tokens(), worker, amongOthers, outcome);
      all.add(outcome);
    }
  }

  /// Reads a hunk and, where the index likes to hear of them together, those that follow it.
  private static void readAhead(
      Task task, int first, ScanEngine.Worker worker, Map<Hunk, HunkTokens> read)
      throws IOException {
    List<Hunk> hunks = task.file().hunks();
    List<HunkTokens> tokens = new ArrayList<>();
    int size = 0;
    for (Hunk hunk : hunks.subList(first, hunks.size())) {
      if (hunk.addedLines() == 0 || hunk.longestLine() > ScanEngine.MAX_LINE) {
        continue;
      }
      HunkTokens next = worker.reader().read(task.file(), hunk, task.language().orElseThrow());
      read.put(hunk, next);
      tokens.add(next);
      size += next.size();
      if (size >= AHEAD || !worker.matcher().wantsNotice()) {
        break;
      }
    }
    worker.expect(tokens);
  }

  /// Looks up what a hunk adds, one item a language.
  private void judge(
      Task task,
      Hunk hunk,
      List<HunkTokens> readings,
      ScanEngine.Worker worker,
      boolean amongOthers,
      Outcome outcome)
      throws IOException {
    FileChange file = task.file();
    int addedLines = hunk.addedLines();
    outcome.hunks++;
    outcome.addedLines += addedLines;
    Landing landing =
        Landing.of(file, hunk)
            .withBlast(Optional.ofNullable(request.judgement().blast().get(file.path())));
    boolean found = false;
    boolean reachable = readings.isEmpty();
    for (HunkTokens tokens : readings) {
      outcome.scanned.add(scanned(file.path(), hunk.firstLine(), addedLines, tokens));
      boolean alone = !amongOthers && readings.size() == 1;
      double least = alone ? threshold : Math.min(threshold, engine.parameters().fragmentScore());
      HunkMatcher.Found here = worker.matcher().find(tokens, threshold, Math.min(least, nearFrom));
      List<Match> alike = rewrites(tokens, worker, here.matches());
      List<Match> rewrites = new ArrayList<>();
      for (Match match : alike) {
        if (match.evidence().score() >= threshold
            && rewrites.stream().noneMatch(other -> overlap(other, match))) {
          rewrites.add(match);
        }
      }
      ChangeJudge.Result result =
          new ChangeJudge.Result(landing, hunk, tokens, here.from(least, threshold), rewrites);
      List<Match> below =
          alike.stream().filter(match -> match.evidence().score() < threshold).toList();
      if (nearFrom < threshold && !(here.fragments().isEmpty() && below.isEmpty())) {
        outcome.near.add(new Near(task.change(), result, here.fragments(), below));
      }
      if (result.matters()) {
        outcome.results.add(result);
      }
      outcome.tokens += tokens.size();
      found |= !here.matches().isEmpty() || !rewrites.isEmpty();
      reachable |= worker.matcher().reachableBits(tokens) >= threshold;
    }
    if (!found && !reachable) {
      outcome.tooShort.add(file.path() + ":" + hunk.firstLine());
    }
  }

  /// How many origins of a piece are told where what is near is wanted.
  private static final int NEAREST_REWRITES = 3;

  /// What a hunk says once more of functions, apart from what it copies.
  private List<Match> rewrites(HunkTokens tokens, ScanEngine.Worker worker, List<Match> copies)
      throws IOException {
    if (policy.enforcement().taint().rewritten() == ZonePolicy.Rewritten.OFF) {
      return List.of();
    }
    boolean near = nearFrom < threshold;
    List<Match> alike = new ArrayList<>();
    for (Rewrite rewrite :
        worker.rewrites().find(tokens, near ? nearFrom : threshold, near ? NEAREST_REWRITES : 1)) {
      Match match = worker.matcher().match(tokens, rewrite);
      if (copies.stream().noneMatch(copy -> overlap(copy, match))) {
        alike.add(match);
      }
    }
    return alike;
  }

  private static boolean overlap(Match one, Match two) {
    for (LineRange a : one.hunk().lines()) {
      for (LineRange b : two.hunk().lines()) {
        if (a.firstLine() <= b.lastLine() && b.firstLine() <= a.lastLine()) {
          return true;
        }
      }
    }
    return false;
  }

  private static ScannedHunk scanned(
      String path, int firstLine, int addedLines, HunkTokens tokens) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      bytes.putInt(tokens.spelling(i));
    }
    return new ScannedHunk(
        path,
        tokens.language().id(),
        firstLine,
        addedLines,
        tokens.size(),
        Digests.of(bytes.array()));
  }
}
