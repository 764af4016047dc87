package dev.ringfence.attest.replay.report;

import dev.ringfence.attest.replay.compare.Comparison;
import dev.ringfence.attest.replay.validate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A page for a browser that needs nothing beside itself: no network, no other file, no script.
public final class ReplayHtml {
  private static final int FUNCTIONS = 200;

  private final StringBuilder out = new StringBuilder();
  private final ReplayReport report;

  private ReplayHtml(ReplayReport report) {
    this.report = report;
  }

  /// The page.
  ///
  /// @param style the style sheet that pages of this program share
  public static String of(ReplayReport report, String style) {
    ReplayHtml page = new ReplayHtml(report);
    page.write(style);
    return page.out.toString();
  }

  private static final String OWN_STYLE =
      """
      .drift { display: block; max-width: 100%; height: auto; }
      .drift text { font: 11px system-ui, sans-serif; fill: var(--soft); }
      .drift .line { fill: none; stroke: var(--c1); stroke-width: 2; }
      .drift .dot { fill: var(--c1); }
      .drift .merged { fill: none; stroke: var(--c7); stroke-width: 2; stroke-dasharray: 4 3; }
      .drift .today { fill: none; stroke: var(--error); stroke-width: 2; }
      .drift .today-dot { fill: var(--error); }
      .drift .axis { stroke: var(--line); }
      .class { font-weight: 600; }
      .class.identical, .class.structurally-equal, .class.tests-equivalent { color: var(--note); }
      .class.diverged, .class.refused { color: var(--warning); }
      .class.unavailable, .drift-more { color: var(--error); font-weight: 650; }
      .key span { display: inline-block; width: 1.6em; border-top: 3px solid; vertical-align: middle; margin: 0 .4em 0 1.2em; }
      .key .k-alike { border-color: var(--c1); } .key .k-merged { border-color: var(--c7); border-top-style: dashed; } .key .k-today { border-color: var(--error); }
      """;

  private void write(String style) {
    out.append(
        "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
            + "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
            + "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src"
            + " 'unsafe-inline'\">\n<title>Replay, run ");
    out.append(HtmlWords.text(report.run())).append("</title>\n<style>\n");
    out.append(style).append(OWN_STYLE);
    out.append("</style>\n</head>\n<body>\n<a class=skip href=\"#main\">To the report</a>\n");
    top();
    out.append("<main id=main>\n");
    overview();
    new DriftSection(out, report.history()).write();
    records();
    notChecked();
    method();
    out.append("</main>\n<footer><p>Made by Ringfence ")
        .append(HtmlWords.text(report.tool()))
        .append(". This page loads nothing from anywhere.</p></footer>\n</body>\n</html>\n");
  }

  private void top() {
    String state =
        switch (report.exitStatus()) {
          case INCOMPLETE -> "incomplete";
          case FINDINGS -> "findings";
          case CLEAN, USAGE -> "clean";
        };
    out.append("<header class=top>\n<p class=kind>Replay of prompts, run ")
        .append(HtmlWords.text(report.run()))
        .append(", ")
        .append(HtmlWords.text(report.day()))
        .append("</p>\n<h1>Would the same prompts still give this code?</h1>\n<p class=\"verdict ")
        .append(state)
        .append("\">")
        .append(HtmlWords.text(HtmlWords.capital(report.verdict())))
        .append(
            ".</p>\n<nav aria-label=Contents><ul><li><a href=\"#overview\">Records</a></li>"
                + "<li><a href=\"#drift\">Over time</a></li><li><a href=\"#samples\">Answers</a>"
                + "</li><li><a href=\"#unchecked\">Not checked</a></li>"
                + "<li><a href=\"#method\">Method and limits</a></li></ul></nav>\n<ul class=tiles>\n");
    tile(report.replayed().size(), "records replayed");
    tile(
        report.count(Classification.IDENTICAL)
            + report.count(Classification.STRUCTURALLY_EQUAL)
            + report.count(Classification.TESTS_EQUIVALENT),
        "answers that do the same");
    tile(report.count(Classification.DIVERGED), "that diverged");
    tile(report.count(Classification.REFUSED), "refused");
    tile(report.count(Classification.UNAVAILABLE), "without an answer");
    tile(report.fails(), "findings at the fail level");
    tile(
        report.replayed().stream().filter(r -> r.drift() == Taint.Drift.MORE).count(),
        "records with more taint than what was merged");
    tile(report.spent().tokens(), "tokens spent");
    out.append("</ul>\n</header>\n");
  }

  private void tile(long value, String name) {
    out.append("<li><b>")
        .append(String.format(Locale.ROOT, "%,d", value))
        .append("</b><span>")
        .append(name)
        .append("</span></li>\n");
  }

