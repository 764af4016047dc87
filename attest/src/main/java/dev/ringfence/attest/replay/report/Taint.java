package dev.ringfence.attest.replay.report;

import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.Unchecked;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a scan found in the merged code or in an answer.
///
/// @param findings the findings, the worst first
/// @param notChecked what could not be checked
/// @param tooShort how many hunks hold too little to judge
public record Taint(List<Finding> findings, List<String> notChecked, int tooShort) {
  /// Nothing was there to scan.
  public static final Taint NONE = new Taint(List.of(), List.of(), 0);

  public Taint {
    findings = List.copyOf(findings);
    notChecked = List.copyOf(notChecked);
  }

  /// A finding.
  ///
  /// @param id its id
  /// @param severity its severity
  /// @param score the severity on a scale from 0 to 10
  /// @param fails whether it is at or above the fail level and nobody answers for it
  /// @param path where it is
  /// @param lines the lines there
  /// @param origin the work and its file
  /// @param license the license of the origin
  /// @param tokens how many tokens of the origin match
  /// @param containment the share of the hunk's tokens that match
  /// @param summary how much matches, for a reader
  public record Finding(
      String id,
      String severity,
      double score,
      boolean fails,
      String path,
      String lines,
      String origin,
      String license,
      int tokens,
      double containment,
      String summary) {}

  /// What the samples' code is beside the merged code.
  public enum Drift {
    /// Neither has a finding.
    CLEAN,
    /// The merged code has more.
    LESS,
    /// Both have the same.
    SAME,
    /// The answer has more.
    MORE;

    /// Its name in reports.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What a scan found.
  public static Taint of(ScanReport report) {
    return new Taint(
        report.findings().stream().map(Taint::finding).toList(),
        report.unchecked().stream()
            .filter(Unchecked::incomplete)
            .map(part -> part.place() + ": " + part.reason())
            .toList(),
        report.tooShort().size());
  }

  private static Finding finding(ReportedFinding finding) {
    return new Finding(
        "sha256:" + finding.id(),
        finding.severity().id(),
        finding.score(),
        finding.fails(),
        finding.path(),
        Lines.text(finding.place().hunk().lines()),
        finding.origin().name(),
        finding.origin().licenseOr("not stated"),
        finding.amount().tokens(),
        finding.amount().containment(),
        finding.summary());
  }

  /// Both together.
  public Taint and(Taint other) {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(other.findings);
    List<String> missing = new ArrayList<>(notChecked);
    missing.addAll(other.notChecked);
    return new Taint(all, missing, tooShort + other.tooShort);
  }

  /// The score of the worst finding; 0 for none.
  public double worst() {
    return findings.stream().mapToDouble(Finding::score).max().orElse(0);
  }

  /// How many findings fail.
  public int fails() {
    return (int) findings.stream().filter(Finding::fails).count();
  }

  /// What this is beside the merged code: by the worst finding, by origins that the other has not,
  /// and by how much of an origin is there.
  public Drift beside(Taint merged) {
    if (findings.isEmpty() && merged.findings.isEmpty()) {
      return Drift.CLEAN;
    }
    if (Math.abs(worst() - merged.worst()) > 0.05) {
      return worst() > merged.worst() ? Drift.MORE : Drift.LESS;
    }
    Set<String> mine = origins();
    Set<String> theirs = merged.origins();
    if (!mine.equals(theirs)) {
      return theirs.containsAll(mine) ? Drift.LESS : Drift.MORE;
    }
    int here = tokens();
    int there = merged.tokens();
    // A tenth is within what other names and layout move.
    return 10 * Math.abs(here - there) <= Math.max(here, there)
        ? Drift.SAME
        : here > there ? Drift.MORE : Drift.LESS;
  }

  private Set<String> origins() {
    Set<String> origins = new HashSet<>();
    findings.forEach(finding -> origins.add(finding.origin()));
    return origins;
  }

  private int tokens() {
    return findings.stream().mapToInt(Finding::tokens).sum();
  }
}
