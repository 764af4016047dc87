package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `ringfence provenance`: who and what wrote which lines.
@Command(
    name = "provenance",
    description = {
      "Keep who and what wrote which lines of a change, as in-toto Statements in `.provenance/`.",
      "",
      "Records are found again by what lines say, so squash merges, rebases, cherry-picks and moves do"
          + " not lose them."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ProvenanceRecordCommand.class,
      ProvenanceShowCommand.class,
      ProvenanceVerifyCommand.class,
      ProvenanceCheckCommand.class,
      ProvenanceExportCommand.class,
      ProvenanceImportCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence provenance record --diff main..HEAD --prompts prompts.md",
      "  ringfence provenance verify",
      "  ringfence provenance export --format spdx"
    })
public final class ProvenanceCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  /// The command.
  public ProvenanceCommand() {}
}
