package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `ringfence receipt`: search receipts.
@Command(
    name = "receipt",
    description = "Search receipts, which `scan --receipt FILE` writes.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ReceiptVerifyCommand.class})
public final class ReceiptCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  /// The command.
  public ReceiptCommand() {}
}
