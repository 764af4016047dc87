package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.index.IndexPack;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.Indexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence index import`: brings an index to what a pack holds.
@Command(
    name = "import",
    description = {
      "Bring an index to what a pack holds.",
      "",
      "Checks the pack whole before it replaces anything; an index that is there is replaced in one"
          + " commit, under which running scans go on."
    },
    footerHeading = "%nExample:%n",
    footer = "  ringfence index import corpus corpus.pack")
public final class IndexImportCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(index = "0", paramLabel = "INDEX", description = IndexArgument.DESCRIPTION)
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  @Parameters(index = "1", paramLabel = "PACK", description = "The file that export wrote.")
  @SuppressWarnings("NullAway.Init")
  Path pack;

  /// The command.
  public IndexImportCommand() {}

  @Override
  public Integer call() throws IOException {
    // No index is a file: whoever names the pack first means the same.
    if (Files.isRegularFile(indexPath) && !Files.isRegularFile(pack)) {
      Path named = indexPath;
      indexPath = pack;
      pack = named;
    }
    Optional<IndexStore> store = Indexes.store(indexPath);
    IndexPack.Manifest manifest =
        store.isPresent()
            ? IndexTransfer.unpack(pack, store.get(), indexPath.toString())
            : IndexPack.importInto(pack, indexPath);
    var out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s: %,d works, %s%n",
        Indexes.name(indexPath),
        manifest.works().size(),
        manifest.text() ? "with text" : "without text: reports show no origin lines");
    out.printf("digest sha256:%s%n", manifest.digest());
    out.flush();
    return 0;
  }
}
