package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.index.WorkIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence index copy`: an index from a folder to a cluster, or back.
@Command(
    name = "copy",
    description = {
      "Copy an index from a folder to a cluster, or from a cluster to a folder.",
      "",
      "On the cluster an index of that name is replaced at once, when all has arrived. Cut short, the"
          + " same command goes on where it stopped."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence index copy corpus opensearch://localhost:9200/corpus",
      "  ringfence index copy opensearch://localhost:9200/corpus corpus.copy"
    })
public final class IndexCopyCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(index = "0", paramLabel = "FROM", description = IndexArgument.DESCRIPTION)
  @SuppressWarnings("NullAway.Init")
  Path from;

  @Parameters(
      index = "1",
      paramLabel = "TO",
      description = "The other way: an address, or a folder.")
  @SuppressWarnings("NullAway.Init")
  Path to;

  /// The command.
  public IndexCopyCommand() {}

  @Override
  public Integer call() throws IOException {
    Optional<IndexStore> source = Indexes.store(from);
    Optional<IndexStore> target = Indexes.store(to);
    if (source.isPresent() == target.isPresent()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-arguments",
              source.isPresent() ? "both are on a cluster" : "both are folders",
              source.isPresent()
                  ? "copy to a folder first, then from there"
                  : "copy the folder with the means of the system"));
    }
    if (source.isPresent()) {
      IndexTransfer.copy(source.get(), from.toString(), to);
    } else {
      try (CorpusIndex index = CorpusIndex.open(from)) {
        IndexTransfer.put(index, target.orElseThrow(), to.toString());
      }
    }
    var out = spec.commandLine().getOut();
    try (WorkIndex copied = Indexes.open(to)) {
      out.printf(
          Locale.ROOT,
          "%s: %,d works, %,d contents, %.1f MB%n",
          copied.name(),
          copied.works().size(),
          copied.blobCount(),
          copied.sizeInBytes() / 1e6);
      out.printf("digest sha256:%s%n", copied.digest());
      out.flush();
    }
    return 0;
  }
}
