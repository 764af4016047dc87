package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.FragmentSum;
import dev.ringfence.scanner.match.HunkMatcher;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.FindingIds;
import dev.ringfence.scanner.policy.FindingJudge;
import dev.ringfence.scanner.policy.Landing;
import dev.ringfence.scanner.result.Unchecked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Judges what was found in the hunks of one change: match by match, and in sum where a change took
/// from one origin in pieces, each of which is too little by itself.
final class ChangeJudge {
  /// Tokens of a hunk that may go on with what others took, though it says nothing by itself.
  static final int SHORT = 64;

  /// What was found in a hunk.
  ///
  /// @param landing where the hunk lies
  /// @param hunk the hunk
  /// @param tokens its tokens
  /// @param found its matches and fragments
  /// @param rewrites functions that it says once more, no token in two
  record Result(
      Landing landing,
      Hunk hunk,
      HunkTokens tokens,
      HunkMatcher.Found found,
      List<Match> rewrites) {
    /// Whether it can matter for the change as a whole.
    boolean matters() {
      return !rewrites.isEmpty()
          || !found.matches().isEmpty()
          || !found.fragments().isEmpty()
          || tokens.size() <= SHORT;
    }
  }

  private final String change;
  private final List<Result> hunks;
  private final long tokens;
  private final FindingJudge judge;
  private final HunkMatcher matcher;
  private final MatchParameters parameters;
  private final FindingIdentity identity;
  private final CommonCode common;

  private FragmentSums.Summary summary = new FragmentSums.Summary();

  /// @param hunks the hunks that matter, in the order of the change
  /// @param tokens the tokens of all hunks of the change
  ChangeJudge(
      String change,
      List<Result> hunks,
      long tokens,
      FindingJudge judge,
      HunkMatcher matcher,
      MatchParameters parameters,
      FindingIdentity identity,
      CommonCode common) {
    this.common = common;
    this.parameters = parameters;
    this.identity = identity;
    this.change = change;
    this.hunks = hunks;
    this.tokens = tokens;
    this.judge = judge;
    this.matcher = matcher;
  }

  /// The findings, in the order of the change. Where the time is over nothing is summed, and said.
  List<Finding> judge(TimeLimit limit, List<Unchecked> unchecked) throws IOException {
    if (hunks.size() > 1) {
      FutureTask<FragmentSums.Summary> summing = new FutureTask<>(sums()::sum);
      if (limit.left() == Long.MAX_VALUE) {
        summing.run();
      } else {
        Thread.ofPlatform().daemon().name("sum").start(summing);
      }
      try {
        summary = summing.get(limit.left(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException over) {
        unchecked.add(
            new Unchecked(
                change, "", limit.reached() + " while pieces of its hunks were summed", true));
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException io -> throw io;
          case RuntimeException runtime -> throw runtime;
          case Error error -> throw error;
          case null, default -> throw new IllegalStateException(e.getCause());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    TreeMap<Integer, List<Finding>> findings = new TreeMap<>();
    summary.findings.forEach((at, some) -> findings.put(at, new ArrayList<>(some)));
    for (int h = 0; h < hunks.size(); h++) {
      Result hunk = hunks.get(h);
      for (Match match : hunk.found().matches()) {
        if (summary.summed.contains(match) || common.nothing(hunk.tokens(), match).isPresent()) {
          continue;
        }
        Finding.Amount amount = Finding.Amount.of(match);
        for (FragmentSum sum : summary.sums) {
          if (sum.blob() == match.origin().blob()) {
            amount = amount.or(new Finding.Amount(sum.tokens(), sum.containment()));
          }
        }
        FindingIds ids = identity.of(hunk.tokens(), match);
        Optional<Finding> finding = judge(hunk, match, amount, ids);
        if (finding.isPresent()) {
          findings.computeIfAbsent(h, _ -> new ArrayList<>()).add(finding.get());
        }
      }
      if (!findings.containsKey(h) && !summary.taken.containsKey(h)) {
        addRewrites(h, findings);
      }
    }
    return findings.values().stream().flatMap(Collection::stream).toList();
  }

  private FragmentSums sums() {
    return new FragmentSums(hunks, tokens, judge, this::judge, matcher, parameters, identity);
  }

  private Optional<Finding> judge(Result hunk, Match match, Finding.Amount amount, FindingIds ids)
      throws IOException {
    return judge.judge(
        change,
        hunk.landing(),
        hunk.hunk(),
        hunk.tokens(),
        match,
        amount,
        common.kind(hunk.landing(), hunk.tokens(), match, judge.isLittle(amount)),
        ids);
  }

  /// What is copied is no rewrite: these come only where nothing else was found.
  private void addRewrites(int h, Map<Integer, List<Finding>> findings) throws IOException {
    Result hunk = hunks.get(h);
    for (Match match : hunk.rewrites()) {
      judge
          .judge(
              change,
              hunk.landing(),
              hunk.hunk(),
              hunk.tokens(),
              match,
              Finding.Amount.of(match),
              common.kind(hunk.tokens(), match.rewrite().orElseThrow()),
              identity.of(hunk.tokens(), match))
          .ifPresent(finding -> findings.computeIfAbsent(h, _ -> new ArrayList<>()).add(finding));
    }
  }
}
