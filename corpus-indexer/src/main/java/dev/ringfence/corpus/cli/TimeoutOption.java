package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.source.SourceFetcher;
import java.time.Duration;
import picocli.CommandLine.Option;

/// How long fetching may take.
final class TimeoutOption {
  @Option(
      names = "--fetch-timeout",
      paramLabel = "SECONDS",
      description =
          "End a client (apt, git, mvn, npm, pip) or a download that takes longer; default: 3600.")
  long seconds = SourceFetcher.DEFAULT_LIMIT.toSeconds();

  Duration duration() {
    if (seconds < 1) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-option",
              "--fetch-timeout must be positive: " + seconds,
              "give a number of seconds"));
    }
    return Duration.ofSeconds(seconds);
  }
}
