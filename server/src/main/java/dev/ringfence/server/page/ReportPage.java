package dev.ringfence.server.page;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.Unchecked;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A report for a reader.
///
/// @param digest its digest
/// @param report the report
/// @param verdict what it says first
/// @param findings its findings
/// @param canAskNear whether what was scanned is at hand, and small enough to look for near misses
public record ReportPage(
    String digest,
    ScanReport report,
    Words.Verdict verdict,
    List<FindingView> findings,
    boolean canAskNear) {
  /// Findings of which all is shown; a change with more of them is no page.
  private static final int SHOWN = 100;

  public ReportPage {
    findings = List.copyOf(findings);
  }

  /// The page of a report.
  public static ReportPage of(String digest, ScanReport report, boolean canAskNear) {
    return new ReportPage(
        digest,
        report,
        Words.verdict(report),
        report.findings().stream()
            .limit(SHOWN)
            .map(finding -> FindingView.of(finding, report.scanned().thresholdBits()))
            .toList(),
        canAskNear);
  }

  /// Findings that are in the report alone.
  public int left() {
    return report.findings().size() - findings.size();
  }

  /// What the project had before, where something was found that it explains; empty for nothing.
  public List<String> ownCode() {
    return report
        .ownCode()
        .map(own ->
            own.stretches().stream()
                .map(stretch ->
                    VisibleText.line(
                        stretch.path()
                            + ":"
                            + Words.lines(stretch.lines())
                            + " stood in "
                            + stretch.ownPath()
                            + ":"
                            + Words.lines(stretch.ownLines())
                            + stretch.since().map(day -> " since " + day).orElse("")
                            + "; it is like "
                            + stretch.origin()))
                .toList())
        .orElse(List.of());
  }

  /// Where it is.
  public String address() {
    return Links.report(digest);
  }

  /// What was not checked, what should have been first.
  public List<Unchecked> unchecked() {
    return report.unchecked().stream()
        .sorted(Comparator.comparing(Unchecked::incomplete).reversed())
        .toList();
  }

  /// Which policy judged.
  public String policyText() {
    return report
        .policy()
        .source()
        .map(source -> ", judged by " + VisibleText.line(source))
        .orElse("");
  }

  /// The threshold for a reader.
  public String threshold() {
    return String.format(Locale.ROOT, "%.1f", report.scanned().thresholdBits());
  }

  /// Text from elsewhere, in which nothing hides.
  public String shown(String text) {
    return VisibleText.line(text);
  }
}
