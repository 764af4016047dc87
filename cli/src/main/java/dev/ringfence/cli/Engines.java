package dev.ringfence.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.index.WorkIndex;
import dev.ringfence.scanner.match.parameters.MatchFiles;
import dev.ringfence.scanner.match.parameters.MatchParameters;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.server.client.ServerIndex;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The scan engine as a command starts it: with the index it names, and what the environment says.
public final class Engines {
  /// What is said of an argument that names an index.
  static final String INDEX =
      "The folder of the index, its address on a cluster (opensearch://HOST:PORT/NAME), or that of"
          + " a `ringfence serve` (http://HOST:PORT).";

  private static final Pattern SERVER = Pattern.compile("(https?):/{1,2}([^/]+)/*");

  private Engines() {}

  /// The engine over an index: a folder, or the address of a server.
  static ScanEngine open(Path index) throws IOException {
    Optional<URI> server = server(index);
    return server.isEmpty()
        ? ScanEngine.open(index, parameters())
        : new ScanEngine(
            ServerIndex.open(
                new ServerIndex.Access(
                    server.get(),
                    environment("RINGFENCE_TOKEN"),
                    environment("RINGFENCE_CA_FILE").map(Path::of))),
            parameters());
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  /// The address of a server that is named as an index is; empty where it is a folder. What is read
  /// as a path has lost a slash.
  static Optional<URI> server(Path index) {
    Matcher address = SERVER.matcher(index.toString());
    if (!address.matches()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(address.group(1) + "://" + address.group(2));
      if (uri.getHost() != null && uri.getUserInfo() == null) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException _) {
      // Said below.
    }
    throw RingfenceException.usage(
        Diagnostic.of(
            "usage/invalid-address",
            "`" + index + "` is no address of a server",
            "write it as http://host:port, without path or password"));
  }

  /// The parameters of matching: those of this build, or what the system properties
  /// `ringfence.matching`, `ringfence.idioms` and `ringfence.phrases` put in their place, for
  /// experiments. Reports say so.
  public static MatchParameters parameters() {
    MatchFiles files =
        new MatchFiles(
            file("ringfence.matching"), file("ringfence.idioms"), file("ringfence.phrases"));
    return files.equals(MatchFiles.SHIPPED)
        ? MatchParameters.shipped()
        : MatchParameters.load(files);
  }

  /// Whether something was put in the place of what is shipped.
  static boolean isExperiment() {
    return file("ringfence.matching").isPresent()
        || file("ringfence.idioms").isPresent()
        || file("ringfence.phrases").isPresent();
  }

  private static Optional<Path> file(String property) {
    return Optional.ofNullable(System.getProperty(property)).map(Path::of);
  }

  /// The day it is: of `SOURCE_DATE_EPOCH` [1] where that is set, so that a run can be repeated.
  ///
  /// [1] reproducible-builds.org, SOURCE_DATE_EPOCH specification.
  static LocalDate today() {
    String epoch = System.getenv("SOURCE_DATE_EPOCH");
    return epoch != null && epoch.matches("[0-9]{1,12}")
        ? LocalDate.ofEpochDay(Long.parseLong(epoch) / 86_400)
        : LocalDate.now(ZoneOffset.UTC);
  }

  /// Refuses an index that is not the one that is wanted: what it says would be about something
  /// else.
  ///
  /// @param digest the digest that it must have; null for any
  /// @param maxAge how many days ago it may have been written; null for any
  static void check(ScanEngine engine, Path path, @Nullable String digest, @Nullable Integer maxAge)
      throws IOException {
    String actual = engine.index().digest();
    if (digest != null && !digest.replaceFirst("^(sha256:)?", "sha256:").equals(actual)) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "index/other",
                  "the index has the digest "
                      + actual
                      + ", not "
                      + digest
                      + "; nothing was checked",
                  "fetch the index that is pinned, or change the pin")
              .at(Indexes.name(path)));
    }
    if (maxAge == null) {
      return;
    }
    if (server(path).isPresent()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "how old the index of a server is cannot be told from here",
              "leave --max-index-age out, or pin it with --index-digest"));
    }
    Instant written = written(path);
    long days = Duration.between(written, Instant.now()).toDays();
    if (days > maxAge) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "index/stale",
                  "the index was last written "
                      + days
                      + " days ago, more than "
                      + maxAge
                      + "; nothing was checked",
                  "run `ringfence index sync`, or import a newer pack")
              .at(Indexes.name(path)));
    }
  }

  private static Instant written(Path index) throws IOException {
    try (WorkIndex opened = Indexes.open(index)) {
      return opened.written();
    }
  }
}
