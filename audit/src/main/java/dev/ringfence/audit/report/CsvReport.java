package dev.ringfence.audit.report;

import dev.ringfence.audit.marks.AiMark;
import dev.ringfence.audit.state.StateView;
import dev.ringfence.audit.triage.CsvText;
import dev.ringfence.audit.triage.Decision;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVPrinter;

/// A row a finding; decisions can be filled in and read back.
final class CsvReport implements ReportFormat.Renderer {
  private static final String[] COLUMNS = {
    "finding",
    "decision",
    "reason",
    "name",
    "day",
    "copy",
    "severity",
    "score",
    "fails",
    "ring",
    "path",
    "lines",
    "commit",
    "author",
    "address",
    "authored",
    "committed",
    "subject",
    "seen",
    "ai_strength",
    "ai_sign",
    "ai_evidence",
    "work",
    "origin_path",
    "origin_lines",
    "origin_date",
    "dates",
    "license",
    "category",
    "tokens",
    "containment",
    "status",
    "share_at_head",
    "places_at_head",
    "tags",
    "first_tag",
    "last_tag",
    "dependents"
  };

  @Override
  public void render(AuditReport report, Writer out) throws IOException {
    CSVPrinter printer = new CSVPrinter(out, CsvText.format(COLUMNS));
    for (AuditReport.Row row : report.rows()) {
      StateView.Commit commit = row.first().commit();
      Optional<Decision> decision = row.decision();
      Optional<AiMark> mark = row.mark();
      List<Object> cells =
          List.of(
              row.id(),
              decision.map(made -> made.kind().id()).orElse(""),
              decision.map(Decision::reason).orElse(""),
              decision.map(Decision::name).orElse(""),
              decision.map(Decision::day).orElse(""),
              row.copy(),
              row.worst().severity(),
              row.worst().score(),
              row.fails() ? "yes" : "no",
              row.worst().ring(),
              row.first().path(),
              row.first().firstLine() + "-" + row.first().lastLine(),
              commit.hash(),
              commit.author(),
              commit.address(),
              row.day(),
              Instant.ofEpochSecond(commit.committerTime()).toString(),
              commit.subject(),
              row.seen(),
              mark.map(sign -> String.valueOf(sign.strength())).orElse(""),
              mark.map(sign -> (sign.sign() + " " + sign.tool()).strip()).orElse(""),
              mark.map(AiMark::evidence).orElse(""),
              row.first().work(),
              row.first().originPath(),
              row.originLines(),
              row.originDate().orElse(""),
              row.dates().text(),
              row.first().license(),
              row.first().category(),
              row.tokens(),
              String.format(Locale.ROOT, "%.2f", row.containment()),
              ReportText.status(row.status()),
              String.format(Locale.ROOT, "%.2f", row.share()),
              String.join("; ", row.places()),
              row.tags(),
              row.firstTag(),
              row.lastTag(),
              row.dependents());
      printer.printRecord(
          cells.stream()
              .map(cell -> cell instanceof String text ? CsvText.cell(text) : cell)
              .toList());
    }
    printer.flush();
  }
}
