package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Brings a source onto this machine with its ordinary client.
public final class SourceFetcher {
  private final Path cache;

  /// A fetcher that keeps what it downloads in a folder.
  public SourceFetcher(Path cache) {
    this.cache = cache;
  }

  /// The folder for downloads: `$RINGFENCE_CACHE`, else `ringfence` in the user's cache folder.
  public static Path defaultCache() {
    String own = System.getenv("RINGFENCE_CACHE");
    if (own != null && !own.isEmpty()) {
      return Path.of(own);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("ringfence");
  }

  /// Fetches a source. The caller closes the work.
  public FetchedWork fetch(CorpusSource source) throws IOException {
    if (source instanceof CorpusSource.Folder folder) {
      if (!Files.isDirectory(folder.path())) {
        throw missing("folder", folder.path());
      }
      Path absolute = folder.path().toAbsolutePath().normalize();
      return new FolderWork(absolute, String.valueOf(absolute.getFileName()), "");
    }
    if (source instanceof CorpusSource.Archive archive) {
      if (!Files.isRegularFile(archive.path())) {
        throw missing("archive", archive.path());
      }
      if (!ArchiveWork.isArchive(archive.path())) {
        throw RingfenceException.usage(
            Diagnostic.of(
                    "source/invalid",
                    "not an archive that can be read: `" + archive.path() + "`",
                    "use a .tar, .tar.gz, .tar.bz2, .tar.xz, .zip, .jar, .whl or .crate")
                .at(archive.path().toString()));
      }
      String base =
          String.valueOf(archive.path().getFileName())
              .replaceAll("(?i)\\.(tar\\.(gz|bz2|xz)|tgz|tbz2|txz|tar|zip|jar|whl|crate)$", "")
              .replaceAll("-sources$", "");
      var version =
          java.util.regex.Pattern.compile("^(.+?)[-_]v?([0-9][A-Za-z0-9.+~]*)$").matcher(base);
      boolean found = version.matches();
      return new ArchiveWork(
          List.of(new ArchiveWork.Part(archive.path(), "", false)),
          found ? version.group(1) : base,
          found ? version.group(2) : "",
          Optional.empty(),
          List.of(),
          () -> {});
    }
    if (source instanceof CorpusSource.Maven maven) {
      return new MavenClient(cache.resolve("maven")).fetch(maven);
    }
    return new AptClient(cache.resolve("debian")).fetch((CorpusSource.Debian) source);
  }

  private static RingfenceException missing(String kind, Path path) {
    return RingfenceException.usage(
        Diagnostic.of(
            "source/not-found", kind + " does not exist: `" + path + "`", "check the path"));
  }

  /// The regular files of a folder, by name.
  static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
