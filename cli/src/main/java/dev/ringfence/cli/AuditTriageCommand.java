package dev.ringfence.cli;

import dev.ringfence.audit.report.AuditReport;
import dev.ringfence.audit.report.ReportFormat;
import dev.ringfence.audit.state.AuditState;
import dev.ringfence.audit.triage.Decision;
import dev.ringfence.audit.triage.Triage;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence audit triage`: what people decided about the findings of an audit.
@Command(
    name = "triage",
    description = {
      "Decide about the findings of an audit: confirmed, cleared or needs counsel, each with a reason and a"
          + " name.",
      "",
      "Decisions are kept beside the state, and hold for the next run and for a rebuilt index. A finding"
          + " that is cleared fails no more."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class AuditTriageCommand {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  /// The command.
  public AuditTriageCommand() {}

  private interface Work {
    void run(AuditReport report, Triage triage) throws IOException;
  }

  private static void with(Path folder, Work work) throws IOException {
    try (AuditState state = AuditState.openExisting(folder)) {
      Triage triage = Triage.read(folder);
      work.run(AuditReport.read(state, triage), triage);
    }
  }

  private static Decision decision(
      AuditReport.Row row, Decision.Kind kind, String reason, String name, String day) {
    return row.decide(kind, reason, name, day);
  }

  @Command(
      name = "export",
      description = "Write the findings with their decisions as CSV, to be filled in.")
  int export(
      @Parameters(paramLabel = "DIR", description = "The folder of the audit.") Path folder,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FILE",
              description = "Write to a file (default: standard output).")
          @Nullable Path output,
      @Mixin HelpOption ownHelp)
      throws IOException {
    with(
        folder,
        (report, _) -> {
          if (output == null) {
            ReportFormat.CSV.render(report, spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
          } else {
            try (Writer writer = Files.newBufferedWriter(output)) {
              ReportFormat.CSV.render(report, writer);
            }
          }
        });
    return ExitStatus.CLEAN.code();
  }

  @Command(
      name = "import",
      description = {
        "Take decisions in from CSV with the columns finding, decision, reason and name.",
        "Rows without a decision change nothing. One faulty row, and none is taken in."
      })
  int take(
      @Parameters(paramLabel = "DIR", description = "The folder of the audit.") Path folder,
      @Parameters(paramLabel = "FILE", description = "The table.") Path table,
      @Mixin HelpOption ownHelp)
      throws IOException {
    String csv;
    try {
      csv = Files.readString(table);
    } catch (NoSuchFileException e) {
      throw RingfenceException.usage(
          Diagnostic.of("audit/no-table", "no such file: `" + table + "`", "check the path"));
    }
    with(
        folder,
        (report, triage) -> {
          List<Decision> decisions = new ArrayList<>();
          for (Triage.Row row : Triage.parse(table.toString(), csv)) {
            boolean kept =
                triage.all().stream().anyMatch(made -> made.finding().equals(row.finding()));
            if (kept && report.rows().stream().noneMatch(each -> each.id().equals(row.finding()))) {
              continue; // of an earlier run, and known
            }
            decisions.add(
                decision(
                    report.row(row.finding()),
                    row.kind(),
                    row.reason(),
                    row.name(),
                    row.day().isEmpty() ? Engines.today().toString() : row.day()));
          }
          Triage.change(folder, all -> decisions.forEach(all::put));
          spec.commandLine().getOut().printf("%d decisions taken in%n", decisions.size());
        });
    return ExitStatus.CLEAN.code();
  }

  @Command(name = "set", description = "Decide about one finding.")
  int set(
      @Parameters(paramLabel = "DIR", description = "The folder of the audit.") Path folder,
      @Parameters(
              paramLabel = "FINDING",
              description = "Its fingerprint, or the first eight digits or more.")
          String finding,
      @Parameters(paramLabel = "DECISION", description = "confirmed, cleared or needs-counsel.")
          String kind,
      @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
          String reason,
      @Option(names = "--name", paramLabel = "NAME", required = true, description = "Who decides.")
          String name,
      @Mixin HelpOption ownHelp)
      throws IOException {
    Decision.Kind wanted =
        Decision.Kind.of(kind)
            .orElseThrow(() ->
                RingfenceException.usage(
                    Diagnostic.of(
                        "audit/triage",
                        "`" + kind + "` is no decision",
                        "use confirmed, cleared or needs-counsel")));
    if (reason.isBlank() || name.isBlank()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "audit/triage", "a decision needs a reason and a name", "give --reason and --name"));
    }
    with(
        folder,
        (report, _) -> {
          AuditReport.Row row = report.row(finding);
          Triage.change(
              folder,
              kept -> kept.put(decision(row, wanted, reason, name, Engines.today().toString())));
          spec.commandLine().getOut().printf("%s: %s%n", row.shortId(), wanted.id());
        });
    return ExitStatus.CLEAN.code();
  }
}
