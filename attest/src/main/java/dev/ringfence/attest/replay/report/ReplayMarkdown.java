package dev.ringfence.attest.replay.report;

import dev.ringfence.attest.replay.compare.Comparison;
import dev.ringfence.attest.replay.state.Past;
import dev.ringfence.corpus.diagnostic.VisibleText;
import java.util.List;
import java.util.Locale;

/// The outcome as Markdown, for an issue or the summary of a job.
public final class ReplayMarkdown {
  private static final int FUNCTIONS = 30;
  private static final int FINDINGS = 20;

  private final StringBuilder out = new StringBuilder();

  private ReplayMarkdown() {}

  /// The report.
  public static String of(ReplayReport report) {
    ReplayMarkdown markdown = new ReplayMarkdown();
    markdown.write(report);
    return VisibleText.lines(markdown.out.toString());
  }

  private void write(ReplayReport report) {
    out.append("## Replay of ")
        .append(report.records().size())
        .append(report.records().size() == 1 ? " record\n\n**" : " records\n\n**");
    out.append(text(report.verdict())).append(".**\n\n");
    out.append("| record | samples | alike | taint of the merged code | taint today | beside |\n");
    out.append("|---|---|---|---|---|---|\n");
    for (ReplayReport.Replayed record : report.records()) {
      row(record);
    }
    for (ReplayReport.Replayed record : report.replayed()) {
      record(record);
    }
    if (!report.missing().isEmpty()) {
      out.append("\n### NOT checked\n\n");
      report.missing().forEach(part -> out.append("- ").append(text(part)).append('\n'));
    }
    history(report);
    out.append("\n### How\n\n");
    out.append("- asked: ")
        .append(text(report.provider()))
        .append(", ")
        .append(report.samples())
        .append(" samples a record; run ")
        .append(report.run())
        .append(" of ")
        .append(report.day())
        .append('\n');
    out.append(
        String.format(
            Locale.ROOT,
            "- spent: %d of %d requests, %,d of %,d tokens%s\n",
            report.spent().requests(),
            report.budget().requests(),
            report.spent().tokens(),
            report.budget().tokens(),
            report.spent().estimated() ? " (some of them estimated)" : ""));
    out.append("- policy: ").append(text(report.policy().source())).append('\n');
    out.append("- index: ")
        .append(report.works())
        .append(report.works() == 1 ? " work, " : " works, ")
        .append(text(report.index()))
        .append('\n');
    report.notes().forEach(note -> out.append("- ").append(text(note)).append('\n'));
    out.append(
        "\n<sub>Models do not repeat themselves: another answer is no fault. A finding is measured"
            + " overlap with an indexed work, no legal judgement.</sub>\n");
  }

  private void row(ReplayReport.Replayed record) {
    out.append("| ").append(code(record.id())).append(" | ");
    if (record.why().isPresent()) {
      out.append("not replayed: ").append(cell(record.why().get())).append(" | | | | |\n");
      return;
    }
    out.append(
            String.join(
                ", ",
                record.samples().stream().map(sample -> sample.classification().id()).toList()))
        .append(" | ")
        .append(record.similarity() < 0 ? "" : Math.round(100 * record.similarity()) + " %")
        .append(" | ")
        .append(score(record.taint().worst(), record.taint().fails()))
        .append(" | ")
        .append(score(record.worst(), record.fails()))
        .append(" | ")
        .append(record.drift() == Taint.Drift.MORE ? "**more**" : record.drift().id())
        .append(" |\n");
  }

  private static String score(double worst, int fails) {
    return worst == 0
        ? "none"
        : String.format(Locale.ROOT, "%.1f%s", worst, fails > 0 ? ", fails" : "");
  }

  private void record(ReplayReport.Replayed record) {
    out.append("\n### ").append(code(record.id())).append("\n\n");
    out.append("Merged as ").append(code(ReplayText.shortId(record.merged())));
    record.ring().ifPresent(ring -> out.append(", ").append(ring).append(" ring"));
    record.tool().ifPresent(tool -> out.append(", ").append(text(tool)));
    out.append(".\n\n");
    findings("The merged code", record.taint());
    record
        .outcomes()
        .forEach((name, outcome) ->
            out.append("- on the merged tree ")
                .append(code(name))
                .append(' ')
                .append(text(outcome.summary()))
                .append('\n'));
    record.notes().forEach(note -> out.append("- ").append(text(note)).append('\n'));
    for (ReplayReport.Sample sample : record.samples()) {
      out.append("\n**Sample ")
          .append(sample.number())
          .append(": ")
          .append(sample.classification().id())
          .append(".** ")
          .append(text(sample.reason()))
          .append("\n\n");
      sample.comparison().ifPresent(this::comparison);
      sample.hostile().forEach(each -> out.append("- refused: ").append(text(each)).append('\n'));
      sample
          .verdicts()
          .forEach(
              verdict -> out.append("- ").append(text(ReplayText.verdict(verdict))).append('\n'));
      findings("The answer", sample.taint());
      sample.notes().forEach(note -> out.append("- ").append(text(note)).append('\n'));
    }
  }

