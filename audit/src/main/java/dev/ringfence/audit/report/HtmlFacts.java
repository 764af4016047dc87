package dev.ringfence.audit.report;

import static dev.ringfence.audit.report.HtmlSection.code;
import static dev.ringfence.audit.report.HtmlSection.text;

import dev.ringfence.audit.answer.Answer;
import dev.ringfence.audit.answer.Survivor;
import dev.ringfence.audit.marks.AiLines;
import dev.ringfence.audit.marks.AiMark;
import dev.ringfence.audit.state.StateView;
import dev.ringfence.corpus.license.LicenseEvidence;
import dev.ringfence.scanner.result.Lines;
import dev.ringfence.scanner.result.Origin;
import dev.ringfence.scanner.result.ReportedFinding;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The table of what is known of a finding: who decided what, where it comes from and what became
/// of it.
final class HtmlFacts {
  private static final int SHOWN = 30;

  private final AuditReport.Detail detail;
  private final AuditReport.Row row;
  private final ReportedFinding finding;
  private final Answer answer;
  private final StringBuilder out = new StringBuilder();

  private HtmlFacts(AuditReport.Detail detail) {
    this.detail = detail;
    this.row = detail.row();
    this.finding = detail.finding();
    this.answer = detail.answer();
  }

  static String of(AuditReport.Detail detail, StateView.Commit commit) {
    HtmlFacts facts = new HtmlFacts(detail);
    facts.write(commit);
    return facts.out.toString();
  }

  private void fact(String name, String html) {
    out.append("<tr><th scope=row>")
        .append(text(name))
        .append("</th><td>")
        .append(html)
        .append("</td></tr>\n");
  }

  private void write(StateView.Commit commit) {
    out.append("<table class=facts><tbody>\n");
    fact("Fingerprint", code(row.id()));
    row.decision()
        .ifPresent(made ->
            fact(
                "Decision",
                "<strong>"
                    + text(made.kind().id())
                    + "</strong> by "
                    + text(made.name())
                    + (made.day().isEmpty() ? "" : ", " + text(made.day()))
                    + ": "
                    + text(made.reason())));
    fact(
        "Severity",
        text(row.worst().severity())
            + " ("
            + row.worst().score()
            + " of 10), "
            + text(row.worst().ring())
            + " ring"
            + finding.zone().name().map(name -> ", zone " + text(name)).orElse("")
            + "<br><span class=soft>"
            + finding.reasons().stream().map(HtmlText::of).collect(Collectors.joining("<br>"))
            + "</span>");
    finding
        .waiver()
        .ifPresent(waiver ->
            fact(
                "Waiver",
                text(waiver.reason())
                    + " ("
                    + text(waiver.owner())
                    + ", until "
                    + waiver.until()
                    + (waiver.expired() ? ", expired" : "")
                    + ")"));
    Origin origin = finding.origin();
    fact(
        "Origin",
        code(origin.name())
            + ", "
            + text(origin.licenseOr("no stated license"))
            + " ("
            + text(origin.license().category().label())
            + ")<br><span class=soft>"
            + text(origin.swhid())
            + origin.license().evidence().stream()
                .limit(3)
                .map(HtmlFacts::evidence)
                .collect(Collectors.joining())
            + "</span>");
    fact(
        "Dates",
        "Written "
            + row.day()
            + ", committed "
            + Instant.ofEpochSecond(commit.committerTime()).toString().substring(0, 10)
            + "; origin published "
            + text(row.originDate().orElse("on an unknown day"))
            + ".<br><span class=soft>"
            + text(capital(row.dates().text()))
            + ".</span>");
    fact(
        "Brought in by",
        code(commit.hash())
            + "<br>"
            + text(commit.author() + " <" + commit.address() + ">")
            + (commit.parents() > 1 ? "<br>A merge, in whose parents the lines are not." : ""));
    if (!detail.marks().isEmpty() || !detail.aiLines().isEmpty()) {
      fact(
          "Signs of AI",
          detail.marks().stream().map(HtmlFacts::mark).collect(Collectors.joining("<br>"))
              + detail.aiLines().stream()
                  .limit(SHOWN)
                  .map(HtmlFacts::lines)
                  .collect(Collectors.joining()));
    }
    if (!answer.places().isEmpty()) {
      fact(
          "There now",
          answer.places().stream().map(HtmlFacts::place).collect(Collectors.joining("<br>")));
    }
    if (!answer.tags().isEmpty()) {
      List<Answer.Shipped> tags = answer.tags();
      fact(
          "Tags",
          tags.stream().limit(SHOWN).map(tag -> text(tag.name())).collect(Collectors.joining(", "))
              + (tags.size() > SHOWN
                  ? " and " + (tags.size() - SHOWN) + " more, to " + text(row.lastTag())
                  : ""));
    }
    others("Also found in", origin.alsoFoundIn());
    others("Also under a permissive license", origin.alsoPermissive());
    out.append("</tbody></table>\n");
  }

  private void others(String name, List<Origin.OtherOrigin> others) {
    if (!others.isEmpty()) {
      fact(
          name,
          others.stream()
              .limit(5)
              .map(other ->
                  code(other.work() + "/" + other.path())
                      + ", "
                      + text(other.license().orElse("no stated license"))
                      + other.date().map(day -> ", " + text(day)).orElse(""))
              .collect(Collectors.joining("<br>")));
    }
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String evidence(LicenseEvidence evidence) {
    return "<br>"
        + text(
            evidence.expression()
                + " by "
                + evidence.where()
                + (evidence.line() > 0 ? ":" + evidence.line() : "")
                + " ("
                + evidence.method().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + ")");
  }

  private static String mark(AiMark mark) {
    return text((mark.sign() + " " + mark.tool()).strip())
        + ", strength "
        + mark.strength()
        + ": "
        + code(mark.evidence())
        + " <span class=soft>("
        + text(mark.source())
        + ")</span>";
  }

  private static String lines(AiLines lines) {
    return "<br>lines "
        + lines.first()
        + " to "
        + lines.last()
        + " are recorded as written by "
        + text(lines.tool())
        + " <span class=soft>("
        + text(lines.source())
        + ")</span>";
  }

  private static String place(Survivor place) {
    return code(place.path() + ":" + Lines.text(place.lines()))
        + ", "
        + ReportText.percent(place.share())
        + (place.renamed() ? " of it, under other names" : " of it");
  }
}
