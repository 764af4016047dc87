package dev.ringfence.audit.report;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.audit.state.StateView;
import dev.ringfence.audit.triage.Decision;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.Place;
import dev.ringfence.scanner.result.RenameMap;
import dev.ringfence.scanner.result.ReportedFinding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The page of a finding.
final class HtmlSection {
  /// From this share on it is said that lines were there before.
  private static final double BEFORE = 0.3;

  private static final int PLACES = 8;
  private static final int NAMES = 60;
  private static final int SHOWN = 30;
  private static final int PATCH = 60_000;

  private final AuditReport.Detail detail;
  private final AuditReport.Row row;
  private final ReportedFinding finding;
  private final Answer answer;
  private final StringBuilder out = new StringBuilder();

  private HtmlSection(AuditReport.Detail detail) {
    this.detail = detail;
    this.row = detail.row();
    this.finding = detail.finding();
    this.answer = detail.answer();
  }

  static String of(int number, AuditReport.Detail detail) {
    HtmlSection section = new HtmlSection(detail);
    section.write(number);
    return section.out.toString();
  }

  static String text(String value) {
    return HtmlText.of(value);
  }

  static String code(String value) {
    return "<code>" + HtmlText.of(value) + "</code>";
  }

  private void write(int number) {
    StateView.Commit commit = row.first().commit();
    out.append("<article id=\"f-")
        .append(row.shortId())
        .append("\" aria-labelledby=\"h-")
        .append(row.shortId())
        .append("\">\n<header><h3 id=\"h-")
        .append(row.shortId())
        .append("\" tabindex=-1>")
        .append(number)
        .append(". <span class=\"tag ")
        .append(text(row.worst().severity()))
        .append("\">")
        .append(text(row.worst().severity()))
        .append("</span> ")
        .append(text(row.first().path()))
        .append(" resembles ")
        .append(text(row.first().work() + "/" + row.first().originPath()))
        .append("</h3>\n<p>")
        .append(sentence(commit))
        .append("</p></header>\n");
    out.append(HtmlFacts.of(detail, commit));
    out.append("<h4>Both sides</h4>\n<p class=legend><mark>equal</mark> <mark class=renamed>same")
        .append(" place, other name or literal</mark></p>\n");
    for (Place place : finding.places().stream().limit(PLACES).toList()) {
      out.append(
          HtmlSides.of(
              place,
              "This repository: " + code(place.path() + ":" + Lines.text(place.hunk().lines())),
              "Origin: "
                  + code(finding.origin().name() + ":" + Lines.text(place.origin().lines()))));
    }
    if (finding.places().size() > PLACES) {
      out.append("<p class=soft>")
          .append(finding.places().size() - PLACES)
          .append(" more places are in the JSON report.</p>\n");
    }
    renames();
    history(commit);
    rollback();
    evidence();
    out.append("<p class=screen><a href=\"#findings\">Back to the table</a></p>\n</article>\n");
  }

  private String sentence(StateView.Commit commit) {
    StringBuilder said = new StringBuilder();
    said.append("On ")
        .append(row.day())
        .append(' ')
        .append(text(commit.author()))
        .append(" wrote commit ")
        .append(code(commit.hash().substring(0, 12)))
        .append(" (“")
        .append(text(commit.subject()))
        .append("”), which adds lines ")
        .append(row.first().firstLine())
        .append(" to ")
        .append(row.first().lastLine())
        .append(" of ")
        .append(code(row.first().path()))
        .append(". ")
        .append(ReportText.number(row.tokens()))
        .append(" of their tokens, ")
        .append(ReportText.percent(row.containment()))
        .append(" of what was added there, resemble lines ")
        .append(text(row.originLines()))
        .append(" of ")
        .append(code(finding.origin().name()))
        .append(", under ")
        .append(text(finding.origin().licenseOr("no stated license")))
        .append(". ");
    switch (answer.status()) {
      case WHOLE -> said.append("<strong>They are still there</strong>");
      case PARTLY -> said.append("<strong>Some of it is still there</strong>");
      case GONE -> said.append("<strong>They are not there any more</strong>");
      case NOT_FOLLOWED -> said.append("What became of them could not be found out");
    }
    said.append(" at ").append(code(abbreviated(answer.head())));
    if (answer.share() > 0) {
      said.append(", ").append(ReportText.percent(answer.share()));
    }
    said.append(". ");
    if (answer.before() >= BEFORE) {
      said.append("The file held ")
          .append(ReportText.percent(answer.before()))
          .append(
              " of them before this commit, which changed what was there or laid it out anew; who"
                  + " brought that in first is not among the commits that were audited, or is"
                  + " another finding of this copy. ");
    }
    said.append(
        switch (answer.tags().size()) {
          case 0 -> "No tag holds them.";
          case 1 -> "One tag holds them: " + text(row.firstTag()) + ".";
          default ->
              ReportText.number(answer.tags().size())
                  + " tags hold them, from "
                  + text(row.firstTag())
                  + " to "
                  + text(row.lastTag())
                  + ".";
        });
    return said.toString();
  }

  private static String abbreviated(String commit) {
    return commit.substring(0, Math.min(12, commit.length()));
  }

