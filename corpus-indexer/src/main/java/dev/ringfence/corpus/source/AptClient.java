package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Debian source packages, fetched by apt.
final class AptClient {
  /*
   * apt gets a private state: lists, caches and a source list made from the machine's own with source
   * entries switched on. Nothing outside the cache folder changes, and no root is needed. apt checks
   * signatures and digests; unpacking is done here, so that dpkg-dev is not needed.
   */
  private static final Duration LISTS_FRESH = Duration.ofHours(12);

  /// `'URI' gsl_2.7.1+dfsg-5.dsc 2345 SHA256:...`
  private static final Pattern DSC = Pattern.compile("(?m)^'[^']+' (\\S+\\.dsc) ");

  private final Path cache;
  private final Subprocess subprocess;

  AptClient(Path cache, Subprocess subprocess) {
    this.subprocess = subprocess;
    this.cache = cache.toAbsolutePath();
  }

  FetchedWork fetch(CorpusSource.Debian source) throws IOException {
    Path state = cache.resolve("apt");
    Path config = prepare(state);
    Path stamp = state.resolve("lists-updated");
    boolean fresh =
        Files.exists(stamp)
            && Files.getLastModifiedTime(stamp)
                .toInstant()
                .isAfter(Instant.now().minus(LISTS_FRESH));
    Map<String, String> environment = Map.of("APT_CONFIG", config.toString(), "LC_ALL", "C");
    if (!fresh) {
      Subprocess.Result update =
          subprocess.run(List.of("apt-get", "-q", "update"), state, environment);
      if (update.status() != 0) {
        throw failed("apt could not read the package lists", update.output());
      }
      Files.writeString(stamp, "");
    }
    String wanted =
        source.sourcePackage() + source.version().map(version -> "=" + version).orElse("");
    Path folder = cache.resolve("sources").resolve(wanted);
    Files.createDirectories(folder);
    // Which version is current, without a download. In a folder that has the files apt names none.
    Subprocess.Result named =
        subprocess.run(
            List.of("apt-get", "-q", "source", "--print-uris", "--only-source", wanted),
            Files.createDirectories(state.resolve("empty")),
            environment);
    Matcher dsc = DSC.matcher(named.output());
    if (named.status() != 0 || !dsc.find()) {
      throw failed("apt knows no source package `" + wanted + "`", named.output());
    }
    Path file = folder.resolve(dsc.group(1));
    if (!Files.exists(folder.resolve(file.getFileName() + ".complete"))) {
      Subprocess.Result result =
          subprocess.run(
              List.of("apt-get", "-q", "source", "--download-only", "--only-source", wanted),
              folder,
              environment);
      if (result.status() != 0 || !Files.exists(file)) {
        throw failed("apt did not deliver the source package `" + wanted + "`", result.output());
      }
      Files.writeString(folder.resolve(file.getFileName() + ".complete"), "");
    }
    return work(file);
  }

  /// The work that a `.dsc` describes, from the archives beside it that it names.
  static ArchiveWork work(Path dsc) throws IOException {
    String name = "";
    String version = "";
    Set<String> files = new TreeSet<>();
    boolean inFiles = false;
    for (String line : Files.readAllLines(dsc, StandardCharsets.ISO_8859_1)) {
      if (line.startsWith("Version:")) {
        version = line.substring("Version:".length()).trim();
      } else if (line.startsWith("Source:")) {
        name = line.substring("Source:".length()).trim();
      }
      inFiles = line.startsWith("Files:") || (line.startsWith(" ") && inFiles);
      if (inFiles && line.startsWith(" ")) {
        files.add(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    List<ArchiveWork.Part> parts = new ArrayList<>();
    for (String file : files) {
      Path path = dsc.resolveSibling(file);
      boolean isTar = file.matches(".*\\.tar\\.[a-z0-9]+");
      if (file.contains("/") || !(isTar || file.endsWith(".diff.gz"))) {
        continue;
      }
      if (!Files.isRegularFile(path)) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                    "source/not-found",
                    "the source package names `" + file + "`, which is not beside it",
                    "fetch all files of the source package into one folder")
                .at(dsc.toString()));
      }
      if (file.matches(".*\\.debian\\.tar\\.[a-z0-9]+") || !isTar) {
        parts.add(new ArchiveWork.Part(path, "", false));
      } else if (file.matches(".*\\.orig-[A-Za-z0-9-]+\\.tar\\.[a-z0-9]+")) {
        String component = file.replaceAll(".*\\.orig-([A-Za-z0-9-]+)\\.tar\\..*", "$1");
        parts.add(new ArchiveWork.Part(path, component + "/", true));
      } else {
        parts.add(new ArchiveWork.Part(path, "", true));
      }
    }
    return new ArchiveWork(
        parts,
        new ArchiveWork.Identity(
            name,
            version,
            Purls.of("deb", "debian", name, version, Map.of("arch", "source")),
            List.of(),
            Optional.empty()));
  }

  private static RingfenceException failed(String what, String output) {
    return RingfenceException.incomplete(
        Diagnostic.of(
                "source/fetch-failed",
                what,
                "check the package name and that this machine's apt sources serve source packages")
            .note(Subprocess.tail(output, 3)));
  }

  private static Path prepare(Path state) throws IOException {
    for (String folder : List.of("lists/partial", "archives/partial", "sources.list.d", "state")) {
      Files.createDirectories(state.resolve(folder));
    }
    ClientFiles.deleteAll(state.resolve("sources.list.d"));
    int count = 0;
    for (Path file : DebianArchives.machineFiles()) {
      String text = Files.readString(file);
      String name = "machine-" + count++;
      if (file.toString().endsWith(".sources")) {
        String both = text.replaceAll("(?mi)^Types:.*$", "Types: deb-src");
        Files.writeString(state.resolve("sources.list.d/" + name + ".sources"), both);
      } else {
        StringBuilder both = new StringBuilder();
        for (String line : text.split("\n", -1)) {
          if (line.matches("\\s*deb(-src)?\\s.*")) {
            both.append(line.replaceFirst("deb(-src)?", "deb-src")).append('\n');
          }
        }
        Files.writeString(state.resolve("sources.list.d/" + name + ".list"), both.toString());
      }
    }
    if (count == 0) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "source/no-client",
              "this machine has no apt source list",
              "run on Debian or Ubuntu, or fetch the source package by hand and use archive:PATH"));
    }
    Path config = state.resolve("apt.conf");
    String user = System.getProperty("user.name", "").toLowerCase(Locale.ROOT);
    Files.writeString(
        config,
        String.join(
            "\n",
            "Dir::Etc::sourcelist \"/dev/null\";",
            "Dir::Etc::sourceparts \"" + state.resolve("sources.list.d") + "\";",
            "Dir::State \"" + state.resolve("state") + "\";",
            "Dir::State::lists \"" + state.resolve("lists") + "\";",
            "Dir::State::status \"" + Files.writeString(state.resolve("state/status"), "") + "\";",
            "Dir::Cache \"" + state + "\";",
            "Dir::Cache::archives \"" + state.resolve("archives") + "\";",
            // As root apt would drop to a user who may not write here.
            user.equals("root") ? "APT::Sandbox::User \"root\";" : "",
            "Debug::NoLocking \"false\";",
            "Acquire::Retries \"3\";",
            ""));
    return config;
  }
}
