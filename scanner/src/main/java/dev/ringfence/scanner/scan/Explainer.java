package dev.ringfence.scanner.scan;

import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.Explanation;
import dev.ringfence.scanner.match.Fragment;
import dev.ringfence.scanner.match.FragmentMatch;
import dev.ringfence.scanner.match.Match;
import dev.ringfence.scanner.match.MatchExplainer;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.result.Derivation;
import dev.ringfence.scanner.result.Explained;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.ReportedFinding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds what is to be explained among the results of a scan, and goes through it once more.
final class Explainer {
  /// Matches of fewer bits are not worth explaining.
  static final double LEAST_BITS = 8;

  /// The share of the threshold from which on a match comes near it.
  static final double NEAREST_SHARE = 0.25;

  private final ScanEngine engine;
  private final ChangeScanner scanner;
  private final ReportBuilder builder;

  Explainer(ScanEngine engine, ChangeScanner scanner) {
    this.engine = engine;
    this.scanner = scanner;
    this.builder = scanner.builder();
  }

  /// A finding as it is and as a report shows it.
  private record Candidate(Finding finding, ReportedFinding reported) {
    double score() {
      return finding.match().evidence().score();
    }
  }

  /// The best finding that is wanted, else the best match below the threshold.
  ///
  /// @param where the paths that it may be at
  Optional<Explained> best(
      ChangeScanner.Scanned scanned, Predicate<ReportedFinding> wanted, Predicate<String> where)
      throws IOException {
    Candidate best = null;
    for (int i = 0; i < scanned.findings().size(); i++) {
      ReportedFinding reported = scanned.report().findings().get(i);
      Candidate each = new Candidate(scanned.findings().get(i), reported);
      if (wanted.test(reported) && (best == null || each.score() > best.score())) {
        best = each;
      }
    }
    if (best == null) {
      best = bestNear(scanned.near(), wanted, where).orElse(null);
    }
    if (best == null) {
      return Optional.empty();
    }
    MatchExplainer explainer = new MatchExplainer(engine.candidates(), engine.parameters());
    List<Derivation> derivations = new ArrayList<>();
    for (Finding.Place place : best.finding().places()) {
      derivations.add(derivation(place, explainer.explain(place.tokens(), place.match())));
    }
    return Optional.of(
        new Explained(best.reported(), scanned.report().scanned().thresholdBits(), derivations));
  }

  private Optional<Candidate> bestNear(
      List<ChangeScanner.Near> near, Predicate<ReportedFinding> wanted, Predicate<String> where)
      throws IOException {
    Optional<Candidate> best = Optional.empty();
    ScanEngine.Worker worker = engine.lease();
    for (ChangeScanner.Near each : near) {
      if (!where.test(each.in().landing().path())) {
        continue;
      }
      List<Match> matches = new ArrayList<>(each.rewrites());
      for (FragmentMatch fragment : worker.matcher().match(each.in().tokens(), each.fragments())) {
        matches.add(fragment.match());
      }
      for (Match match : matches) {
        double score = match.evidence().score();
        if (score < LEAST_BITS || (best.isPresent() && best.get().score() >= score)) {
          continue;
        }
        Optional<Finding> finding = scanner.judged(each, match);
        if (finding.isPresent()) {
          ReportedFinding reported = builder.finding(finding.get());
          if (wanted.test(reported)) {
            best = Optional.of(new Candidate(finding.get(), reported));
          }
        }
      }
    }
    engine.giveBack(worker);
    return best;
  }

  /// A fragment or a rewrite with the hunk that it is of.
  private record Part(ChangeScanner.Near of, Optional<Fragment> fragment, Optional<Match> rewrite) {
    double score() {
      return fragment
          .map(Fragment::score)
          .or(() -> rewrite.map(match -> match.evidence().score()))
          .orElse(0.0);
    }
  }

  /// The best matches below the threshold, each with another content, best first.
  List<ReportedFinding> nearest(ChangeScanner.Scanned scanned, int most) throws IOException {
    List<Part> ordered =
        scanned.near().stream()
            .flatMap(near ->
                Stream.concat(
                    near.rewrites().stream()
                        .map(match -> new Part(near, Optional.empty(), Optional.of(match))),
                    near.fragments().stream()
                        .map(fragment -> new Part(near, Optional.of(fragment), Optional.empty()))))
            .filter(part -> part.score() < scanned.report().scanned().thresholdBits())
            .sorted(Comparator.comparingDouble((Part part) -> -part.score()))
            .toList();
    List<ReportedFinding> nearest = new ArrayList<>();
    Set<String> origins = new HashSet<>();
    ScanEngine.Worker worker = engine.lease();
    for (Part part : ordered) {
      if (nearest.size() == most) {
        break;
      }
      Match match =
          part.rewrite().isPresent()
              ? part.rewrite().get()
              : worker
                  .matcher()
                  .match(part.of().in().tokens(), part.fragment().orElseThrow())
                  .match();
      Optional<Finding> finding = scanner.judged(part.of(), match);
      if (finding.isPresent() && origins.add(match.origin().file().swhid())) {
        nearest.add(builder.finding(finding.get()));
      }
    }
    engine.giveBack(worker);
    return nearest;
  }

  private Derivation derivation(Finding.Place place, Explanation explanation) throws IOException {
    Match match = place.match();
    HunkTokens hunk = place.tokens();
    StoredTokens stored = engine.candidates().tokens(match.origin().blob());
    IntFunction<String> originWord =
        builder
            .origin(match.origin().blob(), match.origin().file())
            .<IntFunction<String>>map(text -> text::word)
            .orElse(token -> Alphabet.spelling(stored.symbol(token)));
    List<Derivation.Seeds> seeds = new ArrayList<>();
    for (Explanation.Seeds each : explanation.seeds()) {
      seeds.add(
          new Derivation.Seeds(
              each.channel(),
              each.k(),
              each.grams(),
              each.indexed(),
              each.tooFrequent(),
              each.shared(),
              each.runs().stream()
                  .map(run ->
                      new Derivation.Run(
                          hunk.line(run.hunkToken()), stored.line(run.originToken()), run.length()))
                  .toList()));
    }
    List<Derivation.Piece> pieces = new ArrayList<>();
    for (Match.Piece piece : match.pairing().pieces()) {
      int[] first = match.pairing().pairs().get(piece.firstPair());
      int[] last = match.pairing().pairs().get(piece.endPair() - 1);
      pieces.add(
          new Derivation.Piece(
              new Lines(hunk.line(first[0]), hunk.line(last[0])),
              new Lines(stored.line(first[1]), stored.line(last[1])),
              piece.endPair() - piece.firstPair(),
              piece.structure(),
              piece.gapCost()));
    }
    List<Derivation.Step> steps = new ArrayList<>();
    for (Explanation.Step step : explanation.steps()) {
      int h = step.hunkToken();
      int o = step.originToken();
      steps.add(
          new Derivation.Step(
              Derivation.Kind.valueOf(step.kind().name()),
              h < 0 ? 0 : hunk.line(h),
              h < 0 ? "" : hunk.word(h),
              o < 0 ? 0 : stored.line(o),
              o < 0 ? "" : originWord.apply(o),
              step.bits(),
              step.spellingBits()));
    }
    return new Derivation(seeds, pieces, explanation.joinCost(), steps);
  }
}
