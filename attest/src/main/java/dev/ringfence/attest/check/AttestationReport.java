package dev.ringfence.attest.check;

import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.form.Attestation;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.scanner.policy.Demand;
import dev.ringfence.scanner.policy.Ring;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What came of checking what a pull request says about AI.
///
/// @param label what was checked
/// @param change the change; empty where only the text was
/// @param policy where the policy comes from
/// @param ring the ring that decided what is asked for
/// @param said what the pull request says
/// @param asked what it is asked for
/// @param remarks what is to be done, the worst first
/// @param notes what else a reader should know
public record AttestationReport(
    String label,
    Optional<Contribution> change,
    String policy,
    Ring ring,
    Attestation said,
    Set<Demand> asked,
    List<Remark> remarks,
    List<String> notes) {
  public AttestationReport {
    asked = Set.copyOf(asked);
    remarks = remarks.stream().sorted(Comparator.comparing(Remark::level)).toList();
    notes = List.copyOf(notes);
  }

  /// The remarks of a level.
  public List<Remark> remarks(Remark.Level level) {
    return remarks.stream().filter(remark -> remark.level() == level).toList();
  }

  /// How the process ends. What could not be checked beats what is missing, which is shown all the
  /// same.
  public ExitStatus exitStatus() {
    if (!remarks(Remark.Level.UNCHECKED).isEmpty()) {
      return ExitStatus.INCOMPLETE;
    }
    return remarks(Remark.Level.ERROR).isEmpty() ? ExitStatus.CLEAN : ExitStatus.FINDINGS;
  }

  /// `complete`, `missing` or `incomplete`.
  public String status() {
    return switch (exitStatus()) {
      case CLEAN -> "complete";
      case FINDINGS -> "missing";
      case USAGE, INCOMPLETE -> "incomplete";
    };
  }
}
