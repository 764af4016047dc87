package dev.ringfence.scanner.report;

import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How many findings there are of each kind: by verdict, ring, license and work, the most first.
public final class StatisticsRenderer implements ReportRenderer {
  /// A renderer.
  public StatisticsRenderer() {}

  @Override
  public String render(ScanReport report) {
    Map<String, Integer> counts = new TreeMap<>();
    for (ReportedFinding finding : report.findings()) {
      String kind =
          String.format(
              Locale.ROOT,
              "%-5s  %-14s  %-6s  %s  %s",
              finding.fails() ? "FAILS" : "",
              TerminalRenderer.verdict(finding),
              finding.zone().ring().id(),
              finding.origin().licenseOr("no stated license"),
              finding.origin().work());
      counts.merge(kind, 1, Integer::sum);
    }
    List<Map.Entry<String, Integer>> rows = new ArrayList<>(counts.entrySet());
    rows.sort(
        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    ReportText out = new ReportText();
    for (Map.Entry<String, Integer> row : rows) {
      out.append(String.format(Locale.ROOT, "%5d  %s", row.getValue(), row.getKey())).append('\n');
    }
    long open = report.unchecked().stream().filter(each -> each.incomplete()).count();
    if (open > 0) {
      out.append(String.format(Locale.ROOT, "%5d  NOT CHECKED", open)).append('\n');
    }
    return out.append(TerminalRenderer.summary(report)).append('\n').toString();
  }
}
