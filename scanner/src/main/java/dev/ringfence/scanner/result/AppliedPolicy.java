package dev.ringfence.scanner.result;

import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What a change was judged by. Digests are `sha256:` and hex; those of files are over their text
/// as UTF-8, so that `sha256sum` gives the same.
///
/// @param source the policy file; empty for the default policy
/// @param digest its digest
/// @param defaultRing the ring of paths that no zone takes
/// @param failOn the fail level that was given in place of the policy's
/// @param warnings what of the policy is not evaluated
/// @param waivers the digest of the file of waivers, where there is one
/// @param attributes the digest of the `.gitattributes` files above the changed files, where there
///   are some
/// @param baseline the digest of the entries of the baseline, where one was given
/// @param judgement the digest of all that judges: policy, waivers, baseline, fail level and blast
///   radii
/// @param waiverUse which waivers were used; empty where there are none
public record AppliedPolicy(
    Optional<String> source,
    Optional<String> digest,
    Ring defaultRing,
    Optional<Severity> failOn,
    List<String> warnings,
    Optional<String> waivers,
    Optional<String> attributes,
    Optional<String> baseline,
    String judgement,
    Optional<WaiverUse> waiverUse) {
  public AppliedPolicy {
    warnings = List.copyOf(warnings);
  }

  /// Which waivers were used.
  ///
  /// @param day the day by which they hold or have expired
  /// @param used how many were used
  /// @param unneeded how many no finding of this change needs
  /// @param expired those that have expired
  public record WaiverUse(LocalDate day, int used, int unneeded, List<WaiverNote> expired) {
    public WaiverUse {
      expired = List.copyOf(expired);
    }
  }
}
