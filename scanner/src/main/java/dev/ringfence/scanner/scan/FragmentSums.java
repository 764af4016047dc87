package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.match.Fragment;
import dev.ringfence.scanner.match.FragmentMatch;
import dev.ringfence.scanner.match.FragmentSum;
import dev.ringfence.scanner.match.HunkMatcher;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.FindingIds;
import dev.ringfence.scanner.policy.FindingJudge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Sums up what a change took from one origin in pieces, each of which may be too little by itself.
final class FragmentSums {
  /*
   * A function that is cut into hunks or files is a copy all the same. Fragments of one content are
   * summed over the change; the best sum takes its fragments, then the best of what is left. What is
   * enough by itself stays a finding of its own, but counts for the rest.
   */

  /// The share of the score of a match from which on another origin of the same tokens counts.
  private static final double AS_LIKELY = 0.5;

  /// A match in a hunk.
  private record Piece(int hunk, FragmentMatch of) {}

  /// What was summed.
  static final class Summary {
    final List<FragmentSum> sums = new ArrayList<>();

    /// Findings, by the hunk that they are shown at.
    final TreeMap<Integer, List<Finding>> findings = new TreeMap<>();

    /// Matches that are part of one.
    final Set<Match> summed = Collections.newSetFromMap(new IdentityHashMap<>());

    /// Tokens that sums have taken, by hunk.
    final Map<Integer, BitSet> taken = new HashMap<>();
  }

  /// What judges a match of a hunk by a policy.
  interface Judging {
    Optional<Finding> judge(
        ChangeJudge.Result hunk, Match match, Finding.Amount amount, FindingIds ids)
        throws IOException;
  }

  private final List<ChangeJudge.Result> hunks;
  private final long tokens;
  private final FindingJudge judge;
  private final Judging judging;
  private final HunkMatcher matcher;
  private final MatchParameters parameters;
  private final FindingIdentity identity;

  /// @param hunks the hunks of the change that matter, in order
  /// @param tokens the tokens of all its hunks
  FragmentSums(
      List<ChangeJudge.Result> hunks,
      long tokens,
      FindingJudge judge,
      Judging judging,
      HunkMatcher matcher,
      MatchParameters parameters,
      FindingIdentity identity) {
    this.hunks = hunks;
    this.tokens = tokens;
    this.judge = judge;
    this.judging = judging;
    this.matcher = matcher;
    this.parameters = parameters;
    this.identity = identity;
  }

  /// The sums that are findings, the best first.
  Summary sum() throws IOException {
    Summary made = new Summary();
    Map<Integer, List<FragmentSum.Part>> byBlob = new LinkedHashMap<>();
    for (int h = 0; h < hunks.size(); h++) {
      for (Fragment fragment : hunks.get(h).found().fragments()) {
        if (isLikely(h, fragment)) {
          byBlob
              .computeIfAbsent(fragment.blob(), _ -> new ArrayList<>())
              .add(new FragmentSum.Part(h, fragment));
        }
      }
    }
    List<FragmentSum> found = new ArrayList<>();
    for (List<FragmentSum.Part> parts : byBlob.values()) {
      if (parts.size() > 1) {
        FragmentSum sum = FragmentSum.of(parts, tokens, parameters);
        if (sum.isFound()) {
          found.add(sum);
        }
      }
    }
    found.sort(
        Comparator.<FragmentSum>comparingDouble(sum -> -sum.evidence().score())
            .thenComparing(sum -> matcher.order(sum.blob())));
    for (FragmentSum sum : found) {
      take(sum, made);
    }
    return made;
  }

  /// Whether no match of another origin explains the same tokens far better.
  private boolean isLikely(int hunk, Fragment fragment) {
    for (Match match : hunks.get(hunk).found().matches()) {
      if (match.origin().blob() != fragment.blob()
          && match.evidence().score() * AS_LIKELY > fragment.score()
          && isIn(fragment, tokensOf(match))) {
        return false;
      }
    }
    return true;
  }

  private static BitSet tokensOf(Match match) {
    BitSet tokens = new BitSet();
    match.pairing().pairs().forEach(pair -> tokens.set(pair[0]));
    return tokens;
  }

  /// Whether most tokens of a fragment are among these.
  private static boolean isIn(Fragment fragment, BitSet tokens) {
    int[] own = fragment.tokens();
    int common = 0;
    for (int token : own) {
      common += tokens.get(token) ? 1 : 0;
    }
    return common * 2 > own.length;
  }

