package dev.ringfence.audit.report;

import dev.ringfence.audit.state.StateView;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Findings over time and by directory.
final class HtmlFigures {
  private HtmlFigures() {}

  static void timeline(AuditReport report, Writer out) throws IOException {
    out.write("<section aria-labelledby=time><h2 id=time>Over time</h2>\n");
    if (report.rows().isEmpty()) {
      out.write("<p>There is nothing to draw: nothing was found.</p>\n</section>\n");
      return;
    }
    out.write(
        "<p>When the findings were brought in, by when their commits were committed, and how many"
            + " commits have signs of AI.</p>\n<div class=\"filters screen\" hidden>"
            + "<label>Colours by <select id=chart-by><option value=license>license</option>"
            + "<option value=ring>ring</option><option value=folder>directory</option>"
            + "<option value=severity>severity</option></select></label></div>\n"
            + "<div class=\"chart screen\" id=timeline role=img aria-label=\"Findings over time; the"
            + " table below has the same figures\" hidden></div>\n"
            + "<details><summary>The same figures as a table</summary>\n<div class=scroll tabindex=0 role=group aria-label=Table><table>"
            + "<thead><tr><th scope=col>year</th><th scope=col class=num>commits</th>"
            + "<th scope=col class=num>with signs of AI</th><th scope=col class=num>findings</th>"
            + "<th scope=col>by license</th></tr></thead><tbody>\n");
    Map<String, int[]> years = new TreeMap<>();
    for (StateView.Month month : report.months()) {
      int[] sums = years.computeIfAbsent(month.month().substring(0, 4), _ -> new int[2]);
      sums[0] += month.commits();
      sums[1] += month.marked();
    }
    Map<String, List<AuditReport.Row>> found =
        report.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> RowText.month(row).substring(0, 4), TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, int[]> year : years.entrySet()) {
      List<AuditReport.Row> rows = found.getOrDefault(year.getKey(), List.of());
      out.write(
          "<tr><td>"
              + year.getKey()
              + "</td><td class=num>"
              + ReportText.number(year.getValue()[0])
              + "</td><td class=num>"
              + ReportText.number(year.getValue()[1])
              + "</td><td class=num>"
              + ReportText.number(rows.size())
              + "</td><td>"
              + HtmlText.of(counted(rows, RowText::license))
              + "</td></tr>\n");
    }
    out.write("</tbody></table></div></details>\n</section>\n");
  }

  private static String counted(List<AuditReport.Row> rows, Function<AuditReport.Row, String> key) {
    Map<String, Long> counts =
        rows.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Long> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  static void where(AuditReport report, Writer out) throws IOException {
    out.write("<section aria-labelledby=where><h2 id=where>Where they live</h2>\n");
    if (report.rows().isEmpty()) {
      out.write("<p>Nowhere: nothing was found.</p>\n</section>\n");
      return;
    }
    out.write(
        "<div class=scroll tabindex=0 role=group aria-label=Table><table class=figures><caption>By the directory that they were brought into</caption>"
            + "<thead><tr><th scope=col>directory</th><th scope=col class=num>findings</th>"
            + "<th scope=col class=num>fail</th><th scope=col class=num>still there</th>"
            + "<th scope=col class=num>in releases</th><th scope=col>rings</th><th scope=col>licenses"
            + "</th></tr></thead><tbody>\n");
    Map<String, List<AuditReport.Row>> folders =
        report.rows().stream()
            .collect(Collectors.groupingBy(RowText::folder, TreeMap::new, Collectors.toList()));
    List<Map.Entry<String, List<AuditReport.Row>>> ordered =
        folders.entrySet().stream()
            .sorted(
                Comparator.comparingInt((Map.Entry<String, List<AuditReport.Row>> entry) ->
                        -entry.getValue().size())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    for (Map.Entry<String, List<AuditReport.Row>> folder : ordered) {
      List<AuditReport.Row> rows = folder.getValue();
      out.write(
          "<tr><td>"
              + HtmlText.code(folder.getKey())
              + "</td><td class=num>"
              + ReportText.number(rows.size())
              + "</td><td class=num>"
              + ReportText.number(RowText.count(rows, AuditReport.Row::fails))
              + "</td><td class=num>"
              + ReportText.number(RowText.count(rows, row -> !row.places().isEmpty()))
              + "</td><td class=num>"
              + ReportText.number(RowText.count(rows, row -> row.tags() > 0))
              + "</td><td>"
              + HtmlText.of(counted(rows, row -> row.worst().ring()))
              + "</td><td>"
              + HtmlText.of(counted(rows, RowText::license))
              + "</td></tr>\n");
    }
    out.write("</tbody></table></div>\n</section>\n");
  }
}
