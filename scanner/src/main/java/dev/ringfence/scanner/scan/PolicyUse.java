package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.FileChange;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.Waiver;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.result.AppliedPolicy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What of a policy a scan made use of, as its report says.
final class PolicyUse {
  private PolicyUse() {}

  /// What judged a request, given its findings.
  static AppliedPolicy of(ScanRequest request, List<Finding> findings) {
    Judgement judgement = request.judgement();
    ZonePolicy policy = judgement.policy();
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
        waivers(policy, findings, judgement.today()));
  }

  private static Optional<AppliedPolicy.WaiverUse> waivers(
      ZonePolicy policy, List<Finding> findings, LocalDate today) {
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
}
