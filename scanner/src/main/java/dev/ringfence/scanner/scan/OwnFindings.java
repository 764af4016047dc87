package dev.ringfence.scanner.scan;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.OriginIndex;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.HunkMatcher;
import dev.ringfence.scanner.match.LineRange;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.match.origin.Candidates;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.own.OwnCode;
import dev.ringfence.scanner.own.OwnHistory;
import dev.ringfence.scanner.own.OwnSource;
import dev.ringfence.scanner.own.WithOwnCode;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.FindingJudge;
import dev.ringfence.scanner.policy.Moves;
import dev.ringfence.scanner.policy.Severity;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.OwnCodeNote;
import dev.ringfence.scanner.result.OwnStretch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Judges what was found once more, beside the code that the project had before: what it moves,
/// copies or renames is its own, and what is common in it is no evidence. Where nothing is found
/// nothing of it is read.
final class OwnFindings {
  /*
   * Hunks with findings are matched with the base commit alone. A finding that the base explains, nearly
   * token for token, is the project's own, but for two cases: where it comes to lie in a stricter ring it is
   * judged as if new, and where its place in the base is waived or in the baseline it stays a finding with
   * that state. What only an earlier version of the file held was taken out once, perhaps for cause: that is
   * said. The rest is matched again in an index that holds the base as one more background work: what falls
   * below the threshold there is common in the project.
   */

  /// The share of a finding's tokens that the own code must hold.
  private static final double SAME = 0.95;

  /// Own code is told by less than a copy: it is known to be there.
  private static final double SHARE_OF_THRESHOLD = 0.5;

  /// A round may bring sums of hunks to light that were not matched again.
  private static final int ROUNDS = 6;

  /// Blame takes its time.
  private static final int DATED = 20;

  /// Judges all hunks of the changes.
  interface Judging {
    List<Finding> findings(List<List<ChangeJudge.Result>> hunks, HunkMatcher matcher)
        throws IOException;
  }

  /// What came of it.
  ///
  /// @param findings what is still a finding
  /// @param note what is not
  record Outcome(List<Finding> findings, OwnCodeNote note) {}

  private final OriginIndex index;
  private final MatchParameters parameters;
  private final double threshold;
  private final ZonePolicy policy;
  private final FindingJudge judge;
  private final Judging judging;

  OwnFindings(
      OriginIndex index,
      MatchParameters parameters,
      double threshold,
      ZonePolicy policy,
      FindingJudge judge,
      Judging judging) {
    this.index = index;
    this.parameters = parameters;
    this.threshold = threshold;
    this.policy = policy;
    this.judge = judge;
    this.judging = judging;
  }

  /// Judges again.
  ///
  /// @param found the findings, at least one
  /// @param hunks the hunks of each change that matter
  Outcome judge(OwnSource source, List<Finding> found, List<List<ChangeJudge.Result>> hunks)
      throws IOException {
    OwnCode code = source.read();
    List<OwnStretch> stretches = new ArrayList<>();
    List<Finding> settled = new ArrayList<>();
    List<Finding> open = settle(source, code, found, settled, stretches);
    Set<String> paths = new TreeSet<>();
    open.forEach(finding -> finding.places().forEach(place -> paths.add(place.path())));
    Optional<OwnCode> former = open.isEmpty() ? Optional.empty() : source.former(paths);
    if (former.isPresent()) {
      open = settle(source, former.get(), open, settled, stretches);
    }
    int common = 0;
    if (!open.isEmpty() && !code.isEmpty()) {
      List<Finding> left = beside(code, open, hunks);
      // Of what is open: sums and their pieces may have changed places.
      left.removeIf(finding -> isSettled(finding, settled, stretches));
      common = Math.max(0, open.size() - left.size());
      open = left;
    }
    settled.addAll(open);
    return new Outcome(
        settled,
        new OwnCodeNote(
            code.commit(), code.date(), code.files(), code.unread(), common, stretches));
  }

  private static boolean isSettled(
      Finding finding, List<Finding> settled, List<OwnStretch> stretches) {
    return settled.stream().anyMatch(each -> each.ids().id().equals(finding.ids().id()))
        || stretches.stream()
            .anyMatch(stretch ->
                stretch.path().equals(finding.path())
                    && stretch.lines().equals(lines(finding.match().hunk().lines())));
  }

  /// What of the own code explains a finding.
  ///
  /// @param file the file
  /// @param lines its lines
  private record Twin(CorpusFile file, List<LineRange> lines) {}

  /// Takes out what the own code explains; what stays a finding all the same is settled.
  ///
  /// @return what it does not explain
  private List<Finding> settle(
      OwnSource source,
      OwnCode code,
      List<Finding> findings,
      List<Finding> settled,
      List<OwnStretch> stretches)
      throws IOException {
    if (code.isEmpty()) {
      return findings;
    }
    HunkMatcher matcher =
        new HunkMatcher(new Candidates(WithOwnCode.alone(index.model(), code)), parameters);
    double bits = threshold * SHARE_OF_THRESHOLD;
    IdentityHashMap<HunkTokens, List<Match>> own = new IdentityHashMap<>();
    List<Finding> open = new ArrayList<>();
    for (Finding finding : findings) {
      List<Twin> twins = new ArrayList<>();
      for (Finding.Place place : finding.places()) {
        List<Match> known = own.get(place.tokens());
        if (known == null) {
          known = matcher.find(place.tokens(), bits, bits).matches();
          own.put(place.tokens(), known);
        }
        Optional<Twin> twin = twin(place.match(), known);
        if (twin.isEmpty()) {
          twins.clear();
          break;
        }
        twins.add(twin.get());
      }
      if (twins.isEmpty()) {
        open.add(finding);
      } else {
        settle(source, finding, twins.getFirst(), settled, stretches);
      }
    }
    return open;
  }

