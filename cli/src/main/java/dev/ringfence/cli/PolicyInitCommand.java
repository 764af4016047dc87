package dev.ringfence.cli;

import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.blast.BlastCalculator;
import dev.ringfence.scanner.blast.Coverage;
import dev.ringfence.scanner.blast.PolicyProposal;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.ZonePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ringfence policy init`: proposes a policy.
@Command(
    name = "init",
    description = {
      "Propose a policy for a repository, from its layout at HEAD, from which folders the others import"
          + " or include, and from how often they changed in three years.",
      "",
      "Prints it; with --write it goes to .github/ai-policy.toml, if there is none yet."
    },
    footerHeading = "%nExample:%n",
    footer = "  ringfence policy init --repo ../numpy")
public final class PolicyInitCommand implements Callable<Integer> {
  private static final int MAX_BYTES = 1 << 20;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Option(names = "--repo", paramLabel = "DIR", description = "The repository (default: here).")
  Path repository = Path.of(".");

  @Option(names = "--write", description = "Write the file.")
  boolean write;

  /// The command.
  public PolicyInitCommand() {}

  @Override
  public Integer call() throws IOException {
    String text = propose(repository);
    Path root;
    try (GitChanges git = GitChanges.open(repository)) {
      root = git.workTree().orElse(repository).normalize();
    }
    if (!write) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return 0;
    }
    for (String name : PolicyFile.NAMES) {
      if (Files.exists(root.resolve(name))) {
        throw RingfenceException.usage(
            Diagnostic.of(
                    "policy/exists",
                    "the repository has a policy",
                    "compare it with what `ringfence policy init` prints")
                .at(root.resolve(name).toString()));
      }
    }
    Path file = root.resolve(PolicyFile.NAMES.getFirst());
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
    spec.commandLine().getOut().println("wrote " + file);
    spec.commandLine().getOut().flush();
    return 0;
  }

  /// What is proposed for a repository; sound.
  static String propose(Path repository) throws IOException {
    try (GitChanges git = GitChanges.open(repository)) {
      GitChanges.Snapshot head = git.snapshot("HEAD");
      Map<String, String> licenses = new TreeMap<>();
      for (Map.Entry<String, String> file : head.blobs().entrySet()) {
        if (!file.getKey().contains("/")) {
          git.blob(file.getValue(), MAX_BYTES)
              .ifPresent(content -> licenses.put(file.getKey(), content));
        }
      }
      try (BlastCalculator calculator =
          BlastCalculator.withoutBlame(git, "HEAD", ZonePolicy.defaultPolicy(), Coverage.NONE)) {
        String text = new PolicyProposal(calculator.files(), licenses, calculator).render();
        PolicyFile.parse("proposal", text);
        return text;
      }
    }
  }
}
