package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `ringfence policy check`: whether a policy file can be read.
@Command(
    name = "check",
    description = "Check the policy file: unknown keys and invalid values, with their lines.",
    footerHeading = "%nExample:%n",
    footer = "  ringfence policy check --policy .github/ai-policy.toml")
public final class PolicyCheckCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  PolicyOptions options;

  /// The command.
  public PolicyCheckCommand() {}

  @Override
  public Integer call() throws IOException {
    ZonePolicy policy = options.read();
    var out = spec.commandLine().getOut();
    if (policy.source().file().isEmpty()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "policy/not-found",
              "no policy file here",
              "write " + PolicyFile.NAMES.getFirst() + "; docs/policy.md describes it"));
    }
    out.printf(
        "%s: valid, %d zones%n", policy.source().file().get(), policy.zoning().zones().size());
    policy.source().warnings().forEach(warning -> out.printf("  %s%n", warning));
    out.flush();
    return 0;
  }
}
