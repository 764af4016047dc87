package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `ringfence attest`: what a pull request says about AI.
@Command(
    name = "attest",
    description = {
      "Draft what a pull request says about AI, and check it against the change and the policy.",
      "",
      "The closer a change comes to the heart of a project, the more is asked for: two lines in the"
          + " outer ring, more further in. A change without AI is asked for one line anywhere."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {AttestInitCommand.class, AttestCheckCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence attest init --diff main..HEAD >> pull-request.md",
      "  ringfence attest check --body pull-request.md --diff main..HEAD"
    })
public final class AttestCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  /// The command.
  public AttestCommand() {}
}