  /// Takes a sum, less what others have taken; its pieces that are too little become one finding.
  private void take(FragmentSum whole, Summary made) throws IOException {
    List<FragmentSum.Part> left = new ArrayList<>();
    for (FragmentSum.Part part : whole.parts()) {
      if (!isIn(part.fragment(), made.taken.getOrDefault(part.hunk(), new BitSet()))) {
        left.add(part);
      }
    }
    if (left.size() < 2) {
      return;
    }
    FragmentSum sum = FragmentSum.of(left, tokens, parameters);
    if (!sum.isFound()) {
      return;
    }
    List<Piece> pieces = new ArrayList<>();
    List<FragmentSum.Part> weighed = new ArrayList<>();
    for (FragmentSum.Part part : sum.parts()) {
      if (standsAlone(part)) {
        weighed.add(part);
        continue;
      }
      FragmentMatch of = matcher.match(hunks.get(part.hunk()).tokens(), part.fragment());
      pieces.add(new Piece(part.hunk(), of));
      weighed.add(new FragmentSum.Part(part.hunk(), of.fragment()));
    }
    // Once more, with what other works hold.
    sum = FragmentSum.of(weighed, tokens, parameters);
    if (pieces.isEmpty() || !sum.isFound()) {
      return;
    }
    Set<Fragment> kept = new HashSet<>();
    sum.parts().forEach(part -> kept.add(part.fragment()));
    pieces.removeIf(piece -> !kept.contains(piece.of().fragment()));
    made.sums.add(sum);
    for (FragmentSum.Part part : sum.parts()) {
      BitSet of = made.taken.computeIfAbsent(part.hunk(), _ -> new BitSet());
      for (int token : part.fragment().tokens()) {
        of.set(token);
      }
    }
    continueIn(sum, pieces, made);
    report(sum, pieces, made);
  }

  /// Whether a match that is enough by itself has most of a fragment's tokens.
  private boolean standsAlone(FragmentSum.Part part) {
    for (Match match : hunks.get(part.hunk()).found().matches()) {
      if (judge.isEnough(Finding.Amount.of(match)) && isIn(part.fragment(), tokensOf(match))) {
        return true;
      }
    }
    return false;
  }

  /// Adds short hunks that go on where others of the sum end.
  private void continueIn(FragmentSum sum, List<Piece> pieces, Summary made) throws IOException {
    List<Integer> open = new ArrayList<>();
    for (int h = 0; h < hunks.size(); h++) {
      ChangeJudge.Result hunk = hunks.get(h);
      if (hunk.tokens().size() <= ChangeJudge.SHORT
          && hunk.found().matches().isEmpty()
          && !made.taken.containsKey(h)) {
        open.add(h);
      }
    }
    for (int h : open) {
      Optional<FragmentMatch> more = matcher.continuation(hunks.get(h).tokens(), sum, open.size());
      if (more.isPresent()) {
        pieces.add(new Piece(h, more.get()));
        BitSet of = made.taken.computeIfAbsent(h, _ -> new BitSet());
        for (int token : more.get().fragment().tokens()) {
          of.set(token);
        }
      }
    }
  }

  private void report(FragmentSum sum, List<Piece> pieces, Summary made) throws IOException {
    if (pieces.isEmpty()) {
      return;
    }
    pieces.sort(
        Comparator.comparingInt(Piece::hunk)
            .thenComparingInt(piece -> piece.of().match().pairing().pairs().getFirst()[0]));
    Finding.Amount amount = new Finding.Amount(sum.tokens(), sum.containment());
    FindingIds ids =
        FindingIdentity.of(
            pieces.stream()
                .map(piece -> identity.of(hunks.get(piece.hunk()).tokens(), piece.of().match()))
                .toList());
    List<Match.OtherOrigin> permissive = permissiveInAll(pieces);
    List<Finding> each = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    for (Piece piece : pieces) {
      ChangeJudge.Result hunk = hunks.get(piece.hunk());
      judging
          .judge(hunk, piece.of().match().withPermissive(permissive), amount, ids)
          .ifPresent(finding -> {
            each.add(finding);
            at.add(piece.hunk());
          });
    }
    for (Piece piece : pieces) {
      BitSet own = tokensOf(piece.of().match());
      for (Match match : hunks.get(piece.hunk()).found().matches()) {
        BitSet common = tokensOf(match);
        int size = common.cardinality();
        common.and(own);
        if (common.cardinality() * 2 > size) {
          made.summed.add(match);
        }
      }
    }
    if (each.isEmpty()) {
      return;
    }
    // Acceptance is asked of the place that matters most, and does not choose it.
    Finding worst =
        each.stream()
            .max(
                Comparator.comparing((Finding finding) -> finding.fails() || finding.isAccepted())
                    .thenComparing(Finding::severity)
                    .thenComparing(finding -> finding.placement().ring())
                    .thenComparingDouble(Finding::score)
                    .thenComparingInt(finding -> finding.match().hunk().matchedTokens())
                    .thenComparing(Finding::path, Comparator.reverseOrder()))
            .orElseThrow();
    List<Finding.Place> places =
        each.stream().flatMap(finding -> finding.places().stream()).toList();
    made.findings.computeIfAbsent(at.getFirst(), _ -> new ArrayList<>()).add(worst.at(places));
  }

  /// The permissive files that hold every piece.
  private static List<Match.OtherOrigin> permissiveInAll(List<Piece> pieces) {
    List<Match.OtherOrigin> common =
        new ArrayList<>(pieces.getFirst().of().match().others().permissive());
    for (Piece piece : pieces) {
      Set<String> here = new HashSet<>();
      piece.of().match().others().permissive().forEach(other -> here.add(name(other)));
      common.removeIf(other -> !here.contains(name(other)));
    }
    return common;
  }

  private static String name(Match.OtherOrigin other) {
    return other.file().workId() + "\t" + other.file().path();
  }
}
