package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Source distributions of Python packages, downloaded by the installed pip.
final class PipClient {
  /*
   * To learn a source distribution's metadata pip runs the build backend that it names, so code of the
   * package runs here, as it does for anyone who installs it. The documentation says so; archive:PATH
   * runs nothing.
   */
  private final Path cache;

  PipClient(Path cache) {
    this.cache = cache;
  }

  FetchedWork fetch(CorpusSource.Pypi source) throws IOException {
    String wanted = source.toString().substring("pypi:".length());
    Path folder = cache.toAbsolutePath().resolve(wanted);
    Files.createDirectories(folder);
    Optional<Path> sdist = source.isMoving() ? Optional.empty() : sdist(folder);
    if (sdist.isEmpty()) {
      ClientFiles.deleteAll(folder);
      Subprocess.Result result =
          Subprocess.run(
              List.of(
                  "python3",
                  "-m",
                  "pip",
                  "download",
                  "--quiet",
                  "--disable-pip-version-check",
                  "--no-input",
                  "--no-deps",
                  "--no-binary",
                  ":all:",
                  "--dest",
                  folder.toString(),
                  wanted),
              folder,
              Map.of());
      sdist = sdist(folder);
      if (result.status() != 0 || sdist.isEmpty()) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                    "source/fetch-failed",
                    "pip did not deliver a source distribution of `" + wanted + "`",
                    "check name and version; where the build backend fails, download the sdist by hand"
                        + " and use archive:PATH")
                .note(Subprocess.tail(result.output(), 3)));
      }
    }
    String file = String.valueOf(sdist.get().getFileName());
    Matcher parts = Pattern.compile("(.+)-([0-9][^-]*?)\\.(tar\\.[a-z0-9]+|zip|tgz)").matcher(file);
    String version = parts.matches() ? parts.group(2) : source.version().orElse("");
    String name = source.name().toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    return new ArchiveWork(
        List.of(new ArchiveWork.Part(sdist.get(), "", true)),
        new ArchiveWork.Identity(
            name,
            version,
            Optional.of("pkg:pypi/" + name + "@" + version),
            List.of(),
            Optional.empty()));
  }

  private static Optional<Path> sdist(Path folder) throws IOException {
    Optional<Path> tar = ClientFiles.find(folder, ".tar.gz");
    return tar.isPresent() ? tar : ClientFiles.find(folder, ".zip");
  }
}
