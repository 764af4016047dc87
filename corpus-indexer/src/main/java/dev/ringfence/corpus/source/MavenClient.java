package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.license.LicenseEvidence;
import dev.ringfence.corpus.license.PomLicenses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sources jars and POMs, fetched by the installed Maven.
final class MavenClient {
  private static final String PLUGIN =
      "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy";
  private static final int MAX_PARENTS = 8;

  /// A project of no meaning: without one Maven looks for one.
  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>ringfence</groupId>
        <artifactId>fetch</artifactId>
        <version>1</version>
        <packaging>pom</packaging>
      </project>
      """;

  private final Path cache;
  private final Subprocess subprocess;

  MavenClient(Path cache, Subprocess subprocess) {
    this.subprocess = subprocess;
    this.cache = cache;
  }

  FetchedWork fetch(CorpusSource.Maven source) throws IOException {
    String gav = source.group() + ":" + source.artifact() + ":" + source.version();
    Path jar =
        copy(gav + ":jar:sources", source.artifact() + "-" + source.version() + "-sources.jar");
    List<LicenseEvidence> metadata = new ArrayList<>();
    Optional<String> next = Optional.of(gav);
    for (int i = 0; i < MAX_PARENTS && next.isPresent() && metadata.isEmpty(); i++) {
      String[] parts = next.get().split(":", -1);
      String name = parts[1] + "-" + parts[2] + ".pom";
      PomLicenses.Pom pom =
          PomLicenses.read(name, Files.readAllBytes(copy(next.get() + ":pom", name)));
      pom.evidence().ifPresent(metadata::add);
      // The coordinates are a stranger's, and name folders here.
      next = pom.parent().filter(Coordinates::isMaven);
    }
    return new ArchiveWork(
        List.of(new ArchiveWork.Part(jar, "", false)),
        new ArchiveWork.Identity(
            source.artifact(),
            source.version(),
            Purls.of("maven", source.group(), source.artifact(), source.version()),
            metadata,
            Optional.empty()));
  }

  private Path copy(String artifact, String fileName) throws IOException {
    String[] parts = artifact.split(":", -1);
    Path folder = cache.resolve(parts[0]).resolve(parts[1]).resolve(parts[2]);
    Path file = folder.resolve(fileName);
    if (Files.isRegularFile(file)) {
      return file;
    }
    Files.createDirectories(folder);
    Subprocess.Result result;
    try (PrivateFolder own = PrivateFolder.create()) {
      // Maven takes extensions and options of the virtual machine from the nearest `.mvn`.
      Files.createDirectory(own.path().resolve(".mvn"));
      Path pom = Files.writeString(own.path().resolve("pom.xml"), POM);
      result =
          subprocess.run(
              List.of(
                  "mvn",
                  "-q",
                  "-B",
                  "-ntp",
                  "--file",
                  pom.toString(),
                  PLUGIN,
                  "-Dartifact=" + artifact,
                  "-DoutputDirectory=" + own.path().resolve("out"),
                  "-Dmdep.useBaseVersion=true"),
              own.path(),
              Map.of("MAVEN_BASEDIR", own.path().toString()));
      Path copied = own.path().resolve("out").resolve(fileName);
      if (result.status() == 0 && Files.isRegularFile(copied)) {
        Files.move(copied, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (result.status() != 0 || !Files.isRegularFile(file)) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "source/fetch-failed",
                  "Maven did not deliver `" + artifact + "`",
                  "check the coordinates; not every artifact publishes a sources jar")
              .note(Subprocess.tail(result.output(), 3)));
    }
    return file;
  }
}
