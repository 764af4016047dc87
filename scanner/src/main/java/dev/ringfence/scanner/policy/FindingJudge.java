package dev.ringfence.scanner.policy;

import dev.ringfence.corpus.license.LicenseCompatibility;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.SpdxExpression;
import dev.ringfence.scanner.change.HunkTokens;
import dev.ringfence.scanner.match.Match;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Weighs a match by where it lands: severity = license category by ring, then the downgrades.
public final class FindingJudge {
  private final ZonePolicy policy;
  private final Optional<Severity> failOn;
  private final Set<String> baseline;
  private final LocalDate today = Waiver.today();

  /// A judge.
  ///
  /// @param failOn overrides the fail level of every ring
  public FindingJudge(ZonePolicy policy, Optional<Severity> failOn) {
    this(policy, failOn, Set.of());
  }

  /// A judge that lets known findings pass.
  ///
  /// @param baseline the fingerprints of findings that do not fail
  public FindingJudge(ZonePolicy policy, Optional<Severity> failOn, Set<String> baseline) {
    this.policy = policy;
    this.failOn = failOn;
    this.baseline = Set.copyOf(baseline);
  }

  /// The finding of a match; empty where the policy allows its license or ignores its path.
  public Optional<Finding> judge(String change, Landing landing, HunkTokens hunk, Match match) {
    String path = landing.path();
    ZonePolicy.Placement placement = policy.place(landing);
    if (placement.ignored()) {
      return Optional.empty();
    }
    LicenseConclusion license = match.origin().license();
    ZonePolicy.Action action = policy.taint().actionFor(license);
    if (action == ZonePolicy.Action.ALLOW) {
      return Optional.empty();
    }
    SeverityTable.Entry entry = SeverityTable.of(license.category(), placement.ring());
    Severity severity = entry.severity();
    double score = entry.score();
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "category "
            + license.category().label()
            + " in the "
            + placement.ring().id()
            + " ring: "
            + entry.severity().id());
    placement.suggestion().ifPresent(reasons::add);
    if (!match.alsoPermissive().isEmpty()) {
      severity = severity.milder();
      score = Math.min(score, 3.9);
      Match.OtherOrigin twin = match.alsoPermissive().getFirst();
      reasons.add(
          "also permissive: "
              + twin.file().workId()
              + "/"
              + twin.file().path()
              + " has the same lines under "
              + twin.file().license().expression().orElse("no stated license")
              + age(twin.date(), match.originDate())
              + ": one step milder, and no failure by itself");
    }
    Optional<String> step = oneStepMilder(landing, license);
    if (step.isPresent() && match.alsoPermissive().isEmpty()) {
      severity = severity.milder();
      score = Math.max(1, score - 2);
      reasons.add(step.get() + ": one step milder");
    }
    Optional<LicenseCompatibility.Answer> compatibility = compatibility(license);
    boolean mayBeTaken = compatibility.isPresent() && compatibility.get().compatible();
    if (mayBeTaken) {
      severity = Severity.NOTE;
      score = Math.min(score, 2.0);
      reasons.add(
          "the project may take it: " + compatibility.get().reason() + "; keep its notices");
    } else {
      compatibility.ifPresent(answer -> reasons.add("project license: " + answer.reason()));
    }
    if (action == ZonePolicy.Action.REVIEW && severity == Severity.ERROR) {
      severity = Severity.WARNING;
      score = Math.min(score, 6.9);
      reasons.add("the policy asks to review this license: warning at most");
    }
    int tokens = match.matchedTokens();
    boolean small =
        match.containment() < policy.taint().minContainment()
            && tokens < 2 * policy.taint().minTokens();
    if (severity == Severity.ERROR && (tokens < policy.taint().minTokens() || small)) {
      severity = Severity.WARNING;
      score = Math.min(score, 6.9);
      reasons.add(
          tokens
              + " matched tokens, "
              + Math.round(100 * match.containment())
              + " % of the hunk: too little for an error (min_tokens "
              + policy.taint().minTokens()
              + ", min_containment "
              + policy.taint().minContainment()
              + ")");
    }
    String fingerprint = fingerprint(hunk, match);
    Optional<Waiver> waiver = waiver(fingerprint);
    boolean waived = false;
    if (waiver.isPresent()) {
      waived = !waiver.get().hasExpired(today);
      reasons.add(
          (waived ? "waived by " : "the waiver has expired, by ")
              + waiver.get().owner()
              + " until "
              + waiver.get().until()
              + ": "
              + waiver.get().reason()
              + " ("
              + waiver.get().place()
              + ")");
    }
    boolean known = baseline.contains(fingerprint);
    if (known) {
      reasons.add("in the baseline: it was there when the tool was taken up");
    }
    Severity level = failOn.orElse(policy.failLevel(placement.ring()));
    boolean fails =
        level != Severity.NONE
            && severity.compareTo(level) >= 0
            && match.alsoPermissive().isEmpty()
            && !mayBeTaken
            && !waived
            && !known;
    return Optional.of(
        new Finding(
            change,
            path,
            hunk,
            match,
            placement,
            severity,
            score,
            reasons,
            fails,
            waiver,
            fingerprint));
  }

  private static final Pattern DECLARED =
      Pattern.compile("SPDX-License-Identifier:\\s*([^\\r\\n*#]+)");

  /// Why a finding matters less; empty where nothing says so.
  private Optional<String> oneStepMilder(Landing landing, LicenseConclusion license) {
    for (Landing.Line line : landing.addedLines()) {
      Matcher declared = DECLARED.matcher(line.text());
      if (declared.find()
          && SpdxExpression.parse(declared.group(1).trim())
              .map(SpdxExpression::toString)
              .equals(license.expression())) {
        return Optional.of("line " + line.number() + " declares " + license.expression().get());
      }
    }
    for (String attribute : List.of("linguist-vendored", "linguist-generated")) {
      if (policy
          .attributes()
          .value(landing.path(), attribute)
          .filter(value -> !value.equals("false"))
          .isPresent()) {
        return Optional.of(".gitattributes says " + attribute);
      }
    }
    return Optional.empty();
  }

  private Optional<LicenseCompatibility.Answer> compatibility(LicenseConclusion license) {
    Optional<SpdxExpression> project = policy.projectLicense().flatMap(SpdxExpression::parse);
    Optional<SpdxExpression> code = license.expression().flatMap(SpdxExpression::parse);
    return project.isPresent() && code.isPresent()
        ? Optional.of(LicenseCompatibility.of(project.get(), code.get()))
        : Optional.empty();
  }

  /// The waiver for a finding; one that holds before one that has expired.
  private Optional<Waiver> waiver(String fingerprint) {
    return policy.waivers().stream()
        .filter(each -> each.fingerprint().equals(fingerprint))
        .max(Comparator.comparing(Waiver::until));
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

  /// The content fingerprint of a finding.
  static String fingerprint(HunkTokens hunk, Match match) {
    int first = match.pairs().getFirst()[0];
    int last = match.pairs().getLast()[0];
    ByteBuffer bytes = ByteBuffer.allocate(4 * (last - first + 1));
    for (int i = first; i <= last; i++) {
      bytes.putInt(hunk.spellings()[i]);
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.array());
      digest.update(match.origin().swhid().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
