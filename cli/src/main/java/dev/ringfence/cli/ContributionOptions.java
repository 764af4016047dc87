package dev.ringfence.cli;

import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.trace.ContributionReader;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.PolicyChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which change is spoken of, and by which policy.
final class ContributionOptions {
  @Option(names = "--repo", paramLabel = "DIR", description = "The git repository (default: here).")
  Path repository = Path.of(".");

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "The policy file; `none` for the default policy (default: the one of the change's base).")
  @Nullable String policyFile;

  ContributionOptions() {}

  /// The change of a range, with what its commits and traces say.
  Contribution read(GitChanges git, CommitRange commits) throws IOException {
    return ContributionReader.read(git, commits, choice());
  }

  /// The policy where there is no change at hand.
  ZonePolicy policy() throws IOException {
    return ChangeResolver.policy(Optional.of(repository), choice());
  }

  private PolicyChoice choice() throws IOException {
    return policyFile == null ? PolicyChoice.FOUND : ChangeOptions.policyNamed(policyFile);
  }

  /// A file that must be there.
  static Path file(String category, String what, String name) {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file) && !Files.isReadable(file)) {
      throw RingfenceException.usage(
          Diagnostic.of(category, what + " file does not exist: `" + name + "`", "check the path"));
    }
    return file;
  }
}
