package dev.ringfence.audit.report;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.audit.state.StateView;
import dev.ringfence.audit.triage.Decision;
import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.scanner.result.SearchedIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A page for a browser that needs nothing beside itself: no network, no other file.
///
/// The first findings stand in it as they are, for readers without scripts and for paper. Those
/// behind are packed, and unpacked when they are wanted: a page of ten thousand opens all the same.
final class HtmlReport implements ReportFormat.Renderer {
  static final int PLAIN = 200;
  private static final int PACK = 50;
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final JsonMapper JSON = JsonMapper.shared();

  @Override
  public void render(AuditReport report, Writer out) throws IOException {
    out.write(
        "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
            + "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
            + "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src"
            + " 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n<title>Audit of "
            + text(report.run().repository())
            + "</title>\n<style>\n"
            + resource(CHARTS + "uPlot.min.css")
            + resource("report.css")
            + "</style>\n</head>\n<body>\n<a class=skip href=\"#main\">To the report</a>\n");
    top(report, out);
    out.write("<main id=main>\n");
    scope(report, out);
    timeline(report, out);
    where(report, out);
    table(report, out);
    sections(report, out);
    signs(report, out);
    unchecked(report, out);
    method(report, out);
    out.write(
        "</main>\n<footer><p>Made by Ringfence "
            + text(report.scan().tool().fullVersion())
            + ". Charts by uPlot, MIT license, inside this page. This page loads nothing from"
            + " anywhere.</p></footer>\n");
    out.write("<script type=\"application/json\" id=data>" + data(report) + "</script>\n");
    if (!report.rows().isEmpty()) {
      out.write("<script>\n" + resource(CHARTS + "uPlot.iife.min.js") + "</script>\n");
    }
    out.write("<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n");
  }

  private static String text(String value) {
    return HtmlText.of(value);
  }