  /// The file that explains most of a match, where all of them explain nearly all of it.
  private Optional<Twin> twin(Match match, List<Match> own) {
    BitSet wanted = tokens(match);
    BitSet explained = new BitSet();
    Optional<Twin> best = Optional.empty();
    int most = 0;
    for (Match each : own) {
      BitSet common = tokens(each);
      common.and(wanted);
      if (common.isEmpty()) {
        continue;
      }
      explained.or(common);
      List<Match.OtherOrigin> same = new ArrayList<>(each.others().files());
      same.add(
          new Match.OtherOrigin(each.origin().file(), Optional.empty(), each.origin().lines(), 1));
      for (Match.OtherOrigin other : same) {
        // Among equals the one that is judged most strictly, which may be the place itself.
        int value = (int) (common.cardinality() * 4 * Math.min(1, other.share())) + ring(other);
        if (value > most) {
          most = value;
          best = Optional.of(new Twin(other.file(), other.lines()));
        }
      }
    }
    return explained.cardinality() >= SAME * wanted.cardinality() ? best : Optional.empty();
  }

  @SuppressWarnings("EnumOrdinal") // the later, the stricter
  private int ring(Match.OtherOrigin other) {
    return policy.place(OwnCode.path(other.file())).ring().ordinal();
  }

  private static BitSet tokens(Match match) {
    BitSet tokens = new BitSet();
    match.pairing().pairs().forEach(pair -> tokens.set(pair[0]));
    return tokens;
  }

  private void settle(
      OwnSource source,
      Finding finding,
      Twin twin,
      List<Finding> settled,
      List<OwnStretch> stretches)
      throws IOException {
    String path = OwnCode.path(twin.file());
    Optional<String> until = OwnCode.until(twin.file());
    if (until.isPresent()) {
      settled.add(
          finding.excused(
              Severity.NOTE,
              "the project had it in "
                  + path
                  + " until "
                  + until.get()
                  + "; whether it was taken out for cause, its history tells"));
      return;
    }
    Optional<String> accepted = judge.acceptedAt(finding.ids(), path);
    if (accepted.isPresent()) {
      settled.add(
          finding.excused(
              Severity.ERROR, "the project has it in " + path + ", where it is " + accepted.get()));
    } else if (isStricter(finding, path)) {
      settled.add(
          finding.because(
              "the project has it in "
                  + path
                  + ", which is judged less strictly: here it counts as new"));
    } else {
      stretches.add(stretch(source, finding, twin, stretches.size() < DATED));
    }
  }

  /// The findings in an index that holds the own code too.
  private List<Finding> beside(
      OwnCode code, List<Finding> found, List<List<ChangeJudge.Result>> hunks) throws IOException {
    HunkMatcher matcher = new HunkMatcher(new Candidates(new WithOwnCode(index, code)), parameters);
    Set<Object> matched = Collections.newSetFromMap(new IdentityHashMap<>());
    List<List<ChangeJudge.Result>> all = new ArrayList<>();
    hunks.forEach(each -> all.add(new ArrayList<>(each)));
    List<Finding> findings = found;
    for (int round = 0; round < ROUNDS; round++) {
      Set<Object> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
      findings.forEach(finding -> finding.places().forEach(place -> wanted.add(place.tokens())));
      wanted.removeAll(matched);
      if (wanted.isEmpty()) {
        break;
      }
      for (List<ChangeJudge.Result> each : all) {
        for (int h = 0; h < each.size(); h++) {
          ChangeJudge.Result hunk = each.get(h);
          if (wanted.contains(hunk.tokens())) {
            each.set(h, again(matcher, hunk));
            matched.add(hunk.tokens());
          }
        }
      }
      findings = judging.findings(all, matcher);
    }
    return findings;
  }

  private ChangeJudge.Result again(HunkMatcher matcher, ChangeJudge.Result hunk)
      throws IOException {
    double least =
        hunk.found().fragments().isEmpty()
            ? threshold
            : Math.min(threshold, parameters.fragmentScore());
    return new ChangeJudge.Result(
        hunk.landing(),
        hunk.hunk(),
        hunk.tokens(),
        matcher.find(hunk.tokens(), threshold, least).from(least, threshold),
        hunk.rewrites());
  }

  /// Whether it is judged more strictly where it lands than where it stood, as for a file that
  /// moves.
  private boolean isStricter(Finding finding, String ownPath) {
    FileChange move =
        new FileChange(
            finding.path(),
            Optional.of(ownPath),
            FileChange.Kind.RENAMED,
            List.of(),
            Optional.empty());
    return finding.placement().ring().compareTo(policy.place(ownPath).ring()) > 0
        || Moves.stricter(policy, move, Optional.empty()).isPresent();
  }

  private static OwnStretch stretch(OwnSource source, Finding finding, Twin own, boolean dated)
      throws IOException {
    List<Lines> there = lines(own.lines());
    Optional<OwnHistory.Since> since =
        dated
            ? source.since(own.file().path(), there.getFirst().first(), there.getLast().last())
            : Optional.empty();
    return new OwnStretch(
        finding.path(),
        lines(finding.match().hunk().lines()),
        own.file().path(),
        there,
        since.map(OwnHistory.Since::date),
        since.map(OwnHistory.Since::commit),
        finding.match().origin().file().workId() + "/" + finding.match().origin().file().path());
  }

  private static List<Lines> lines(List<LineRange> ranges) {
    return ranges.stream().map(range -> new Lines(range.firstLine(), range.lastLine())).toList();
  }
}
