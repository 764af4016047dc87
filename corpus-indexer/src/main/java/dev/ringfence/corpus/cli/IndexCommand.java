package dev.ringfence.corpus.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `ringfence index`: makes and inspects indexes.
@Command(
    name = "index",
    description = "Make and inspect an index of works.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      IndexAddCommand.class,
      IndexSyncCommand.class,
      IndexListCommand.class,
      IndexShowCommand.class,
      IndexStatsCommand.class,
      IndexRemoveCommand.class,
      IndexVerifyCommand.class,
      IndexCompactCommand.class,
      IndexExportCommand.class,
      IndexImportCommand.class,
      IndexPullCommand.class,
      IndexCopyCommand.class,
      IndexDiffCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence index add corpus debian:gsl maven:nz.ac.waikato.cms.weka:weka-stable:3.8.6",
      "  ringfence index add corpus --role background dir:../numpy",
      "  ringfence index sync corpus corpora/copyleft-scientific.toml",
      "  ringfence index list corpus",
      "  ringfence index export corpus corpus.pack"
    })
public final class IndexCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  /// The command.
  public IndexCommand() {}
}
