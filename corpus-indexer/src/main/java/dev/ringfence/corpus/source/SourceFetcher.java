package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Brings a source onto this machine with its ordinary client.
public final class SourceFetcher {
  /// How long a client may take for a source, unless told otherwise.
  public static final Duration DEFAULT_LIMIT = Duration.ofHours(1);

  /// The variable that names a Debian archive.
  public static final String DEBIAN_SOURCE = "RINGFENCE_DEBIAN_SOURCE";

  private final Path cache;
  private final Duration limit;
  private final Optional<String> debianSource;

  /// A fetcher that keeps what it downloads in a folder.
  public SourceFetcher(Path cache) {
    this(cache, DEFAULT_LIMIT);
  }

  /// A fetcher that keeps what it downloads in a folder.
  ///
  /// @param limit how long each run of a client, or a download, may take
  public SourceFetcher(Path cache, Duration limit) {
    this(cache, limit, Optional.empty());
  }

  private SourceFetcher(Path cache, Duration limit, Optional<String> debianSource) {
    this.cache = cache;
    this.limit = limit;
    this.debianSource = debianSource;
  }

  /// One that takes Debian's source packages from an archive of the user's choice, where none was
  /// chosen before.
  ///
  /// @param source `deb-src ...` lines as in sources.list, or the path of a `.list` or `.sources`
  ///   file
  public SourceFetcher orDebianSource(Optional<String> source) {
    return new SourceFetcher(cache, limit, debianSource.or(() -> source));
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
    Subprocess subprocess = new Subprocess(limit);
    return switch (source) {
      case CorpusSource.Folder folder -> {
        if (!Files.isDirectory(folder.path())) {
          throw missing("folder", folder.path());
        }
        Path absolute = folder.path().toAbsolutePath().normalize();
        yield new FolderWork(absolute, String.valueOf(absolute.getFileName()));
      }
      case CorpusSource.Archive archive -> archive(archive.path());
      case CorpusSource.Git git -> new GitClient(cache.resolve("git"), subprocess).fetch(git);
      case CorpusSource.Maven maven ->
          new MavenClient(cache.resolve("maven"), subprocess).fetch(maven);
      case CorpusSource.Debian debian -> debian(debian, subprocess);
      case CorpusSource.Npm npm -> new NpmClient(cache.resolve("npm"), subprocess).fetch(npm);
      case CorpusSource.Pypi pypi ->
          new PypiClient(cache.resolve("pypi"), subprocess, limit).fetch(pypi);
    };
  }

  /// By apt where it is there and has a source list, since it knows all that the list may say.
  private FetchedWork debian(CorpusSource.Debian source, Subprocess subprocess) throws IOException {
    Path folder = cache.resolve("debian");
    Optional<String> named =
        debianSource.or(() ->
            Optional.ofNullable(System.getenv(DEBIAN_SOURCE)).filter(text -> !text.isBlank()));
    if (named.isPresent()) {
      return new DebianClient(folder, DebianArchives.named(named.get()), limit).fetch(source);
    }
    if (DebianArchives.machineFiles().isEmpty()) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "source/no-archive",
              "this machine has no Debian source list, and no archive is named",
              "name one: --debian-source 'deb-src [signed-by=KEYRING] URL SUITE main', or "
                  + DEBIAN_SOURCE
                  + " in the environment"));
    }
    return Subprocess.isInstalled("apt-get")
        ? new AptClient(folder, subprocess).fetch(source)
        : new DebianClient(folder, DebianArchives.machine(), limit).fetch(source);
  }

  /// Whether a file is an archive that `archive:` reads, by its name.
  public static boolean isArchive(String path) {
    return ArchiveWork.isArchive(path);
  }

  private static FetchedWork archive(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw missing("archive", path);
    }
    String file = String.valueOf(path.getFileName());
    if (file.endsWith(".dsc")) {
      return AptClient.work(path);
    }
    if (!ArchiveWork.isArchive(file)) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "source/invalid",
                  "not an archive that can be read: `" + path + "`",
                  "use a .tar, .tar.gz, .tar.bz2, .tar.xz, .zip, .jar, .whl, .crate, .gem or .dsc")
              .at(path.toString()));
    }
    String base =
        file.replaceAll("(?i)\\.(tar\\.(gz|bz2|xz)|tgz|tbz2|txz|tar|zip|jar|whl|crate|gem)$", "")
            .replaceAll("-sources$", "");
    Matcher version = Pattern.compile("^(.+?)[-_]v?([0-9][A-Za-z0-9.+~]*)$").matcher(base);
    boolean found = version.matches();
    return new ArchiveWork(
        List.of(new ArchiveWork.Part(path, "", false)),
        new ArchiveWork.Identity(
            found ? version.group(1) : base,
            found ? version.group(2) : "",
            Optional.empty(),
            List.of(),
            Optional.empty()));
  }

  private static RingfenceException missing(String kind, Path path) {
    return RingfenceException.usage(
        Diagnostic.of(
            "source/not-found", kind + " does not exist: `" + path + "`", "check the path"));
  }
}
