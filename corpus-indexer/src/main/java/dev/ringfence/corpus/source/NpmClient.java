package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Packages of npm, packed by the installed npm. None of their scripts runs.
final class NpmClient {
  private final Path cache;
  private final Subprocess subprocess;

  NpmClient(Path cache, Subprocess subprocess) {
    this.subprocess = subprocess;
    this.cache = cache;
  }

  FetchedWork fetch(CorpusSource.Npm source) throws IOException {
    String safe = source.name().replace('/', '_');
    Optional<Path> packed = Optional.empty();
    Path folder =
        cache.toAbsolutePath().resolve(safe + source.version().map(v -> "@" + v).orElse(""));
    Files.createDirectories(folder);
    if (!source.isMoving()) {
      packed = ClientFiles.find(folder, ".tgz");
    }
    if (packed.isEmpty()) {
      ClientFiles.deleteAll(folder);
      Subprocess.Result result;
      try (PrivateFolder own = PrivateFolder.create()) {
        // npm takes a `.npmrc` from the nearest folder with a package.
        Files.writeString(own.path().resolve("package.json"), "{}");
        result =
            subprocess.run(
                List.of(
                    "npm",
                    "pack",
                    "--ignore-scripts",
                    "--loglevel=error",
                    "--pack-destination",
                    folder.toString(),
                    "--",
                    source.name() + source.version().map(v -> "@" + v).orElse("")),
                own.path(),
                Map.of("npm_config_update_notifier", "false"));
      }
      packed = ClientFiles.find(folder, ".tgz");
      if (result.status() != 0 || packed.isEmpty()) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                    "source/fetch-failed",
                    "npm did not deliver `" + source.toString().substring(4) + "`",
                    "check the name and version, and that `npm view` finds them")
                .note(Subprocess.tail(result.output(), 3)));
      }
    }
    String version = source.isMoving() ? "" : source.version().orElse("");
    if (version.isEmpty()) {
      Matcher file =
          Pattern.compile(".*?-([0-9][0-9A-Za-z.+-]*)\\.tgz")
              .matcher(String.valueOf(packed.get().getFileName()));
      version = file.matches() ? file.group(1) : "";
    }
    return new ArchiveWork(
        List.of(new ArchiveWork.Part(packed.get(), "", true)),
        new ArchiveWork.Identity(
            source.name(),
            version,
            Purls.of(
                "npm",
                source.name().contains("/")
                    ? source.name().substring(0, source.name().indexOf('/'))
                    : "",
                source.name().substring(source.name().indexOf('/') + 1),
                version),
            List.of(),
            Optional.empty()));
  }
}
