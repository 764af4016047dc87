package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.policy.KnownFinding;
import dev.ringfence.scanner.policy.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What whoever asks for a scan says of how it is judged.
///
/// @param policy which policy judges
/// @param baseline findings that do not fail where they stand
/// @param failOn overrides the fail level of every ring
/// @param today the day by which waivers hold
public record JudgementOptions(
    PolicyChoice policy, List<KnownFinding> baseline, Optional<Severity> failOn, LocalDate today) {
  public JudgementOptions {
    baseline = List.copyOf(baseline);
  }

  /// The policy that is found, without a baseline.
  public static JudgementOptions on(LocalDate today) {
    return new JudgementOptions(PolicyChoice.FOUND, List.of(), Optional.empty(), today);
  }
}