  private void comparison(Comparison comparison) {
    out.append(
        String.format(
            Locale.ROOT,
            "- %s token by token; fingerprints in common: %.0f %% as they are, %.0f %% with names"
                + " aside\n",
            ReplayText.similarity(comparison),
            100 * comparison.exact().jaccard(),
            100 * comparison.renamed().jaccard()));
    if (!comparison.api().isEmpty()) {
      out.append("- API: ").append(text(ReplayText.api(comparison))).append('\n');
    }
    comparison
        .leftOut()
        .forEach(each -> out.append("- not compared: ").append(text(each)).append('\n'));
    if (comparison.functions().isEmpty()) {
      return;
    }
    out.append("\n<details><summary>Function by function</summary>\n\n");
    out.append("| merged | replayed | alike | |\n|---|---|---|---|\n");
    for (Comparison.FunctionPair pair : comparison.functions().stream().limit(FUNCTIONS).toList()) {
      out.append("| ")
          .append(pair.merged().map(ReplayMarkdown::place).orElse(""))
          .append(" | ")
          .append(pair.replayed().map(ReplayMarkdown::place).orElse(""))
          .append(" | ")
          .append(pair.state().equals("alone") ? "" : Math.round(100 * pair.share()) + " %")
          .append(" | ")
          .append(pair.state())
          .append(" |\n");
    }
    if (comparison.functions().size() > FUNCTIONS) {
      out.append("\nand ")
          .append(comparison.functions().size() - FUNCTIONS)
          .append(" more, in the JSON report\n");
    }
    out.append("\n</details>\n\n");
  }

  private static String place(Comparison.Place place) {
    return place.firstLine() == 0
        ? code(place.path()) + " outside of functions"
        : code(place.name()) + " " + code(place.path() + ":" + place.firstLine());
  }

  private void findings(String whose, Taint taint) {
    for (Taint.Finding finding : taint.findings().stream().limit(FINDINGS).toList()) {
      out.append("- ")
          .append(whose)
          .append(": ")
          .append(text(ReplayText.finding(finding)))
          .append('\n');
    }
    if (taint.findings().size() > FINDINGS) {
      out.append("- ")
          .append(whose)
          .append(": ")
          .append(taint.findings().size() - FINDINGS)
          .append(" more findings, in the JSON report\n");
    }
    if (taint.findings().isEmpty()) {
      out.append("- ")
          .append(whose)
          .append(
              taint.notChecked().isEmpty()
                  ? ": nothing like it in the index\n"
                  : ": NOT all of it was scanned\n");
    }
  }

  private void history(ReplayReport report) {
    List<Past> before =
        report.history().stream().filter(past -> !past.run().equals(report.run())).toList();
    if (before.isEmpty()) {
      return;
    }
    out.append("\n### Over time\n\n| run | day | record | classes | alike | merged | replayed |\n");
    out.append("|---|---|---|---|---|---|---|\n");
    for (Past past : report.history()) {
      out.append("| ")
          .append(past.run())
          .append(" | ")
          .append(cell(past.day()))
          .append(" | ")
          .append(code(past.record()))
          .append(" | ")
          .append(cell(String.join(", ", past.classes())))
          .append(" | ")
          .append(past.similarity() < 0 ? "" : Math.round(100 * past.similarity()) + " %")
          .append(" | ")
          .append(score(past.mergedTaint(), past.mergedFails()))
          .append(" | ")
          .append(score(past.replayedTaint(), past.replayedFails()))
          .append(" |\n");
    }
  }

  private static String cell(String text) {
    return text(text).replace("|", "\\|");
  }

  /// Text of others, in which nothing is a mark.
  private static String text(String text) {
    return VisibleText.line(text).replaceAll("([\\\\`*_\\[\\]<>#@])", "\\\\$1");
  }

  private static String code(String text) {
    String line = VisibleText.line(text);
    String fence = line.contains("`") ? "``" : "`";
    return fence
        + (line.contains("`") ? " " : "")
        + line.replace("|", "\\|")
        + (line.contains("`") ? " " : "")
        + fence;
  }
}
