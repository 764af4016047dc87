package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.source.SourceFetcher;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of what fetches works.
final class FetchOptions {
  @Option(
      names = "--fetch-timeout",
      paramLabel = "SECONDS",
      description =
          "End a client (apt, git, mvn, npm, pip) or a download that takes longer; default: 3600.")
  long seconds = SourceFetcher.DEFAULT_LIMIT.toSeconds();

  @Option(
      names = "--debian-source",
      paramLabel = "SOURCE",
      description =
          "The archive of debian: sources, read without apt: 'deb-src [signed-by=KEYRING] URL SUITE"
              + " COMPONENT...', or a .list or .sources file. Default: $RINGFENCE_DEBIAN_SOURCE, else the"
              + " machine's source list.")
  @Nullable String debianSource;

  /// A fetcher with the user's cache.
  SourceFetcher fetcher() {
    if (seconds < 1) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "--fetch-timeout must be positive: " + seconds,
              "give a number of seconds"));
    }
    return new SourceFetcher(SourceFetcher.defaultCache(), Duration.ofSeconds(seconds))
        .orDebianSource(Optional.ofNullable(debianSource));
  }
}
