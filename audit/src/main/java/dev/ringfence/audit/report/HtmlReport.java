package dev.ringfence.audit.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/// A page for a browser that needs nothing beside itself: no network, no other file.
///
/// The first findings stand in it as they are, for readers without scripts and for paper. Those
/// behind are packed, and unpacked when they are wanted: a page of ten thousand opens all the same.
final class HtmlReport implements ReportFormat.Renderer {
  static final int PLAIN = 200;
  private static final int PACK = 50;
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  @Override
  public void render(AuditReport report, Writer out) throws IOException {
    out.write(
        "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
            + "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
            + "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src"
            + " 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n<title>Audit of "
            + HtmlText.of(report.run().repository())
            + "</title>\n<style>\n"
            + resource(CHARTS + "uPlot.min.css")
            + resource("report.css")
            + "</style>\n</head>\n<body>\n<a class=skip href=\"#main\">To the report</a>\n");
    HtmlSummary.top(report, out);
    out.write("<main id=main>\n");
    HtmlSummary.scope(report, out);
    HtmlFigures.timeline(report, out);
    HtmlFigures.where(report, out);
    HtmlTable.table(report, out);
    sections(report, out);
    HtmlNotes.signs(report, out);
    HtmlNotes.unchecked(report, out);
    HtmlNotes.method(report, out);
    out.write(
        "</main>\n<footer><p>Made by Ringfence "
            + HtmlText.of(report.scan().tool().fullVersion())
            + ". Charts by uPlot, MIT license, inside this page. This page loads nothing from"
            + " anywhere.</p></footer>\n");
    out.write("<script type=\"application/json\" id=data>" + HtmlData.of(report) + "</script>\n");
    if (!report.rows().isEmpty()) {
      out.write("<script>\n" + resource(CHARTS + "uPlot.iife.min.js") + "</script>\n");
    }
    out.write("<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  // ---- figures ----

  // ---- findings ----

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
}
