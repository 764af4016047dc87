package dev.ringfence.scanner.report;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a check comes to, for a program: the verdict, what is nearest, and the report of the scan.
public final class CheckJson {
  private CheckJson() {}

  /// The check as JSON.
  ///
  /// @param nearest what is alike below the threshold, best first
  public static String write(ScanReport report, List<ReportedFinding> nearest) {
    CheckVerdict verdict = CheckVerdict.of(report, nearest);
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("verdict", verdict.kind().id());
    root.put("words", verdict.words());
    root.put("sureness", verdict.sureness());
    ArrayNode near = root.putArray("nearest");
    for (ReportedFinding finding : nearest) {
      ObjectNode node = near.addObject();
      node.put("work", finding.origin().work());
      node.put("path", finding.origin().path());
      ArrayNode lines = node.putArray("lines");
      for (Lines range : finding.place().origin().lines()) {
        lines.addObject().put("first", range.first()).put("last", range.last());
      }
      node.put("license", finding.origin().license().expression().orElse(null));
      node.put("bits", Math.round(100 * finding.place().match().bits().score()) / 100.0);
      node.put("tokens", finding.place().match().tokens());
    }
    root.set("report", JsonMapper.shared().readTree(ReportJson.write(report)));
    return VisibleText.json(
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }
}
