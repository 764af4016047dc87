package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.report.ReportJson;
import dev.ringfence.scanner.result.ScanReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence report`: writes a stored report in another format.
@Command(
    name = "report",
    description = {
      "Write a stored report in another format, as the scan itself would have.",
      "",
      "REPORT is what `ringfence scan --format json` wrote. Neither index nor repository is needed. The"
          + " exit status is that of the scan."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence report scan.json",
      "  ringfence report scan.json --format markdown --report sarif=ringfence.sarif"
    })
public final class ReportCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(index = "0", paramLabel = "REPORT", description = "The JSON report of a scan.")
  @SuppressWarnings("NullAway.Init")
  Path stored;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  ReportFormats formats;

  /// The command.
  public ReportCommand() {}

  @Override
  public Integer call() throws IOException {
    ReportFormats.Targets targets = formats.targets();
    if (!Files.isRegularFile(stored)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "report/not-found", "report does not exist: `" + stored + "`", "check the path"));
    }
    ScanReport report = ReportJson.read(stored.toString(), Files.readString(stored));
    formats.write(report, targets, spec);
    return report.exitStatus().code();
  }
}
