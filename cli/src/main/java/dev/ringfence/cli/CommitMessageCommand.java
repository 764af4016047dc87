package dev.ringfence.cli;

import dev.ringfence.attest.check.TrailerCheck;
import dev.ringfence.attest.contribution.Commit;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.scanner.scan.ChangeResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ringfence commit-msg`: what the policy says to a commit message.
@Command(
    name = "commit-msg",
    description = {
      "Check what a commit message says about AI against the policy's `[disclosure]`; git's commit-msg"
          + " hook calls it with the message's file.",
      "",
      "Trailers may be required, optional or forbidden. A tool never signs off. A message without a"
          + " sign of AI passes: that there is none proves nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence commit-msg .git/COMMIT_EDITMSG",
      "  ringfence commit-msg --diff main..HEAD"
    })
public final class CommitMessageCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  PolicyOptions options;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file of the message.")
  @Nullable Path file;

  @Option(
      names = "--diff",
      paramLabel = "RANGE",
      description =
          "Check the messages of BASE..HEAD, BASE...HEAD or one commit, by the policy of its base.")
  @Nullable String range;

  /// The command.
  public CommitMessageCommand() {}

  @Override
  public Integer call() throws IOException {
    if ((file == null) == (range == null)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-arguments",
              "name the file of a message, or a range with --diff",
              "see `ringfence commit-msg --help`"));
    }
    List<Diagnostic> faults = range == null ? ofFile(Objects.requireNonNull(file)) : ofRange(range);
    faults.forEach(fault -> System.err.print(fault.render("error")));
    return (faults.isEmpty() ? ExitStatus.CLEAN : ExitStatus.FINDINGS).code();
  }

  private List<Diagnostic> ofFile(Path message) throws IOException {
    if (!Files.isRegularFile(message)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "commit/not-found",
              "message file does not exist: `" + message + "`",
              "check the path"));
    }
    return TrailerCheck.faults(
        SourceText.decode(Files.readAllBytes(message)), message.toString(), options.read());
  }

  private List<Diagnostic> ofRange(String named) throws IOException {
    List<Diagnostic> faults = new ArrayList<>();
    try (GitChanges git = GitChanges.open(options.repository)) {
      CommitRange commits = git.resolve(named);
      ZonePolicy policy = ChangeResolver.policy(git, commits, options.choice());
      for (Commit commit : Commit.of(git, commits)) {
        faults.addAll(TrailerCheck.faults(commit.message(), "commit " + commit.shortId(), policy));
      }
    }
    return faults;
  }
}
