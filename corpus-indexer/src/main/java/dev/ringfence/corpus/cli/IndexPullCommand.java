package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.IndexPack;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.source.PackDownload;
import dev.ringfence.corpus.source.SourceFetcher;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence index pull`: fetches a pack whose digest is known and imports it.
@Command(
    name = "pull",
    description = {
      "Fetch a pack and bring an index to what it holds.",
      "",
      "Nothing of the pack is used before its SHA-256 is the one that was given. A download that was cut"
          + " short goes on where it stopped."
    },
    footerHeading = "%nExample:%n",
    footer =
        "  ringfence index pull corpus https://example.org/corpus.pack --sha256 9f86d081884c...")
public final class IndexPullCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  TimeoutOption timeout;

  @Parameters(index = "0", paramLabel = "INDEX", description = IndexArgument.DESCRIPTION)
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  @Parameters(
      index = "1",
      paramLabel = "URL",
      description = "Where the pack is: https://, http:// or file:.")
  @SuppressWarnings("NullAway.Init")
  String address;

  @Option(
      names = "--sha256",
      required = true,
      paramLabel = "DIGEST",
      description = "The pack's SHA-256, as `index export` prints it.")
  @SuppressWarnings("NullAway.Init")
  String digest;

  /// The command.
  public IndexPullCommand() {}

  @Override
  public Integer call() throws IOException {
    URI url = url();
    String sha256 = digest.replaceFirst("^sha256:", "").toLowerCase(Locale.ROOT);
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "`" + digest + "` is no SHA-256",
              "give 64 hexadecimal digits, as `ringfence index export` prints them"));
    }
    Path folder = SourceFetcher.defaultCache().resolve("packs");
    Path pack;
    try (ProgressBar bar =
        ProgressBar.onStandardError(ProgressBar.stderrIsTerminal(), "fetching", "bytes", 0)) {
      long[] seen = {0};
      pack =
          PackDownload.fetch(
              url,
              sha256,
              folder,
              timeout.duration(),
              there -> {
                bar.advance(there - seen[0]);
                seen[0] = there;
              });
    }
    Optional<IndexStore> store = Indexes.store(indexPath);
    IndexPack.Manifest manifest =
        store.isPresent()
            ? IndexTransfer.unpack(pack, store.get(), indexPath.toString())
            : IndexPack.importInto(pack, indexPath);
    Files.deleteIfExists(pack);
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

  private URI url() {
    try {
      URI url = new URI(address);
      if (url.getScheme() != null && url.getScheme().matches("https?|file")) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Said below.
    }
    throw RingfenceException.usage(
        Diagnostic.of(
            "usage/invalid-address",
            "`" + address + "` is no address of a pack",
            "write it as https://HOST/corpus.pack or file:/path/corpus.pack"));
  }
}
