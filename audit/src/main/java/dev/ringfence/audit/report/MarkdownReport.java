package dev.ringfence.audit.report;

import dev.ringfence.audit.triage.Decision;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/// For an issue or a mail: what was audited, a table of findings, method and limits.
final class MarkdownReport implements ReportFormat.Renderer {
  private static final int SHOWN = 200;

  @Override
  public void render(AuditReport report, Writer out) throws IOException {
    out.write("# Audit of " + text(report.run().repository()) + "\n\n");
    out.write("**" + text(ReportText.verdict(report)) + "**\n\n");
    out.write("| | |\n|---|---|\n");
    for (Map.Entry<String, String> entry : ReportText.scope(report).entrySet()) {
      out.write("| " + entry.getKey() + " | " + text(entry.getValue()) + " |\n");
    }
    if (!report.rows().isEmpty()) {
      out.write("\n## Findings\n\n");
      out.write(
          "| finding | severity | where | from | license | brought in | AI | now | shipped |"
              + " decision |\n|---|---|---|---|---|---|---|---|---|---|\n");
      for (AuditReport.Row row : report.rows().stream().limit(SHOWN).toList()) {
        out.write(row(row));
      }
      if (report.rows().size() > SHOWN) {
        out.write(
            "\n"
                + ReportText.number(report.rows().size() - SHOWN)
                + " more are left out here; the other formats have all.\n");
      }
    }
    out.write("\n## Not checked\n\n");
    if (report.unchecked().isEmpty()) {
      out.write("Everything was checked.\n");
    }
    for (ReportText.Reason reason : ReportText.reasons(report)) {
      out.write(
          "- "
              + (reason.incomplete() ? "**code that was not checked**: " : "")
              + text(reason.reason())
              + " ("
              + ReportText.number(reason.times())
              + (reason.example().isEmpty() ? "" : ", such as " + code(reason.example()))
              + ")\n");
    }
    out.write("\n## Method and limits\n\n");
    for (String paragraph : ReportText.method(report)) {
      out.write(text(paragraph) + "\n\n");
    }
  }

  private static String row(AuditReport.Row row) {
    return "| "
        + code(row.shortId())
        + " | "
        + (row.fails() ? "**" + row.worst().severity() + "**" : row.worst().severity())
        + " "
        + row.worst().score()
        + " | "
        + code(row.first().path() + ":" + row.first().firstLine() + "-" + row.first().lastLine())
        + " "
        + row.worst().ring()
        + " | "
        + code(row.first().work() + "/" + row.first().originPath() + ":" + row.originLines())
        + " | "
        + text(row.first().license().isEmpty() ? "not stated" : row.first().license())
        + " | "
        + code(row.first().commit().hash().substring(0, 12))
        + " "
        + row.day()
        + " "
        + text(row.first().commit().author())
        + " | "
        + row.mark().map(mark -> text(mark.sign()) + " " + mark.strength()).orElse("")
        + " | "
        + ReportText.status(row.status())
        + (row.share() > 0 ? " " + ReportText.percent(row.share()) : "")
        + " | "
        + (row.tags() == 0
            ? "in no tag"
            : row.tags() == 1
                ? code(row.firstTag())
                : row.tags() + " tags, " + code(row.firstTag()) + " to " + code(row.lastTag()))
        + " | "
        + row.decision()
            .map((Decision made) -> made.kind().id() + " (" + text(made.name()) + ")")
            .orElse("")
        + " |\n";
  }

  /// Text that is nothing but text, in a cell too.
  private static String text(String value) {
    return value.replaceAll("[\\r\\n]+", " ").replaceAll("([\\\\`*_\\[\\]<>|#~!@])", "\\\\$1");
  }

  private static String code(String value) {
    String plain = value.replaceAll("[\\r\\n]+", " ").replace("|", "\\|");
    return plain.isEmpty() ? "" : plain.contains("`") ? "`` " + plain + " ``" : "`" + plain + "`";
  }
}
