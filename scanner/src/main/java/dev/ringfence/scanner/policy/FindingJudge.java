package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.license.LicenseCompatibility;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.LicenseEvidence;
import dev.ringfence.corpus.license.SpdxExpression;
import dev.ringfence.scanner.change.Hunk;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.Match;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Weighs a match by where it lands: severity = license category by ring, then one step after the
/// other, each with its reason.
public final class FindingJudge {
  /// Under the policy's `min_tokens`, and a smaller share of its hunk than this, it is a note.
  private static final double NOTED_SHARE = 0.5;

  private final ZonePolicy policy;
  private final Optional<Severity> failOn;
  private final AcceptedFindings accepted;
  private final Optional<SpdxExpression> projectLicense;

  /*
   * The order matters: a step sees what those before it made of the finding. Acceptance comes last, since
   * it changes whether a finding fails and not what it is.
   */
  private final List<Step> steps =
      List.of(
          this::placement,
          this::alsoPermissive,
          FindingJudge::conflict,
          this::attribute,
          FindingJudge::declaration,
          this::projectLicense,
          this::review,
          FindingJudge::commonCode,
          this::rewritten,
          this::tooLittle);

  /// One step of a verdict.
  private interface Step {
    /// The weight after it; the same where it has nothing to say.
    Weight apply(Judged judged, Weight before);
  }

  /// What is judged.
  private record Judged(
      Landing landing,
      Match match,
      Finding.Amount amount,
      Optional<String> common,
      ZonePolicy.Placement placement,
      ZonePolicy.Action action) {
    LicenseConclusion license() {
      return match.origin().file().license();
    }
  }

  /// A judge that lets known findings pass.
  ///
  /// @param failOn overrides the fail level of every ring
  /// @param baseline the findings that do not fail where they stand
  /// @param today the day by which waivers hold
  public FindingJudge(
      ZonePolicy policy, Optional<Severity> failOn, List<KnownFinding> baseline, LocalDate today) {
    this.policy = policy;
    this.failOn = failOn;
    this.accepted = new AcceptedFindings(policy.enforcement().waivers(), baseline, today);
    this.projectLicense = policy.projectLicense().flatMap(SpdxExpression::parse);
  }

  /// The finding of a match; empty where the policy allows its license or ignores its path.
  ///
  /// @param amount how much of its origin the change took in all
  /// @param common what both sides have, where neither has it from the other
  /// @param ids the ids of the finding
  public Optional<Finding> judge(
      String change,
      Landing landing,
      Hunk hunk,
      HunkTokens tokens,
      Match match,
      Finding.Amount amount,
      Optional<String> common,
      FindingIds ids) {
    ZonePolicy.Placement placement = policy.place(landing);
    ZonePolicy.Action action =
        policy.enforcement().taint().actionFor(match.origin().file().license());
    if (placement.ignored() || action == ZonePolicy.Action.ALLOW) {
      return Optional.empty();
    }
    Judged judged = new Judged(landing, match, amount, common, placement, action);
    Weight weight = fromTable(judged);
    for (Step step : steps) {
      weight = step.apply(judged, weight);
    }
    AcceptedFindings.Answer answer = accepted.of(ids, landing.path(), placement.ring(), weight);
    weight = answer.weight();
    Severity level = failOn.orElse(policy.failLevel(placement.ring()));
    boolean fails =
        level != Severity.NONE && weight.severity().compareTo(level) >= 0 && !weight.excused();
    return Optional.of(
        new Finding(
            change,
            placement,
            weight.severity(),
            weight.score(),
            weight.reasons(),
            fails,
            answer.waiver(),
            answer.waived(),
            answer.inBaseline(),
            ids,
            amount,
            List.of(new Finding.Place(landing.path(), hunk, tokens, match, placement.ring()))));
  }

  /// Why a finding is accepted where it stood before; empty where it is not.
  ///
  /// @param path the file that it stood in
  public Optional<String> acceptedAt(FindingIds ids, String path) {
    AcceptedFindings.Answer answer =
        accepted.of(
            ids, path, policy.place(path).ring(), new Weight(Severity.NOTE, 0, false, List.of()));
    return answer.waived() || answer.inBaseline()
        ? Optional.of(answer.weight().reasons().getFirst())
        : Optional.empty();
  }

  private static Weight fromTable(Judged judged) {
    Ring ring = judged.placement().ring();
    SeverityTable.Entry entry = SeverityTable.of(judged.license().category(), ring);
    return new Weight(
        entry.severity(),
        entry.score(),
        false,
        List.of(
            "category "
                + judged.license().category().label()
                + " in the "
                + ring.id()
                + " ring: "
                + entry.severity().id()));
  }

  private Weight placement(Judged judged, Weight before) {
    return judged.placement().suggestion().map(before::because).orElse(before);
  }

  private Weight alsoPermissive(Judged judged, Weight before) {
    if (judged.match().others().permissive().isEmpty()) {
      return before;
    }
    Match.OtherOrigin twin = judged.match().others().permissive().getFirst();
    return before
        .with(
            before.severity().milder(),
            Math.min(before.score(), 3.9),
            "also permissive: "
                + twin.file().workId()
                + "/"
                + twin.file().path()
                + " has the same lines under "
                + twin.file().license().expression().orElse("no stated license")
                + age(twin.date(), judged.match().origin().date())
                + ": one step milder, and no failure by itself")
        .excuse();
  }

