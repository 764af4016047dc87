package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.source.SourceFetcher;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of what fetches works.
final class FetchOptions {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  TimeoutOption timeout;

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
    return new SourceFetcher(SourceFetcher.defaultCache(), timeout.duration())
        .orDebianSource(Optional.ofNullable(debianSource));
  }
}
