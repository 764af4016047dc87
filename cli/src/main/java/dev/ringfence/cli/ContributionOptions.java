package dev.ringfence.cli;

import dev.ringfence.attest.contribution.Commit;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.trace.Traces;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    JudgeFiles judge = JudgeFiles.of(git, Optional.of(commits));
    ZonePolicy policy =
        (policyFile == null ? judge.policy() : named(policyFile))
            .withAttributes(judge.attributes());
    Change change = git.range(commits);
    Contribution contribution =
        Contribution.of(
            change,
            policy,
            ChangeOptions.blast(git, judge.revision(), policy, List.of(change)),
            Commit.of(git, commits));
    return Traces.read(git, commits, contribution);
  }

  /// The policy where there is no change at hand.
  ZonePolicy policy() throws IOException {
    return policyFile == null ? PolicyFile.find(repository) : named(policyFile);
  }

  private static ZonePolicy named(String name) throws IOException {
    if (name.equals("none")) {
      return ZonePolicy.defaultPolicy();
    }
    return PolicyFile.parse(name, Files.readString(file("policy/not-found", "policy", name)));
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