  /// Evidence that reads as permissive as near to the file as what decided.
  private static Weight conflict(Judged judged, Weight before) {
    Optional<LicenseEvidence> permissive = judged.license().permissiveReading();
    return judged.match().others().permissive().isEmpty() && permissive.isPresent()
        ? before.with(
            before.severity().milder(),
            Math.max(1, before.score() - 2),
            "license evidence conflicts: "
                + permissive.get().expression()
                + " by "
                + permissive.get().where()
                + (permissive.get().line() > 0 ? ":" + permissive.get().line() : "")
                + ": one step milder")
        : before;
  }

  private Weight attribute(Judged judged, Weight before) {
    if (!judged.match().others().permissive().isEmpty()) {
      return before;
    }
    for (String attribute : List.of("linguist-vendored", "linguist-generated")) {
      if (policy
          .zoning()
          .attributes()
          .value(judged.landing().path(), attribute)
          .filter(value -> !value.equals("false"))
          .isPresent()) {
        return before.with(
            before.severity().milder(),
            Math.max(1, before.score() - 2),
            ".gitattributes says " + attribute + ": one step milder");
      }
    }
    return before;
  }

  private static final Pattern DECLARED =
      Pattern.compile("SPDX-License-Identifier:\\s*([^\\r\\n*#]+)");

  /*
   * A copy that carries its origin's tag is honest, and as much a copy. Whether the project may take it is
   * for its own license to say, not for the change.
   */
  private static Weight declaration(Judged judged, Weight before) {
    Optional<String> license = judged.license().expression();
    if (license.isEmpty()) {
      return before;
    }
    for (Landing.Line line : judged.landing().addedLines()) {
      Matcher declared = DECLARED.matcher(line.text());
      if (declared.find()
          && SpdxExpression.parse(declared.group(1).trim())
              .map(SpdxExpression::toString)
              .equals(license)) {
        return before.because(
            "line "
                + line.number()
                + " declares "
                + license.get()
                + ", which does not make it the project's");
      }
    }
    return before;
  }

  private Weight projectLicense(Judged judged, Weight before) {
    Optional<SpdxExpression> code = judged.license().expression().flatMap(SpdxExpression::parse);
    if (projectLicense.isEmpty() || code.isEmpty()) {
      return before;
    }
    LicenseCompatibility.Answer answer = LicenseCompatibility.of(projectLicense.get(), code.get());
    return answer.compatible()
        ? before
            .atMost(
                Severity.NOTE,
                2.0,
                "the project may take it: " + answer.reason() + "; keep its notices")
            .excuse()
        : before.because("project license: " + answer.reason());
  }

  private Weight review(Judged judged, Weight before) {
    return judged.action() == ZonePolicy.Action.REVIEW && before.severity() == Severity.ERROR
        ? before.atMost(
            Severity.WARNING, 6.9, "the policy asks to review this license: warning at most")
        : before;
  }

  private static Weight commonCode(Judged judged, Weight before) {
    return judged.common().map(what -> before.atMost(Severity.NOTE, 2.0, what)).orElse(before);
  }

  /// Likeness is weaker than a copy: someone has to look at both.
  private Weight rewritten(Judged judged, Weight before) {
    Optional<Severity> most = policy.enforcement().taint().rewritten().most();
    if (judged.match().rewrite().isEmpty()
        || most.isEmpty()
        || before.severity().compareTo(most.get()) <= 0) {
      return before;
    }
    String why = "rewritten, as far as it looks, not copied: ";
    return most.get() == Severity.WARNING
        ? before.atMost(Severity.WARNING, 6.9, why + "warning at most")
        : before.atMost(Severity.NOTE, 3.9, why + "the policy has a note at most");
  }

  /// Whether it is enough for an error.
  public boolean isEnough(Finding.Amount amount) {
    ZonePolicy.Taint taint = policy.enforcement().taint();
    boolean small =
        amount.containment() < taint.minContainment() && amount.tokens() < 2 * taint.minTokens();
    return amount.tokens() >= taint.minTokens() && !small;
  }

  /// Whether it is so little of so much that it may be an idiom.
  public boolean isLittle(Finding.Amount amount) {
    int minTokens = policy.enforcement().taint().minTokens();
    return amount.tokens() < minTokens
        || (amount.tokens() < 2 * minTokens && amount.containment() < NOTED_SHARE);
  }

  private Weight tooLittle(Judged judged, Weight before) {
    if (judged.match().rewrite().isPresent()) {
      // What it has in common is not counted in tokens.
      return before;
    }
    ZonePolicy.Taint taint = policy.enforcement().taint();
    Finding.Amount amount = judged.amount();
    String little =
        amount.tokens()
            + " matched tokens, "
            + Math.round(100 * amount.containment())
            + " % of the hunk: too little for ";
    if (before.severity().compareTo(Severity.NOTE) > 0
        && amount.tokens() < taint.minTokens()
        && amount.containment() < NOTED_SHARE) {
      return before.atMost(
          Severity.NOTE, 3.9, little + "more than a note (min_tokens " + taint.minTokens() + ")");
    }
    if (before.severity() != Severity.ERROR || isEnough(amount)) {
      return before;
    }
    return before.atMost(
        Severity.WARNING,
        6.9,
        little
            + "an error (min_tokens "
            + taint.minTokens()
            + ", min_containment "
            + taint.minContainment()
            + ")");
  }

  /// Which of two was published first, where both say.
  private static String age(Optional<String> twin, Optional<String> origin) {
    if (twin.isEmpty() || origin.isEmpty()) {
      return "";
    }
    int order = twin.get().compareTo(origin.get());
    return ", "
        + twin.get()
        + (order < 0 ? ", older than " : order > 0 ? ", younger than " : ", as old as ")
        + "the origin indexed, "
        + origin.get();
  }
}