  private void overview() {
    out.append(
        "<section aria-labelledby=overview><h2 id=overview>Records</h2>\n<div class=scroll tabindex=0 role=group aria-label=Table>"
            + "<table class=figures><thead><tr><th scope=col>record</th><th scope=col>samples</th>"
            + "<th scope=col class=num>alike</th><th scope=col class=num>taint of the merged"
            + " code</th><th scope=col class=num>taint today</th><th scope=col>beside</th></tr>"
            + "</thead><tbody>\n");
    for (ReplayReport.Replayed record : report.records()) {
      out.append("<tr><td>").append(HtmlWords.code(record.id())).append("</td>");
      if (record.why().isPresent()) {
        out.append("<td colspan=5>not replayed: ")
            .append(HtmlWords.text(record.why().get()))
            .append("</td></tr>\n");
        continue;
      }
      out.append("<td>");
      for (int i = 0; i < record.samples().size(); i++) {
        out.append(i == 0 ? "" : ", ")
            .append(HtmlWords.named(record.samples().get(i).classification().id()));
      }
      out.append("</td><td class=num>")
          .append(record.similarity() < 0 ? "" : HtmlWords.percent(record.similarity()))
          .append("</td><td class=num>")
          .append(HtmlWords.score(record.taint()))
          .append("</td><td class=num>")
          .append(HtmlWords.score(record.worst(), record.fails()))
          .append("</td><td class=\"drift-")
          .append(record.drift().id())
          .append("\">")
          .append(HtmlWords.text(ReplayText.words(record.drift())))
          .append("</td></tr>\n");
    }
    out.append("</tbody></table></div>\n</section>\n");
  }

  // ---- answers ----

  private void records() {
    out.append("<section aria-labelledby=samples><h2 id=samples>Answers</h2>\n");
    if (report.replayed().isEmpty()) {
      out.append("<p>None.</p>\n");
    }
    for (ReplayReport.Replayed record : report.replayed()) {
      out.append("<article>\n<header><h3>")
          .append(HtmlWords.text(record.id()))
          .append("</h3>\n<p>Merged as ")
          .append(HtmlWords.code(ReplayText.shortId(record.merged())))
          .append(record.ring().map(ring -> ", " + HtmlWords.text(ring) + " ring").orElse(""))
          .append(record.tool().map(tool -> ", by " + HtmlWords.text(tool)).orElse(""))
          .append("; ")
          .append(HtmlWords.text(record.source()))
          .append(".</p></header>\n");
      out.append("<h4>The merged code</h4>\n");
      findings(record.taint());
      record
          .outcomes()
          .forEach((name, outcome) ->
              out.append("<p>")
                  .append(HtmlWords.code(name))
                  .append(' ')
                  .append(HtmlWords.text(outcome.summary()))
                  .append("</p>\n"));
      record
          .notes()
          .forEach(
              note -> out.append("<p class=soft>").append(HtmlWords.text(note)).append("</p>\n"));
      record.samples().forEach(this::sample);
      out.append("</article>\n");
    }
    out.append("</section>\n");
  }

  private void sample(ReplayReport.Sample sample) {
    out.append("<h4>Answer ")
        .append(sample.number())
        .append(": ")
        .append(HtmlWords.named(sample.classification().id()))
        .append("</h4>\n<p>")
        .append(HtmlWords.text(HtmlWords.capital(sample.reason())))
        .append(".</p>\n");
    sample
        .hostile()
        .forEach(each ->
            out.append("<p><span class=\"tag error\">refused</span> ")
                .append(HtmlWords.text(each))
                .append("</p>\n"));
    sample.comparison().ifPresent(this::comparison);
    for (Verdict verdict : sample.verdicts()) {
      out.append("<p>").append(HtmlWords.text(ReplayText.verdict(verdict))).append("</p>\n");
    }
    findings(sample.taint());
    sample
        .notes()
        .forEach(
            note -> out.append("<p class=soft>").append(HtmlWords.text(note)).append("</p>\n"));
    out.append("<p class=soft>")
        .append(
            sample.reply().model().map(model -> "Model " + HtmlWords.text(model) + ". ").orElse(""))
        .append(
            sample
                .reply()
                .fingerprint()
                .map(print -> "Backend " + HtmlWords.text(print) + ". ")
                .orElse(""))
        .append(
            sample.reply().requests() == 0
                ? "Nothing was asked"
                : String.format(
                    Locale.ROOT,
                    "%,d tokens%s, %d %s",
                    sample.reply().tokens(),
                    sample.reply().estimated() ? " (estimated)" : "",
                    sample.reply().requests(),
                    sample.reply().requests() == 1 ? "request" : "requests"))
        .append(
            sample.answerDigest().isEmpty()
                ? ""
                : "; answer " + HtmlWords.code("sha256:" + sample.answerDigest()))
        .append(".</p>\n");
  }

