package dev.ringfence.scanner.scan;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.DocumentHunkReader;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.HunkReader;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.change.Unread;
import dev.ringfence.scanner.change.patch.NestedPatch;
import dev.ringfence.scanner.match.Candidates;
import dev.ringfence.scanner.match.HunkMatcher;
import dev.ringfence.scanner.match.MatchParameters;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.FindingJudge;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.policy.Moves;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// Scans changes against an index on all cores. The result does not depend on the number of
/// threads.
public final class ChangeScanner {
  private static final int MAX_LINE = 20_000;
  private static final int MAX_FILE_CHARACTERS = 8 << 20;

  private final CorpusIndex index;
  private final ZonePolicy policy;
  private final FindingJudge judge;
  private final Optional<Language> language;
  private final double threshold;
  private TimeLimit timeLimit = TimeLimit.of(Optional.empty());

  /// A scanner.
  ///
  /// @param language reads every file as this language, whatever its name
  /// @param threshold the score from which on a match is a finding, in bits
  public ChangeScanner(
      CorpusIndex index,
      ZonePolicy policy,
      FindingJudge judge,
      Optional<Language> language,
      double threshold) {
    this.index = index;
    this.policy = policy;
    this.judge = judge;
    this.language = language;
    this.threshold = threshold;
  }

  /// Stops after some time: what was not scanned by then counts as not checked.
  public ChangeScanner withTimeLimit(TimeLimit limit) {
    this.timeLimit = limit;
    return this;
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

  /// A worker's own tools.
  private record Worker(HunkReader reader, DocumentHunkReader documentReader, HunkMatcher matcher) {
    static Worker of(HunkMatcher matcher) {
      HunkReader reader = new HunkReader();
      return new Worker(reader, new DocumentHunkReader(reader, MAX_LINE), matcher);
    }
  }

  /// Scans changes.
  ///
  /// @param progress is told about each file that is done
  public ScanResult scan(List<Change> changes, LongConsumer progress) throws IOException {
    return scan(changes, Map.of(), progress);
  }

  /// Scans changes.
  ///
  /// @param blast the blast radius of changed files, by path
  /// @param progress is told about each file that is done
  public ScanResult scan(
      List<Change> changes, Map<String, Landing.Blast> blast, LongConsumer progress)
      throws IOException {
    List<Unchecked> unchecked = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<Task> tasks = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (Change change : changes) {
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
    Candidates candidates = new Candidates(index);
    MatchParameters parameters = MatchParameters.shipped();
    int threads = Math.min(Math.max(1, tasks.size()), Runtime.getRuntime().availableProcessors());
    LinkedBlockingQueue<Worker> workers = new LinkedBlockingQueue<>();
    for (int t = 0; t < threads; t++) {
      workers.add(Worker.of(new HunkMatcher(candidates, parameters)));
    }
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
                Worker worker = workers.take();
                try {
                  scan(
                      task,
                      worker,
                      part.hunks() > 1,
                      Optional.ofNullable(blast.get(task.file().path())),
                      outcome);
                  return outcome;
                } finally {
                  workers.add(worker);
                  progress.accept(1);
                }
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
    List<Finding> findings = new ArrayList<>();
    HunkMatcher matcher = new HunkMatcher(candidates, parameters);
    for (Part part : parts) {
      List<ChangeJudge.Result> results = new ArrayList<>();
      long tokens = 0;
      for (Outcome outcome : outcomes.subList(part.firstTask(), part.endTask())) {
        results.addAll(outcome.results);
        tokens += outcome.tokens;
      }
      ChangeJudge changeJudge = new ChangeJudge(part.change(), results, tokens, judge, matcher);
      findings.addAll(changeJudge.judge(timeLimit, unchecked));
    }
    for (Outcome outcome : outcomes) {
      hunks += outcome.hunks;
      addedLines += outcome.addedLines;
      scanned.addAll(outcome.scanned);
      tooShort.addAll(outcome.tooShort);
      unchecked.addAll(outcome.unchecked);
    }
    return new ScanResult(
        index.digest(),
        index.works().size(),
        index.works().stream().mapToLong(Work::tokens).sum(),
        policy,
        threshold,
        changes.size(),
        tasks.size(),
        hunks,
        addedLines,
        scanned,
        tooShort,
        findings,
        unchecked,
        notes);
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
        language.or(() -> LanguageDetector.detect(file.path(), textAtHand(file)));
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
    if (policy.submodules() == ZonePolicy.Submodules.IGNORE) {
      return;
    }
    Optional<String> ignoredBy = policy.place(file.path()).ignoredBy();
    boolean forbidden = policy.submodules() == ZonePolicy.Submodules.FORBID && ignoredBy.isEmpty();
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

  private void scan(
      Task task, Worker worker, boolean amongOthers, Optional<Landing.Blast> blast, Outcome all)
      throws IOException {
    FileChange file = task.file();
    for (Hunk hunk : file.hunks()) {
      int addedLines = hunk.addedLines();
      if (addedLines == 0) {
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
        if (longest > MAX_LINE) {
          outcome.unchecked.add(
              new Unchecked(
                  task.change(),
                  file.path(),
                  String.format(
                      Locale.ROOT,
                      "a line of %,d characters, minified or generated (the limit is %,d)",
                      longest,
                      MAX_LINE),
                  true));
          all.add(outcome);
          continue;
        }
        HunkTokens tokens = worker.reader().read(file, hunk, task.language().get());
        judge(task, hunk, List.of(tokens), worker, amongOthers, blast, outcome);
        all.add(outcome);
        continue;
      }
      DocumentHunkReader.Reading reading = worker.documentReader().read(file, hunk);
      for (Unread part : reading.unread()) {
        outcome.unchecked.add(
            new Unchecked(task.change(), file.path(), part.reason(), part.mayBeCode()));
      }
      judge(task, hunk, reading.tokens(), worker, amongOthers, blast, outcome);
      all.add(outcome);
    }
  }

  /// Looks up what a hunk adds, one item a language.
  private void judge(
      Task task,
      Hunk hunk,
      List<HunkTokens> readings,
      Worker worker,
      boolean amongOthers,
      Optional<Landing.Blast> blast,
      Outcome outcome)
      throws IOException {
    FileChange file = task.file();
    int addedLines = hunk.addedLines();
    outcome.hunks++;
    outcome.addedLines += addedLines;
    Landing landing = Landing.of(file, hunk).withBlast(blast);
    boolean found = false;
    boolean reachable = readings.isEmpty();
    for (HunkTokens tokens : readings) {
      outcome.scanned.add(ScannedHunk.of(file.path(), hunk.firstLine(), addedLines, tokens));
      HunkMatcher.Found here =
          worker.matcher().find(tokens, threshold, amongOthers || readings.size() > 1);
      ChangeJudge.Result result = new ChangeJudge.Result(landing, tokens, here);
      if (result.matters()) {
        outcome.results.add(result);
      }
      outcome.tokens += tokens.size();
      found |= !here.matches().isEmpty();
      reachable |= worker.matcher().reachableBits(tokens) >= threshold;
    }
    if (!found && !reachable) {
      outcome.tooShort.add(file.path() + ":" + hunk.firstLine());
    }
  }
}
