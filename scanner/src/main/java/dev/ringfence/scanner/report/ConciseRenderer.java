package dev.ringfence.scanner.report;

import dev.ringfence.scanner.result.Origin;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.result.Unchecked;

/// One line a finding, as compilers and linters write them: what blocks first, then what was not
/// checked, then the sum.
public final class ConciseRenderer implements ReportRenderer {
  /// A renderer.
  public ConciseRenderer() {}

  @Override
  public String render(ScanReport report) {
    ReportText out = new ReportText();
    for (ReportedFinding finding : report.findings()) {
      Origin origin = finding.origin();
      out.append(finding.path())
          .append(":")
          .append(finding.firstLine())
          .append(": ")
          .append(TerminalRenderer.verdict(finding))
          .append(finding.fails() ? " (fails)" : "")
          .append(": ")
          .append(CheckVerdict.kind(finding, report.scanned().thresholdBits()).words())
          .append(" from")
          .append(" ")
          .append(origin.name())
          .append(" (")
          .append(origin.licenseOr("no stated license"))
          .append("), ")
          .append(finding.zone().ring().id())
          .append(" ring [")
          .append(finding.shortId())
          .append("]")
          .append('\n');
    }
    for (Unchecked each : report.unchecked()) {
      if (each.incomplete()) {
        out.append(each.place()).append(": NOT CHECKED: ").append(each.reason()).append('\n');
      }
    }
    return out.append(TerminalRenderer.summary(report)).append('\n').toString();
  }
}
