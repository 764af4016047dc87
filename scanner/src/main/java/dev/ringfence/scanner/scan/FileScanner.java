package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.change.DocumentHunkReader;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.change.Unread;
import dev.ringfence.scanner.match.HunkMatcher;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.match.rewrite.Rewrite;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.result.ScannedHunk;
import dev.ringfence.scanner.result.Unchecked;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Looks the hunks of a file up in the index, one after the other. For one scan; any number of
/// threads.
final class FileScanner {
  /// Tokens of hunks that are looked up together.
  private static final int AHEAD = 1500;

  /// How many origins of a piece are told where what is near is wanted.
  private static final int NEAREST_REWRITES = 3;

  private final ScanEngine engine;
  private final ScanRequest request;
  private final double threshold;
  private final double nearFrom;

  /// @param nearFrom the score from which on what stays below the threshold is kept
  FileScanner(ScanEngine engine, ScanRequest request, double threshold, double nearFrom) {
    this.engine = engine;
    this.request = request;
    this.threshold = threshold;
    this.nearFrom = nearFrom;
  }

  /// Scans the hunks of a file.
  ///
  /// @param amongOthers whether the change has more hunks than one
  void scan(ScanPlan.Task task, ScanEngine.Worker worker, boolean amongOthers, FileOutcome all)
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
      if (request.limit().isOver()) {
        all.close(task, request.limit().reached());
        return;
      }
      FileOutcome outcome = new FileOutcome();
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
      ScanPlan.Task task, int first, ScanEngine.Worker worker, Map<Hunk, HunkTokens> read)
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
      ScanPlan.Task task,
      Hunk hunk,
      List<HunkTokens> readings,
      ScanEngine.Worker worker,
      boolean amongOthers,
      FileOutcome outcome)
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
        outcome.near.add(new ChangeScanner.Near(task.change(), result, here.fragments(), below));
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

  /// What a hunk says once more of functions, apart from what it copies.
  private List<Match> rewrites(HunkTokens tokens, ScanEngine.Worker worker, List<Match> copies)
      throws IOException {
    if (request.judgement().policy().enforcement().taint().rewritten()
        == ZonePolicy.Rewritten.OFF) {
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