  private void comparison(Comparison comparison) {
    out.append("<p>")
        .append(HtmlWords.text(ReplayText.similarity(comparison)))
        .append(" token by token; fingerprints in common: ")
        .append(HtmlWords.percent(comparison.exact().jaccard()))
        .append(" as they are, ")
        .append(HtmlWords.percent(comparison.renamed().jaccard()))
        .append(" with names aside.</p>\n");
    if (!comparison.api().isEmpty()) {
      out.append("<p>API: ").append(HtmlWords.text(ReplayText.api(comparison))).append("</p>\n");
    }
    comparison
        .leftOut()
        .forEach(each ->
            out.append("<p class=soft>Not compared: ")
                .append(HtmlWords.text(each))
                .append("</p>\n"));
    if (comparison.functions().isEmpty()) {
      return;
    }
    out.append(
        "<details><summary>Function by function</summary>\n<div class=scroll tabindex=0 role=group aria-label=Table><table><thead><tr>"
            + "<th scope=col>merged</th><th scope=col>replayed</th><th scope=col class=num>alike"
            + "</th><th scope=col></th></tr></thead><tbody>\n");
    for (Comparison.FunctionPair pair : comparison.functions().stream().limit(FUNCTIONS).toList()) {
      out.append("<tr><td>")
          .append(pair.merged().map(ReplayHtml::place).orElse(""))
          .append("</td><td>")
          .append(pair.replayed().map(ReplayHtml::place).orElse(""))
          .append("</td><td class=num>")
          .append(pair.state().equals("alone") ? "" : HtmlWords.percent(pair.share()))
          .append("</td><td>")
          .append(HtmlWords.text(pair.state()))
          .append("</td></tr>\n");
    }
    out.append("</tbody></table></div>");
    if (comparison.functions().size() > FUNCTIONS) {
      out.append("<p class=soft>")
          .append(comparison.functions().size() - FUNCTIONS)
          .append(" more are in the JSON report.</p>");
    }
    out.append("</details>\n");
  }

  private static String place(Comparison.Place place) {
    return place.firstLine() == 0
        ? HtmlWords.code(place.path()) + " outside of functions"
        : HtmlWords.code(place.name())
            + " in "
            + HtmlWords.code(place.path() + ":" + place.firstLine());
  }

  private void findings(Taint taint) {
    if (taint.findings().isEmpty()) {
      out.append(
          taint.notChecked().isEmpty()
              ? "<p>Nothing like it is in the index.</p>\n"
              : "<p>NOT all of it was scanned.</p>\n");
      return;
    }
    out.append(
        "<div class=scroll tabindex=0 role=group aria-label=Table><table><thead><tr><th scope=col>severity</th><th scope=col>where</th>"
            + "<th scope=col>resembles</th><th scope=col>license</th><th scope=col"
            + " class=num>tokens</th></tr></thead><tbody>\n");
    for (Taint.Finding finding : taint.findings()) {
      out.append("<tr><td><span class=\"tag ")
          .append(HtmlWords.text(finding.severity()))
          .append("\">")
          .append(HtmlWords.text(finding.severity()))
          .append(String.format(Locale.ROOT, " %.1f", finding.score()))
          .append("</span>")
          .append(finding.fails() ? "" : " does not fail")
          .append("</td><td>")
          .append(HtmlWords.code(finding.path() + ":" + finding.lines()))
          .append("</td><td>")
          .append(HtmlWords.code(finding.origin()))
          .append("</td><td>")
          .append(HtmlWords.text(finding.license()))
          .append("</td><td class=num>")
          .append(HtmlWords.text(finding.summary()))
          .append("</td></tr>\n");
    }
    out.append("</tbody></table></div>\n");
  }

  private void notChecked() {
    out.append("<section aria-labelledby=unchecked><h2 id=unchecked>Not checked</h2>\n");
    if (report.missing().isEmpty()) {
      out.append("<p>All that was to be replayed was asked, compared and scanned.</p>\n");
    } else {
      out.append("<ul>\n");
      report
          .missing()
          .forEach(part -> out.append("<li>").append(HtmlWords.text(part)).append("</li>\n"));
      out.append("</ul>\n");
    }
    out.append("</section>\n");
  }

  private void method() {
    out.append("<section aria-labelledby=method><h2 id=method>Method and limits</h2>\n");
    List<String> said = new ArrayList<>();
    said.add(
        "Each prompt was asked "
            + report.samples()
            + " times ("
            + report.provider()
            + "), with the files of the change as they were before it. The answer was applied to a"
            + " tree of that commit, compared with what was merged function by function and token by"
            + " token, and scanned against an index of "
            + report.works()
            + (report.works() == 1 ? " work (" : " works (")
            + report.index()
            + ").");
    said.add(
        "Models do not repeat themselves, and providers change them: another answer is no fault. It"
            + " is told whether it is the same, does the same in the same way, passes the same"
            + " commands, or does something else.");
    said.add(
        "A finding says that code resembles an indexed work so closely that chance is an unlikely"
            + " reason; it is no legal judgement. That nothing was found says only that nothing like"
            + " it is in the index.");
    said.add(
        String.format(
            Locale.ROOT,
            "Policy: %s. Spent: %d of %d requests, %,d of %,d tokens%s, %.1f seconds.",
            report.policy().source(),
            report.spent().requests(),
            report.budget().requests(),
            report.spent().tokens(),
            report.budget().tokens(),
            report.spent().estimated() ? ", some of them estimated" : "",
            report.spent().seconds()));
    report.notes().forEach(note -> said.add(HtmlWords.capital(note) + "."));
    said.forEach(each -> out.append("<p>").append(HtmlWords.text(each)).append("</p>\n"));
    out.append("</section>\n");
  }
}
