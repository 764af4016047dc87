package dev.ringfence.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return readFile().withAttributes(RepositoryFiles.attributes(repository));
  }

  private ZonePolicy readFile() throws IOException {
    if (file == null) {
      return PolicyFile.find(repository);
    }
    if (!Files.isRegularFile(file)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "policy/not-found", "policy file does not exist: `" + file + "`", "check the path"));
    }
    return PolicyFile.parse(file.toString(), Files.readString(file));
  }
}
