package dev.ringfence.audit.report;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.scanner.result.SearchedIndex;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/// What a reader of the page sees first: the verdict, the figures, what was audited.
final class HtmlSummary {
  private HtmlSummary() {}

  static void top(AuditReport report, Writer out) throws IOException {
    String state =
        switch (report.exitStatus()) {
          case INCOMPLETE -> "incomplete";
          case FINDINGS -> "findings";
          case CLEAN, USAGE -> report.rows().isEmpty() ? "clean" : "below";
        };
    List<AuditReport.Row> rows = report.rows();
    out.write(
        "<header class=top>\n<p class=kind>Audit of a source history, "
            + HtmlText.of(report.run().day())
            + "</p>\n<h1>"
            + HtmlText.of(report.run().repository())
            + "</h1>\n<p class=\"verdict "
            + state
            + "\">"
            + HtmlText.of(ReportText.verdict(report))
            + "</p>\n<nav aria-label=Contents><ul><li><a href=\"#scope\">What was audited</a></li>"
            + "<li><a href=\"#time\">Over time</a></li><li><a href=\"#where\">Where</a></li>"
            + "<li><a href=\"#findings\">Findings</a></li><li><a href=\"#signs\">Signs of AI</a>"
            + "</li><li><a href=\"#unchecked\">Not checked</a></li><li><a href=\"#method\">Method"
            + " and limits</a></li></ul></nav>\n<ul class=tiles>\n");
    tile(out, rows.size(), "findings");
    tile(out, ReportText.copies(report), "distinct copies");
    tile(out, RowText.count(rows, AuditReport.Row::fails), "at or above the fail level");
    tile(
        out,
        RowText.count(
            rows,
            row -> row.status() == Answer.Status.WHOLE || row.status() == Answer.Status.PARTLY),
        "still there, whole or in part");
    tile(out, RowText.count(rows, row -> row.tags() > 0), "in tagged releases");
    tile(
        out,
        RowText.count(rows, row -> row.mark().map(mark -> mark.strength() > 20).orElse(false)),
        "from commits with signs of AI");
    tile(
        out,
        RowText.count(rows, row -> row.dates() == AuditReport.Dates.ORIGIN_YOUNGER),
        "may have been taken from here");
    tile(out, RowText.count(rows, row -> row.decision().isEmpty()), "not decided yet");
    out.write("</ul>\n</header>\n");
  }

  private static void tile(Writer out, long value, String name) throws IOException {
    out.write("<li><b>" + ReportText.number(value) + "</b><span>" + name + "</span></li>\n");
  }

  static void scope(AuditReport report, Writer out) throws IOException {
    out.write(
        """
        <section aria-labelledby=scope><h2 id=scope>What was audited</h2>
        <div class=scroll tabindex=0 role=group aria-label=Table><table class=facts><tbody>
        """);
    for (Map.Entry<String, String> entry : ReportText.scope(report).entrySet()) {
      out.write(
          "<tr><th scope=row>"
              + HtmlText.of(entry.getKey())
              + "</th><td>"
              + HtmlText.of(entry.getValue())
              + "</td></tr>\n");
    }
    out.write("</tbody></table></div>\n<details><summary>The indexed works (");
    out.write(
        report.scan().index().works()
            + ")</summary>\n<div class=scroll tabindex=0 role=group aria-label=Table><table><thead><tr>");
    out.write(
        "<th scope=col>work</th><th scope=col>role</th><th scope=col>date</th><th scope=col>digest"
            + "</th></tr></thead><tbody>\n");
    for (SearchedIndex.IndexedWork work : report.scan().index().held()) {
      out.write(
          "<tr><td>"
              + HtmlText.of(work.id())
              + "</td><td>"
              + HtmlText.of(work.role())
              + "</td><td>"
              + HtmlText.of(work.date().orElse(""))
              + "</td><td>"
              + HtmlText.code(work.digest())
              + "</td></tr>\n");
    }
    out.write("</tbody></table></div></details>\n</section>\n");
  }
}
