package dev.ringfence.audit.report;

import dev.ringfence.audit.state.StateView;
import dev.ringfence.corpus.diagnostic.VisibleText;
import java.io.IOException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The figures that the page's script sorts and draws.
final class HtmlData {
  private static final JsonMapper JSON = JsonMapper.shared();

  private HtmlData() {}

  /// The figures that the page's script sorts and draws.
  static String of(AuditReport report) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode months = root.putArray("months");
    for (StateView.Month month : report.months()) {
      months
          .addObject()
          .put("month", month.month())
          .put("commits", month.commits())
          .put("marked", month.marked());
    }
    ArrayNode rows = root.putArray("rows");
    int number = 0;
    for (AuditReport.Row row : report.rows()) {
      ObjectNode node = rows.addObject();
      node.put("n", ++number);
      node.put("id", row.shortId());
      node.put("copy", row.copy());
      node.put("severity", row.worst().severity());
      node.put("score", row.worst().score());
      node.put("fails", row.fails());
      node.put("ring", row.worst().ring());
      node.put("path", VisibleText.line(row.first().path()));
      node.put("folder", VisibleText.line(RowText.folder(row)));
      node.put("lines", RowText.lines(row));
      node.put("origin", VisibleText.line(row.first().work() + "/" + row.first().originPath()));
      node.put("license", VisibleText.line(row.first().license()));
      node.put("day", row.day());
      node.put("month", RowText.month(row));
      node.put("commit", row.first().commit().hash());
      node.put("author", VisibleText.line(row.first().commit().author()));
      node.put("subject", VisibleText.line(row.first().commit().subject()));
      node.put("sign", row.mark().map(mark -> mark.sign()).orElse(""));
      node.put("ai", row.mark().map(mark -> mark.strength()).orElse(0));
      node.put("status", ReportText.status(row.status()));
      node.put("share", row.share());
      node.put("tags", row.tags());
      node.put("decision", RowText.decision(row));
    }
    // No text in it can end the script.
    return JSON.writeValueAsString(root).replace("<", "\\u003c");
  }
}
