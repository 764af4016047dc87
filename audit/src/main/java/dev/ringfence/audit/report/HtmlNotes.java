package dev.ringfence.audit.report;

import dev.ringfence.audit.state.StateView;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// What stands behind the findings: signs of AI, what was not checked, the method.
final class HtmlNotes {
  private HtmlNotes() {}

  static void signs(AuditReport report, Writer out) throws IOException {
    out.write("<section aria-labelledby=signs><h2 id=signs>Signs of AI</h2>\n");
    List<StateView.MarkCount> marks = report.marks();
    out.write(
        "<p>"
            + (marks.isEmpty()
                ? "No commit has one."
                : "What commits, notes, branches and files say, by sign.")
            + " That there is no sign proves nothing.</p>\n");
    if (!marks.isEmpty()) {
      out.write(
          "<div class=scroll tabindex=0 role=group aria-label=Table><table><thead><tr><th scope=col>sign</th><th scope=col>tool</th>"
              + "<th scope=col class=num>strength</th><th scope=col class=num>commits</th>"
              + "<th scope=col>where the sign is from</th></tr></thead><tbody>\n");
      for (StateView.MarkCount mark : marks.stream().limit(100).toList()) {
        out.write(
            "<tr><td>"
                + HtmlText.of(mark.sign())
                + "</td><td>"
                + HtmlText.of(mark.tool())
                + "</td><td class=num>"
                + mark.strength()
                + "</td><td class=num>"
                + ReportText.number(mark.commits())
                + "</td><td>"
                + HtmlText.of(mark.source())
                + "</td></tr>\n");
      }
      out.write("</tbody></table></div>\n");
      if (marks.size() > 100) {
        out.write("<p class=soft>" + (marks.size() - 100) + " more are in the JSON report.</p>\n");
      }
    }
    out.write("</section>\n");
  }

  static void unchecked(AuditReport report, Writer out) throws IOException {
    out.write("<section aria-labelledby=unchecked><h2 id=unchecked>Not checked</h2>\n");
    List<ReportText.Reason> reasons = ReportText.reasons(report);
    if (reasons.isEmpty()) {
      out.write("<p>Everything was checked.</p>\n</section>\n");
      return;
    }
    out.write(
        "<p>By reason; the JSON report names every case.</p>\n<div class=scroll tabindex=0 role=group aria-label=Table><table><thead><tr>"
            + "<th scope=col>what it means</th><th scope=col>why</th><th scope=col class=num>times"
            + "</th><th scope=col>for example</th></tr></thead><tbody>\n");
    for (ReportText.Reason reason : reasons) {
      out.write(
          "<tr><td>"
              + (reason.incomplete()
                  ? "<span class=\"tag warning\">incomplete</span>"
                  : "<span class=soft>for the record</span>")
              + "</td><td>"
              + HtmlText.of(reason.reason())
              + "</td><td class=num>"
              + ReportText.number(reason.times())
              + "</td><td>"
              + (reason.example().isEmpty() ? "" : HtmlText.code(reason.example()))
              + "</td></tr>\n");
    }
    out.write("</tbody></table></div>\n</section>\n");
  }

  static void method(AuditReport report, Writer out) throws IOException {
    out.write("<section aria-labelledby=method><h2 id=method>Method and limits</h2>\n");
    for (String paragraph : ReportText.method(report)) {
      out.write("<p>" + HtmlText.of(paragraph) + "</p>\n");
    }
    out.write("</section>\n");
  }
}
