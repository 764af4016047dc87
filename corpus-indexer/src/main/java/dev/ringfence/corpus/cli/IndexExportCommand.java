package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexPack;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.Indexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.codec.digest.DigestUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence index export`: writes an index as one file.
@Command(
    name = "export",
    description = {
      "Write an index as one file, with its works' license texts and a manifest with checksums.",
      "",
      "With --no-text it holds hashes only, no line of the works."
    },
    footerHeading = "%nExample:%n",
    footer = "  ringfence index export corpus corpus.pack --no-text")
public final class IndexExportCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(index = "0", paramLabel = "INDEX", description = IndexArgument.DESCRIPTION)
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  @Parameters(index = "1", paramLabel = "PACK", description = "The file to write.")
  @SuppressWarnings("NullAway.Init")
  Path pack;

  @Option(names = "--no-text", description = "Leave the works' text out.")
  boolean noText;

  /// The command.
  public IndexExportCommand() {}

  @Override
  public Integer call() throws IOException {
    Optional<IndexStore> store = Indexes.store(indexPath);
    IndexPack.Manifest manifest;
    if (store.isPresent()) {
      manifest = IndexTransfer.pack(store.get(), indexPath.toString(), pack, !noText);
    } else {
      try (CorpusIndex index = CorpusIndex.open(indexPath)) {
        manifest = IndexPack.export(index, pack, !noText);
      }
    }
    var out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s: %,d works, %s, %.1f MB%n",
        pack,
        manifest.works().size(),
        manifest.text() ? "with text" : "without text",
        Files.size(pack) / 1e6);
    out.printf("digest sha256:%s%n", manifest.digest());
    try (var in = Files.newInputStream(pack)) {
      out.printf("pack sha256:%s%n", DigestUtils.sha256Hex(in));
    }
    out.flush();
    return 0;
  }
}
