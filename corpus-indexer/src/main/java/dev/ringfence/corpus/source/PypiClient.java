package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/// Source distributions of Python packages, from the indexes that the installed pip is configured
/// with. Nothing of a package is run: `pip download` would run its build to learn its metadata.
final class PypiClient {
  private static final Pattern FILE =
      Pattern.compile("(.+)-([0-9][^-]*?)\\.(tar\\.[a-z0-9]+|zip|tgz)");

  private final Path cache;
  private final Subprocess subprocess;
  private final Duration limit;

  PypiClient(Path cache, Subprocess subprocess, Duration limit) {
    this.cache = cache;
    this.subprocess = subprocess;
    this.limit = limit;
  }

  FetchedWork fetch(CorpusSource.Pypi source) throws IOException {
    String wanted = source.toString().substring("pypi:".length());
    Path folder = cache.toAbsolutePath().resolve(wanted);
    Files.createDirectories(folder);
    Optional<Path> sdist = source.isMoving() ? Optional.empty() : sdist(folder);
    if (sdist.isEmpty()) {
      try {
        sdist = Optional.of(download(source, folder));
      } catch (IOException e) {
        throw failed(wanted, String.valueOf(e.getMessage()));
      }
    }
    String file = String.valueOf(sdist.get().getFileName());
    Matcher parts = FILE.matcher(file);
    String version = parts.matches() ? parts.group(2) : source.version().orElse("");
    String name = SimpleIndex.normalise(source.name());
    return new ArchiveWork(
        List.of(new ArchiveWork.Part(sdist.get(), "", true)),
        new ArchiveWork.Identity(
            name, version, Purls.of("pypi", "", name, version), List.of(), Optional.empty()));
  }

  private record Offer(URI index, SimpleIndex.Sdist sdist) {}

  private Path download(CorpusSource.Pypi source, Path folder) throws IOException {
    PipSettings settings = PipSettings.read(subprocess);
    Download download = new Download(limit, settings.proxy(), settings.certificates());
    List<Offer> offers = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (URI index : settings.indexes()) {
      URI url = index.resolve(SimpleIndex.normalise(source.name()) + "/");
      try {
        Optional<Download.Page> page = download.page(index, url, SimpleIndex.ACCEPT);
        if (page.isPresent()) {
          SimpleIndex.read(
                  page.get().url(), page.get().contentType(), page.get().body(), source.name())
              .forEach(each -> offers.add(new Offer(index, each)));
        }
      } catch (IOException e) {
        // As pip does: another index may have it.
        faults.add(Download.shown(index) + " cannot be read: " + e);
      }
    }
    SimpleIndex.Sdist best =
        SimpleIndex.choose(
                offers.stream().map(Offer::sdist).toList(),
                source.version().flatMap(PythonVersion::parse))
            .orElseThrow(() ->
                new IOException(
                    "no source distribution of it on "
                        + String.join(
                            ", ", settings.indexes().stream().map(Download::shown).toList())
                        + (faults.isEmpty() ? "" : "; " + String.join("; ", faults))));
    URI index =
        offers.stream()
            .filter(offer -> offer.sdist().equals(best))
            .findFirst()
            .orElseThrow()
            .index();
    Map.Entry<String, String> expected =
        best.digest()
            .orElseThrow(() ->
                new IOException(
                    "the index gives no SHA-2 digest of `" + best.file() + "` to check it by"));
    MessageDigest digest =
        DigestUtils.getDigest(expected.getKey().toUpperCase(Locale.ROOT).replace("SHA", "SHA-"));
    Path partial = Files.createTempFile(folder, "new-", ".part");
    try {
      download.file(index, best.url(), partial, digest);
      if (!Hex.encodeHexString(digest.digest()).equalsIgnoreCase(expected.getValue())) {
        throw new IOException("`" + best.file() + "` is not the file whose digest the index gives");
      }
      ClientFiles.deleteAll(folder, file -> !file.equals(partial));
      Path target = folder.resolve(best.file());
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
      return target;
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static RingfenceException failed(String wanted, String why) {
    return RingfenceException.incomplete(
        Diagnostic.of(
                "source/fetch-failed",
                "no source distribution of `" + wanted + "` was fetched",
                "check name, version and `pip config list`, or download the source distribution by hand"
                    + " and use archive:PATH")
            .note(why));
  }

  private static Optional<Path> sdist(Path folder) throws IOException {
    return ClientFiles.of(folder).stream()
        .filter(file -> FILE.matcher(String.valueOf(file.getFileName())).matches())
        .findFirst();
  }
}
