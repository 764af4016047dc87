package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.index.CorpusIndexWriter;
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

/// `ringfence index compact`: rewrites an index in little space.
@Command(
    name = "compact",
    description =
        "Rewrite an index without what was taken out of it, as one segment: smaller and faster to search.",
    footerHeading = "%nExample:%n",
    footer = "  ringfence index compact corpus")
public final class IndexCompactCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(index = "0", paramLabel = "INDEX", description = IndexArgument.DESCRIPTION)
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  /// The command.
  public IndexCompactCommand() {}

  @Override
  public Integer call() throws IOException {
    long before;
    try (WorkIndex index = Indexes.open(indexPath)) {
      before = index.sizeInBytes();
    }
    Optional<IndexStore> store = Indexes.store(indexPath);
    if (store.isPresent()) {
      store.get().compact(indexPath.toString());
    } else {
      try (CorpusIndexWriter writer = CorpusIndexWriter.open(indexPath)) {
        writer.compact();
      }
    }
    try (WorkIndex index = Indexes.open(indexPath)) {
      var out = spec.commandLine().getOut();
      out.printf(
          Locale.ROOT,
          "%s: %.1f MB, was %.1f MB%n",
          Indexes.name(indexPath),
          index.sizeInBytes() / 1e6,
          before / 1e6);
      out.printf("digest sha256:%s%n", index.digest());
      out.flush();
    }
    return 0;
  }
}
