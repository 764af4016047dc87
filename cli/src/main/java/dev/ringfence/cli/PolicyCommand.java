package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `ringfence policy`: what a project asks for where.
@Command(
    name = "policy",
    description = "Show what the policy of a repository asks for.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PolicyInitCommand.class, PolicyExplainCommand.class, PolicyCheckCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {"  ringfence policy explain numpy/linalg/linalg.py", "  ringfence policy check"})
public final class PolicyCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  /// The command.
  public PolicyCommand() {}
}
