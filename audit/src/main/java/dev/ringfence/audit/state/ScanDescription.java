package dev.ringfence.audit.state;

import dev.ringfence.scanner.result.SearchedIndex;
import dev.ringfence.scanner.result.ToolIdentity;
import java.util.List;
import java.util.Optional;

/// What a scan depends on.
///
/// @param tool what scanned
/// @param index what was searched
/// @param thresholdBits the score from which on a match is a finding
/// @param policy the policy file; empty for the default policy, or where each commit has its own
/// @param policyDigest its digest
/// @param defaultRing the ring of paths that no zone takes
/// @param waivers how many waivers hold or have expired
/// @param failOn the fail level that was given in place of the policy's
/// @param warnings what of the policy is not evaluated
public record ScanDescription(
    ToolIdentity tool,
    SearchedIndex index,
    double thresholdBits,
    Optional<String> policy,
    Optional<String> policyDigest,
    String defaultRing,
    int waivers,
    Optional<String> failOn,
    List<String> warnings) {
  public ScanDescription {
    warnings = List.copyOf(warnings);
  }
}
