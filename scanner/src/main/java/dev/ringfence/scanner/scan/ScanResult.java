package dev.ringfence.scanner.scan;

import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.scanner.policy.Finding;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.util.List;

/// The outcome of a scan.
///
/// @param indexDigest the logical digest of the index
/// @param works how many works it holds
/// @param indexTokens how many tokens it holds
/// @param policy the policy that was applied
/// @param threshold the score from which on a match is a finding, in bits
/// @param changes how many changes were read
/// @param files how many files with added code were scanned
/// @param hunks how many hunks
/// @param addedLines how many added lines they hold
/// @param scanned the hunks, in the order of the changes
/// @param tooShort hunks whose tokens cannot hold enough evidence, as `path:line`
/// @param findings the findings, what blocks first
/// @param unchecked what was not checked
/// @param notes what else a reader should know of the changes
public record ScanResult(
    String indexDigest,
    int works,
    long indexTokens,
    ZonePolicy policy,
    double threshold,
    int changes,
    int files,
    int hunks,
    int addedLines,
    List<ScannedHunk> scanned,
    List<String> tooShort,
    List<Finding> findings,
    List<Unchecked> unchecked,
    List<String> notes) {
  public ScanResult {
    scanned = List.copyOf(scanned);
    tooShort = List.copyOf(tooShort);
    findings = findings.stream().sorted(Finding.WORST_FIRST).toList();
    unchecked = List.copyOf(unchecked);
    notes = List.copyOf(notes);
  }

  /// Whether something that should have been checked was not.
  public boolean isIncomplete() {
    return unchecked.stream().anyMatch(Unchecked::incomplete);
  }

  /// How the process ends. What could not be checked beats findings, which are shown all the same.
  public ExitStatus exitStatus() {
    if (isIncomplete()) {
      return ExitStatus.INCOMPLETE;
    }
    return findings.stream().anyMatch(Finding::fails) ? ExitStatus.FINDINGS : ExitStatus.CLEAN;
  }
}