  private static String code(String value) {
    return "<code>" + HtmlText.of(value) + "</code>";
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  // ---- what a reader sees first ----

  private static void top(AuditReport report, Writer out) throws IOException {
    String state =
        switch (report.exitStatus()) {
          case INCOMPLETE -> "incomplete";
          case FINDINGS -> "findings";
          case CLEAN, USAGE -> report.rows().isEmpty() ? "clean" : "below";
        };
    List<AuditReport.Row> rows = report.rows();
    out.write(
        "<header class=top>\n<p class=kind>Audit of a source history, "
            + text(report.run().day())
            + "</p>\n<h1>"
            + text(report.run().repository())
            + "</h1>\n<p class=\"verdict "
            + state
            + "\">"
            + text(ReportText.verdict(report))
            + "</p>\n<nav aria-label=Contents><ul><li><a href=\"#scope\">What was audited</a></li>"
            + "<li><a href=\"#time\">Over time</a></li><li><a href=\"#where\">Where</a></li>"
            + "<li><a href=\"#findings\">Findings</a></li><li><a href=\"#signs\">Signs of AI</a>"
            + "</li><li><a href=\"#unchecked\">Not checked</a></li><li><a href=\"#method\">Method"
            + " and limits</a></li></ul></nav>\n<ul class=tiles>\n");
    tile(out, rows.size(), "findings");
    tile(out, ReportText.copies(report), "distinct copies");
    tile(out, count(rows, AuditReport.Row::fails), "at or above the fail level");
    tile(
        out,
        count(
            rows,
            row -> row.status() == Answer.Status.WHOLE || row.status() == Answer.Status.PARTLY),
        "still there, whole or in part");
    tile(out, count(rows, row -> row.tags() > 0), "in tagged releases");
    tile(
        out,
        count(rows, row -> row.mark().map(mark -> mark.strength() > 20).orElse(false)),
        "from commits with signs of AI");
    tile(
        out,
        count(rows, row -> row.dates() == AuditReport.Dates.ORIGIN_YOUNGER),
        "may have been taken from here");
    tile(out, count(rows, row -> row.decision().isEmpty()), "not decided yet");
    out.write("</ul>\n</header>\n");
  }

  private static long count(
      List<AuditReport.Row> rows, java.util.function.Predicate<AuditReport.Row> wanted) {
    return rows.stream().filter(wanted).count();
  }

  private static void tile(Writer out, long value, String name) throws IOException {
    out.write("<li><b>" + ReportText.number(value) + "</b><span>" + name + "</span></li>\n");
  }

  private static void scope(AuditReport report, Writer out) throws IOException {
    out.write(
        """
        <section aria-labelledby=scope><h2 id=scope>What was audited</h2>
        <div class=scroll><table class=facts><tbody>
        """);
    for (Map.Entry<String, String> entry : ReportText.scope(report).entrySet()) {
      out.write(
          "<tr><th scope=row>"
              + text(entry.getKey())
              + "</th><td>"
              + text(entry.getValue())
              + "</td></tr>\n");
    }
    out.write("</tbody></table></div>\n<details><summary>The indexed works (");
    out.write(report.scan().index().works() + ")</summary>\n<div class=scroll><table><thead><tr>");
    out.write(
        "<th scope=col>work</th><th scope=col>role</th><th scope=col>date</th><th scope=col>digest"
            + "</th></tr></thead><tbody>\n");
    for (SearchedIndex.IndexedWork work : report.scan().index().held()) {
      out.write(
          "<tr><td>"
              + text(work.id())
              + "</td><td>"
              + text(work.role())
              + "</td><td>"
              + text(work.date().orElse(""))
              + "</td><td>"
              + code(work.digest())
              + "</td></tr>\n");
    }
    out.write("</tbody></table></div></details>\n</section>\n");
  }

  // ---- figures ----

  private static String month(AuditReport.Row row) {
    return java.time.Instant.ofEpochSecond(row.first().commit().committerTime())
        .toString()
        .substring(0, 7);
  }

  private static String folder(AuditReport.Row row) {
    String path = row.first().path();
    int slash = path.indexOf('/');
    return slash < 0 ? "(root)" : path.substring(0, slash);
  }

  private static void timeline(AuditReport report, Writer out) throws IOException {
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
            + "<details><summary>The same figures as a table</summary>\n<div class=scroll><table>"
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
                    row -> month(row).substring(0, 4), TreeMap::new, Collectors.toList()));
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
              + text(counted(rows, HtmlReport::license))
              + "</td></tr>\n");
    }
    out.write("</tbody></table></div></details>\n</section>\n");
  }

  private static String license(AuditReport.Row row) {
    return row.first().license().isEmpty() ? "not stated" : row.first().license();
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

  private static void where(AuditReport report, Writer out) throws IOException {
    out.write("<section aria-labelledby=where><h2 id=where>Where they live</h2>\n");
    if (report.rows().isEmpty()) {
      out.write("<p>Nowhere: nothing was found.</p>\n</section>\n");
      return;
    }
    out.write(
        "<div class=scroll><table class=figures><caption>By the directory that they were brought into</caption>"
            + "<thead><tr><th scope=col>directory</th><th scope=col class=num>findings</th>"
            + "<th scope=col class=num>fail</th><th scope=col class=num>still there</th>"
            + "<th scope=col class=num>in releases</th><th scope=col>rings</th><th scope=col>licenses"
            + "</th></tr></thead><tbody>\n");
    Map<String, List<AuditReport.Row>> folders =
        report.rows().stream()
            .collect(Collectors.groupingBy(HtmlReport::folder, TreeMap::new, Collectors.toList()));
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
              + code(folder.getKey())
              + "</td><td class=num>"
              + ReportText.number(rows.size())
              + "</td><td class=num>"
              + ReportText.number(count(rows, AuditReport.Row::fails))
              + "</td><td class=num>"
              + ReportText.number(count(rows, row -> !row.places().isEmpty()))
              + "</td><td class=num>"
              + ReportText.number(count(rows, row -> row.tags() > 0))
              + "</td><td>"
              + text(counted(rows, row -> row.worst().ring()))
              + "</td><td>"
              + text(counted(rows, HtmlReport::license))
              + "</td></tr>\n");
    }
    out.write("</tbody></table></div>\n</section>\n");
  }

  // ---- findings ----

  private static void table(AuditReport report, Writer out) throws IOException {
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
    choice(out, "by-decision", "Decision", rows, HtmlReport::decision);
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
    for (AuditReport.Row row : rows.stream().limit(PLAIN).toList()) {
      out.write(plainRow(++number, row));
    }
    out.write(
        "</tbody></table></div>\n<div class=\"pager screen\" hidden><button class=plain id=back"
            + " type=button>Back</button><button class=plain id=forth type=button>Forth</button>"
            + "<span id=shown role=status></span></div>\n");
    if (rows.size() > PLAIN) {
      out.write(
          "<noscript><p>Only the first "
              + PLAIN
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
        out.write("<option>" + text(each) + "</option>");
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

  private static String decision(AuditReport.Row row) {
    return row.decision().map((Decision made) -> made.kind().id()).orElse("");
  }

  private static String lines(AuditReport.Row row) {
    return row.first().firstLine() + "-" + row.first().lastLine();
  }

  private static String plainRow(int number, AuditReport.Row row) {
    return "<tr><td class=num><a href=\"#f-"
        + row.shortId()
        + "\">"
        + number
        + "</a></td><td>"
        + text(row.worst().severity() + " " + row.worst().score())
        + "</td><td class=wide>"
        + code(row.first().path() + ":" + lines(row))
        + "</td><td class=wide>"
        + code(row.first().work() + "/" + row.first().originPath())
        + "</td><td>"
        + text(license(row))
        + "</td><td class=day>"
        + row.day()
        + "</td><td class=less>"
        + text(row.first().commit().author())
        + "</td><td class=less>"
        + row.mark().map(mark -> text(mark.sign() + " (" + mark.strength() + ")")).orElse("")
        + "</td><td>"
        + ReportText.status(row.status())
        + "</td><td class=\"num less\">"
        + row.tags()
        + "</td><td class=less>"
        + text(decision(row))
        + "</td></tr>\n";
  }

  private static void sections(AuditReport report, Writer out) throws IOException {
    List<AuditReport.Row> rows = report.rows();
    if (rows.isEmpty()) {
      return;
    }
    out.write("<section aria-labelledby=pages><h2 id=pages>Finding by finding</h2>\n");
    for (int r = 0; r < Math.min(PLAIN, rows.size()); r++) {
      out.write(HtmlSection.of(r + 1, report.detail(rows.get(r))));
    }
    for (int first = PLAIN; first < rows.size(); first += PACK) {
      int end = Math.min(rows.size(), first + PACK);
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
        for (int r = first; r < end; r++) {
          zip.write(
              HtmlSection.of(r + 1, report.detail(rows.get(r))).getBytes(StandardCharsets.UTF_8));
        }
      }
      out.write(
          "<script type=\"text/plain\" data-first="
              + (first + 1)
              + " data-last="
              + end
              + ">"
              + Base64.getEncoder().encodeToString(packed.toByteArray())
              + "</script>\n");
    }
    if (rows.size() > PLAIN) {
      out.write(
          "<p class=screen hidden>The first "
              + PLAIN
              + " stand here; any other opens from the table. <button class=plain type=button"
              + " id=unpack-all>Show all "
              + ReportText.number(rows.size())
              + "</button></p>\n");
    }
    out.write("</section>\n");
  }

  // ---- the rest ----

  private static void signs(AuditReport report, Writer out) throws IOException {
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
          "<div class=scroll><table><thead><tr><th scope=col>sign</th><th scope=col>tool</th>"
              + "<th scope=col class=num>strength</th><th scope=col class=num>commits</th>"
              + "<th scope=col>where the sign is from</th></tr></thead><tbody>\n");
      for (StateView.MarkCount mark : marks.stream().limit(100).toList()) {
        out.write(
            "<tr><td>"
                + text(mark.sign())
                + "</td><td>"
                + text(mark.tool())
                + "</td><td class=num>"
                + mark.strength()
                + "</td><td class=num>"
                + ReportText.number(mark.commits())
                + "</td><td>"
                + text(mark.source())
                + "</td></tr>\n");
      }
      out.write("</tbody></table></div>\n");
      if (marks.size() > 100) {
        out.write("<p class=soft>" + (marks.size() - 100) + " more are in the JSON report.</p>\n");
      }
    }
    out.write("</section>\n");
  }

  private static void unchecked(AuditReport report, Writer out) throws IOException {
    out.write("<section aria-labelledby=unchecked><h2 id=unchecked>Not checked</h2>\n");
    List<ReportText.Reason> reasons = ReportText.reasons(report);
    if (reasons.isEmpty()) {
      out.write("<p>Everything was checked.</p>\n</section>\n");
      return;
    }
    out.write(
        "<p>By reason; the JSON report names every case.</p>\n<div class=scroll><table><thead><tr>"
            + "<th scope=col>what it means</th><th scope=col>why</th><th scope=col class=num>times"
            + "</th><th scope=col>for example</th></tr></thead><tbody>\n");
    for (ReportText.Reason reason : reasons) {
      out.write(
          "<tr><td>"
              + (reason.incomplete()
                  ? "<span class=\"tag warning\">incomplete</span>"
                  : "<span class=soft>for the record</span>")
              + "</td><td>"
              + text(reason.reason())
              + "</td><td class=num>"
              + ReportText.number(reason.times())
              + "</td><td>"
              + (reason.example().isEmpty() ? "" : code(reason.example()))
              + "</td></tr>\n");
    }
    out.write("</tbody></table></div>\n</section>\n");
  }

  private static void method(AuditReport report, Writer out) throws IOException {
    out.write("<section aria-labelledby=method><h2 id=method>Method and limits</h2>\n");
    for (String paragraph : ReportText.method(report)) {
      out.write("<p>" + text(paragraph) + "</p>\n");
    }
    out.write("</section>\n");
  }

  /// The figures that the page's script sorts and draws.
  private static String data(AuditReport report) throws IOException {
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
      node.put("folder", VisibleText.line(folder(row)));
      node.put("lines", lines(row));
      node.put("origin", VisibleText.line(row.first().work() + "/" + row.first().originPath()));
      node.put("license", VisibleText.line(row.first().license()));
      node.put("day", row.day());
      node.put("month", month(row));
      node.put("commit", row.first().commit().hash());
      node.put("author", VisibleText.line(row.first().commit().author()));
      node.put("subject", VisibleText.line(row.first().commit().subject()));
      node.put("sign", row.mark().map(mark -> mark.sign()).orElse(""));
      node.put("ai", row.mark().map(mark -> mark.strength()).orElse(0));
      node.put("status", ReportText.status(row.status()));
      node.put("share", row.share());
      node.put("tags", row.tags());
      node.put("decision", decision(row));
    }
    // No text in it can end the script.
    return JSON.writeValueAsString(root).replace("<", "\\u003c");
  }
}
