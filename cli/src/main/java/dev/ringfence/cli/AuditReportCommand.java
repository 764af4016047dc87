package dev.ringfence.cli;

import dev.ringfence.audit.report.AuditReport;
import dev.ringfence.audit.report.ReportFormat;
import dev.ringfence.audit.state.AuditState;
import dev.ringfence.audit.triage.Triage;
import dev.ringfence.corpus.cli.HelpOption;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence audit report`: a report of an audit.
@Command(
    name = "report",
    description = {
      "Write a report of an audit, from its folder alone.",
      "",
      "The exit status is that of the audit: 0 nothing at or above the fail level, 1 findings, 3 not"
          + " everything could be checked."
    })
public final class AuditReportCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the audit.")
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Option(
      names = "--format",
      completionCandidates = Choices.AuditFormat.class,
      paramLabel = "FORMAT",
      description = "html (default), csv, json, sarif, spdx or markdown.")
  String format = "html";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to a file (default: standard output).")
  @Nullable Path output;

  /// The command.
  public AuditReportCommand() {}

  @Override
  public Integer call() throws IOException {
    ReportFormat wanted = ReportFormat.of(format);
    try (AuditState state = AuditState.openExisting(folder)) {
      AuditReport report = AuditReport.read(state, Triage.read(folder));
      if (output == null) {
        wanted.render(report, spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
      } else {
        try (Writer writer = Files.newBufferedWriter(output)) {
          wanted.render(report, writer);
        }
      }
      return report.exitStatus().code();
    }
  }
}
