package dev.ringfence.attest.trace;

import dev.ringfence.attest.contribution.Commit;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.scan.BlastRadii;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.PolicyChoice;
import java.io.IOException;
import java.util.List;

/// Reads what a range of commits is: its files in their rings, by the policy of its base, with what
/// commits and traces say of tools.
public final class ContributionReader {
  private ContributionReader() {}

  /// The contribution of a range.
  ///
  /// @param choice which policy judges
  public static Contribution read(GitChanges git, CommitRange commits, PolicyChoice choice)
      throws IOException {
    ZonePolicy policy = ChangeResolver.policy(git, commits, choice);
    Change change = git.range(commits);
    Contribution contribution =
        Contribution.of(
            change,
            policy,
            BlastRadii.of(git, commits.judge(), policy, List.of(change)).complete(),
            Commit.of(git, commits));
    return Traces.read(git, commits, contribution);
  }
}
