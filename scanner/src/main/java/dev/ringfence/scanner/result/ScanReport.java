package dev.ringfence.scanner.result;

import dev.ringfence.corpus.diagnostic.ExitStatus;
import java.util.List;
import java.util.Optional;

/// The outcome of a scan.
///
/// @param tool what scanned
/// @param index what was searched
/// @param policy what judged
/// @param scanned how much was scanned
/// @param notes what else a reader should know
/// @param tooShort hunks whose tokens cannot hold enough evidence, as `path:line`
/// @param unchecked what was not checked
/// @param ownCode what of it the project had before, where something was found that it may explain
/// @param hunks the hunks that were looked up, in the order of the changes
/// @param findings the findings, what blocks first
public record ScanReport(
    ToolIdentity tool,
    SearchedIndex index,
    AppliedPolicy policy,
    Scope scanned,
    List<String> notes,
    List<String> tooShort,
    List<Unchecked> unchecked,
    Optional<OwnCodeNote> ownCode,
    List<ScannedHunk> hunks,
    List<ReportedFinding> findings) {
  public ScanReport {
    notes = List.copyOf(notes);
    tooShort = List.copyOf(tooShort);
    unchecked = List.copyOf(unchecked);
    hunks = List.copyOf(hunks);
    findings = List.copyOf(findings);
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
    return findings.stream().anyMatch(ReportedFinding::fails)
        ? ExitStatus.FINDINGS
        : ExitStatus.CLEAN;
  }

  /// The outcome in a word: `incomplete`, `findings`, `below-fail-level` or `clean`.
  public String status() {
    return switch (exitStatus()) {
      case INCOMPLETE -> "incomplete";
      case FINDINGS -> "findings";
      case CLEAN, USAGE -> findings.isEmpty() ? "clean" : "below-fail-level";
    };
  }
}
