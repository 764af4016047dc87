package dev.ringfence.cli;

import dev.ringfence.attest.provenance.ProvenanceExport;
import dev.ringfence.attest.provenance.ProvenanceRecord;
import dev.ringfence.attest.provenance.ProvenanceStore;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.scan.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ringfence provenance export`: records in the forms of others.
@Command(
    name = "export",
    description =
        "Print records as Agent Trace, an SPDX 2.3 document, the ASF's list, or as they are.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence provenance export --format agent-trace",
      "  ringfence provenance export --format spdx --output provenance.spdx.json"
    })
public final class ProvenanceExportCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  RecordOptions options;

  @Option(
      names = "--format",
      completionCandidates = Choices.ProvenanceFormat.class,
      paramLabel = "FORMAT",
      required = true,
      description = "agent-trace, spdx, asf (Tooling-Provenance), or in-toto.")
  @SuppressWarnings("NullAway.Init")
  String format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to a file.")
  @Nullable Path output;

  /// The command.
  public ProvenanceExportCommand() {}

  @Override
  public Integer call() throws IOException {
    try (GitChanges git = GitChanges.open(options.repository)) {
      ProvenanceStore.Contents contents = ProvenanceStore.read(git, options.revision);
      List<ProvenanceRecord> records = options.of(contents);
      List<String> missing = new ArrayList<>(contents.faults());
      String text =
          switch (format.toLowerCase(Locale.ROOT)) {
            case "agent-trace" -> ProvenanceExport.agentTrace(git, records);
            case "spdx" -> {
              ProvenanceExport.Partial partial =
                  ProvenanceExport.spdx(git, records, "ringfence-" + Build.version());
              missing.addAll(partial.missing());
              yield partial.text();
            }
            case "asf" -> ProvenanceExport.asf(records);
            case "in-toto" -> {
              StringBuilder lines = new StringBuilder();
              for (ProvenanceRecord record : records) {
                lines.append(record.envelope().orElse(record.statement())).append('\n');
              }
              yield lines.toString();
            }
            default ->
                throw RingfenceException.usage(
                    Diagnostic.of(
                        "usage/invalid-option",
                        "`" + format + "` is no format",
                        "use `agent-trace`, `spdx`, `asf` or `in-toto`"));
          };
      if (output != null) {
        Files.writeString(output, text);
      } else {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
      }
      missing.forEach(fault -> System.err.println("not exported: " + fault));
      return missing.isEmpty() ? 0 : 3;
    }
  }
}
