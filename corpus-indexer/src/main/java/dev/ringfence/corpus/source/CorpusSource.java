package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.nio.file.Path;
import java.util.Optional;

/// A place that a work comes from, as written on the command line.
public sealed interface CorpusSource {
  /// `dir:PATH`: a folder.
  record Folder(Path path) implements CorpusSource {}

  /// `archive:PATH`: a tar (gz, bz2, xz), zip, jar or whl.
  record Archive(Path path) implements CorpusSource {}

  /// `maven:GROUP:ARTIFACT:VERSION`: the sources jar and POM, fetched by Maven.
  record Maven(String group, String artifact, String version) implements CorpusSource {}

  /// `debian:PACKAGE[=VERSION]`: the source package, fetched by apt.
  record Debian(String sourcePackage, Optional<String> version) implements CorpusSource {}

  /// Reads a source; a user's error is a [RingfenceException].
  static CorpusSource parse(String text) {
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    if (!scheme.isEmpty() && rest.isEmpty()) {
      throw invalid(text, "nothing follows `" + scheme + ":`");
    }
    return switch (scheme) {
      case "dir" -> new Folder(Path.of(rest));
      case "archive" -> new Archive(Path.of(rest));
      case "maven" -> {
        String[] parts = rest.split(":", -1);
        if (parts.length != 3
            || !rest.matches("[A-Za-z0-9._-]+:[A-Za-z0-9._-]+:[A-Za-z0-9._+-]+")) {
          throw invalid(text, "a Maven source is `maven:GROUP:ARTIFACT:VERSION`");
        }
        yield new Maven(parts[0], parts[1], parts[2]);
      }
      case "debian" -> {
        if (!rest.matches("[a-z0-9][a-z0-9.+-]+(=[A-Za-z0-9.+:~-]+)?")) {
          throw invalid(text, "a Debian source is `debian:PACKAGE` or `debian:PACKAGE=VERSION`");
        }
        int equals = rest.indexOf('=');
        yield equals < 0
            ? new Debian(rest, Optional.empty())
            : new Debian(rest.substring(0, equals), Optional.of(rest.substring(equals + 1)));
      }
      default -> throw invalid(text, "unknown kind of source");
    };
  }

  private static RingfenceException invalid(String text, String why) {
    return RingfenceException.usage(
        Diagnostic.of(
            "source/invalid",
            "invalid source `" + text + "`: " + why,
            "use dir:PATH, archive:PATH, maven:GROUP:ARTIFACT:VERSION or debian:PACKAGE[=VERSION]"));
  }
}
