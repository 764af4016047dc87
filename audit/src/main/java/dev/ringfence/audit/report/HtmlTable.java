package dev.ringfence.audit.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;

/// The table of findings; the first stand in it as they are, its script shows the others.
final class HtmlTable {
  private HtmlTable() {}

  static void table(AuditReport report, Writer out) throws IOException {
    out.write("<section aria-labelledby=findings><h2 id=findings>Findings</h2>\n");
    if (report.rows().isEmpty()) {
      out.write("<p>None.</p>\n</section>\n");
      return;
    }
    out.write(
        "<p>Worst first. A copy that was brought in piece by piece, or changed later, can be several"
            + " findings: they have one number of copy.</p>\n<div class=\"filters screen\" hidden>"
            + "<label>Search<input id=search type=search size=24></label>");
    List<AuditReport.Row> rows = report.rows();
    choice(out, "by-severity", "Severity", rows, row -> row.worst().severity());
    choice(out, "by-license", "License", rows, row -> row.first().license());
    choice(out, "by-ring", "Ring", rows, row -> row.worst().ring());
    choice(out, "by-status", "Now", rows, row -> ReportText.status(row.status()));
    choice(out, "by-decision", "Decision", rows, RowText::decision);
    out.write(
        "<label class=check><input type=checkbox id=only-fails> only what fails</label>"
            + "<label class=check><input type=checkbox id=only-ai> only with signs of AI</label>"
            + "<label class=check><input type=checkbox id=one-a-copy> one row a copy</label></div>\n"
            + "<div class=scroll tabindex=0 role=region aria-label=\"Table of findings\">"
            + "<table id=table><thead><tr>");
    heading(out, "n", "no.", "num", true);
    heading(out, "severity", "severity", "", false);
    heading(out, "path", "where", "", false);
    heading(out, "origin", "resembles", "", false);
    heading(out, "license", "license", "", false);
    heading(out, "day", "written", "", false);
    heading(out, "author", "author", "less", false);
    heading(out, "ai", "sign of AI", "less", false);
    heading(out, "status", "now", "", false);
    heading(out, "tags", "tags", "num less", false);
    heading(out, "decision", "decision", "less", false);
    out.write("</tr></thead><tbody id=table-body>\n");
    int number = 0;
    for (AuditReport.Row row : rows.stream().limit(HtmlReport.PLAIN).toList()) {
      out.write(plainRow(++number, row));
    }
    out.write(
        "</tbody></table></div>\n<div class=\"pager screen\" hidden><button class=plain id=back"
            + " type=button>Back</button><button class=plain id=forth type=button>Forth</button>"
            + "<span id=shown role=status></span></div>\n");
    if (rows.size() > HtmlReport.PLAIN) {
      out.write(
          "<noscript><p>Only the first "
              + HtmlReport.PLAIN
              + " are shown without scripts; the CSV report has all.</p></noscript>\n");
    }
    out.write("</section>\n");
  }

  private static void choice(
      Writer out,
      String id,
      String label,
      List<AuditReport.Row> rows,
      Function<AuditReport.Row, String> value)
      throws IOException {
    out.write("<label>" + label + "<select id=" + id + "><option value=\"\">all</option>");
    for (String each : rows.stream().map(value).distinct().sorted().toList()) {
      if (!each.isEmpty()) {
        out.write("<option>" + HtmlText.of(each) + "</option>");
      }
    }
    out.write("</select></label>");
  }

  private static void heading(Writer out, String key, String name, String style, boolean sorted)
      throws IOException {
    out.write(
        "<th scope=col data-key="
            + key
            + " aria-sort="
            + (sorted ? "ascending" : "none")
            + " class=\""
            + style
            + "\"><button type=button>"
            + name
            + "</button></th>");
  }

  private static String plainRow(int number, AuditReport.Row row) {
    return "<tr><td class=num><a href=\"#f-"
        + row.shortId()
        + "\">"
        + number
        + "</a></td><td>"
        + HtmlText.of(row.worst().severity() + " " + row.worst().score())
        + "</td><td class=wide>"
        + HtmlText.code(row.first().path() + ":" + RowText.lines(row))
        + "</td><td class=wide>"
        + HtmlText.code(row.first().work() + "/" + row.first().originPath())
        + "</td><td>"
        + HtmlText.of(RowText.license(row))
        + "</td><td class=day>"
        + row.day()
        + "</td><td class=less>"
        + HtmlText.of(row.first().commit().author())
        + "</td><td class=less>"
        + row.mark().map(mark -> HtmlText.of(mark.sign() + " (" + mark.strength() + ")")).orElse("")
        + "</td><td>"
        + ReportText.status(row.status())
        + "</td><td class=\"num less\">"
        + row.tags()
        + "</td><td class=less>"
        + HtmlText.of(RowText.decision(row))
        + "</td></tr>\n";
  }
}
