package dev.ringfence.cli;

import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.PolicyChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the `policy` commands find the policy.
public final class PolicyOptions {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy file (default: the one of the repository).")
  @Nullable Path file;

  @Option(
      names = "--repo",
      paramLabel = "DIR",
      description = "The repository whose policy is read (default: here).")
  Path repository = Path.of(".");

  /// The options.
  public PolicyOptions() {}

  ZonePolicy read() throws IOException {
    return ChangeResolver.policy(Optional.of(repository), choice());
  }

  PolicyChoice choice() throws IOException {
    return file == null ? PolicyChoice.FOUND : ChangeOptions.policyNamed(file.toString());
  }
}