  private void renames() {
    List<RenameMap.Rename> names = new ArrayList<>();
    finding.places().forEach(place -> place.renames().ifPresent(map -> names.addAll(map.names())));
    if (names.isEmpty()) {
      return;
    }
    out.append("<details open><summary>Names that stand for each other (")
        .append(names.size())
        .append(
            ")</summary>\n<div class=scroll tabindex=0 role=group aria-label=Table><table><thead><tr><th scope=col>here</th>")
        .append(
            "<th scope=col>origin</th><th scope=col class=num>times</th></tr></thead><tbody>\n");
    for (RenameMap.Rename name : names.stream().limit(NAMES).toList()) {
      out.append("<tr><td>")
          .append(code(name.hunk()))
          .append("</td><td>")
          .append(code(name.origin()))
          .append("</td><td class=num>")
          .append(name.count())
          .append("</td></tr>\n");
    }
    out.append("</tbody></table></div></details>\n");
  }

  private void history(StateView.Commit commit) {
    out.append("<h4>History</h4>\n<ol class=history>\n<li>")
        .append(row.day())
        .append(": brought in by ")
        .append(code(abbreviated(commit.hash())))
        .append(" at ")
        .append(code(row.first().path()))
        .append("</li>\n");
    for (Answer.Move move : answer.moves().stream().limit(SHOWN).toList()) {
      out.append("<li>")
          .append(code(move.from()))
          .append(move.copied() ? " copied to " : " renamed to ")
          .append(code(move.to()))
          .append(" by ")
          .append(code(abbreviated(move.commit())))
          .append("</li>\n");
    }
    for (StateView.Seen seen : detail.seen().stream().skip(1).limit(SHOWN).toList()) {
      out.append("<li>")
          .append(AuditReport.day(seen.commit()))
          .append(": added again by ")
          .append(code(abbreviated(seen.commit().hash())))
          .append(" at ")
          .append(code(seen.path() + ":" + seen.firstLine()))
          .append("</li>\n");
    }
    for (StateView.Again again : detail.again().stream().limit(SHOWN).toList()) {
      out.append("<li>")
          .append(AuditReport.day(again.commit()))
          .append(": the same lines added again by ")
          .append(code(abbreviated(again.commit().hash())))
          .append(" at ")
          .append(code(again.path() + ":" + again.firstLine()))
          .append("</li>\n");
    }
    if (!answer.tags().isEmpty()) {
      out.append("<li>shipped in ")
          .append(text(row.firstTag()))
          .append(
              answer.tags().size() > 1
                  ? " for the first time, in " + text(row.lastTag()) + " for the last"
                  : "")
          .append("</li>\n");
    }
    out.append("<li>at ")
        .append(code(abbreviated(answer.head())))
        .append(": ")
        .append(ReportText.status(answer.status()))
        .append("</li>\n</ol>\n");
  }

  private void rollback() {
    if (answer.rollback().files().isEmpty()) {
      return;
    }
    out.append(
            "<h4>What taking it out would touch</h4>\n<div class=scroll tabindex=0 role=group aria-label=Table><table><thead><tr>")
        .append("<th scope=col>file</th><th scope=col>lines that go</th>")
        .append("<th scope=col>files that depend on it</th><th scope=col>tests</th></tr></thead>")
        .append("<tbody>\n");
    for (Answer.TouchedFile file : answer.rollback().files()) {
      int lines = file.lines().stream().mapToInt(part -> part.last() - part.first() + 1).sum();
      out.append("<tr><td>")
          .append(code(file.path()))
          .append("</td><td>")
          .append(lines)
          .append(" of ")
          .append(file.ofLines())
          .append(": ")
          .append(
              text(
                  file.lines().stream()
                      .limit(SHOWN)
                      .map(part -> part.first() + "-" + part.last())
                      .collect(Collectors.joining(", "))))
          .append("</td><td>")
          .append(listed(file.dependents()))
          .append("</td><td>")
          .append(listed(file.tests()))
          .append("</td></tr>\n");
    }
    out.append("</tbody></table></div>\n");
    String patch = new String(detail.patch(), StandardCharsets.UTF_8);
    out.append("<details><summary>Patch that takes the lines out (")
        .append(code(RollbackFiles.patch(row)))
        .append(")</summary>\n<pre tabindex=0>");
    for (String line : patch.substring(0, Math.min(PATCH, patch.length())).lines().toList()) {
      out.append(HtmlText.code(line)).append('\n');
    }
    out.append(patch.length() > PATCH ? "...\n" : "").append("</pre></details>\n");
  }

  private static String listed(List<String> paths) {
    return paths.isEmpty()
        ? "none known"
        : paths.size()
            + ": "
            + paths.stream().limit(12).map(HtmlSection::code).collect(Collectors.joining(", "))
            + (paths.size() > 12 ? " ..." : "");
  }

  private void evidence() {
    out.append(
            "<details><summary>How the match was scored</summary>\n<div class=scroll tabindex=0 role=group aria-label=Table><table>")
        .append("<thead><tr><th scope=col>term</th><th scope=col class=num>bits</th>")
        .append("<th scope=col>how</th></tr></thead><tbody>\n");
    finding
        .place()
        .terms()
        .forEach(term ->
            out.append("<tr><td>")
                .append(text(term.name()))
                .append("</td><td class=num>")
                .append(String.format(Locale.ROOT, "%.1f", term.bits()))
                .append("</td><td>")
                .append(text(term.detail()))
                .append("</td></tr>\n"));
    out.append("</tbody></table></div></details>\n");
    row.decision()
        .filter(made -> made.kind() == Decision.Kind.NEEDS_COUNSEL)
        .ifPresent(_ -> out.append("<p><strong>Waits for counsel.</strong></p>\n"));
  }
}
