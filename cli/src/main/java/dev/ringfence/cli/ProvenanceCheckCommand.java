package dev.ringfence.cli;

import dev.ringfence.attest.check.PullRequestEvent;
import dev.ringfence.attest.contribution.AiSign;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.form.Attestation;
import dev.ringfence.attest.form.AttestationReader;
import dev.ringfence.attest.provenance.ProvenanceCheck;
import dev.ringfence.attest.provenance.ProvenanceStore;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.GitChanges;
import dev.ringfence.scanner.match.LineRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ringfence provenance check`: whether a change has the records that its rings ask for.
@Command(
    name = "check",
    description = {
      "Check that a change that AI helped with brings the records that its rings ask for"
          + " (`provenance = \"required\"` in the policy of its base).",
      "",
      "Whether AI helped is told by commits, traces and the text of the pull request; --always takes"
          + " it for granted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence provenance check --diff main...HEAD --body pull-request.md",
      "",
      "Exit status: 0 nothing is missing, 1 something is, 2 usage or configuration,",
      "3 not everything could be read."
    })
public final class ProvenanceCheckCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  ContributionOptions options;

  @Option(
      names = "--diff",
      paramLabel = "RANGE",
      required = true,
      description = "The commits: BASE..HEAD, BASE...HEAD (from the merge base) or one commit.")
  @SuppressWarnings("NullAway.Init")
  String range;

  @Option(names = "--body", paramLabel = "FILE", description = "The text of the pull request.")
  @Nullable String body;

  @Option(
      names = "--event",
      paramLabel = "FILE",
      description = "The event of the pull request, for its text.")
  @Nullable String event;

  @Option(names = "--always", description = "Ask for records whoever wrote the change.")
  boolean always;

  /// The command.
  public ProvenanceCheckCommand() {}

  @Override
  public Integer call() throws IOException {
    try (GitChanges git = GitChanges.open(options.repository)) {
      CommitRange commits = git.resolve(range);
      Contribution change = options.read(git, commits);
      ProvenanceStore.Contents contents = ProvenanceStore.read(git, commits.to());
      PrintWriter out = spec.commandLine().getOut();
      Optional<String> why = why(change);
      List<ProvenanceCheck.Gap> gaps =
          why.isEmpty() ? List.of() : ProvenanceCheck.gaps(change, contents.records());
      if (why.isEmpty()) {
        out.println(
            "provenance: nothing is asked for: no sign of AI in this change, which proves nothing");
      } else if (gaps.isEmpty()) {
        out.println("provenance: complete; " + why.get());
      } else {
        out.println("provenance: records are missing; " + why.get());
        for (ProvenanceCheck.Gap gap : gaps) {
          LineRange first = gap.lines().getFirst();
          out.printf(
              "  %s:%d: %d lines of the %s ring are in no record%n",
              gap.path(), first.firstLine(), gap.count(), gap.ring().id());
        }
        out.println("  do: ringfence provenance record --diff " + range);
      }
      out.flush();
      contents.faults().forEach(fault -> System.err.println("not read: " + fault));
      change.unread().forEach(fault -> System.err.println("not read: " + fault));
      if (!contents.faults().isEmpty() || !change.unread().isEmpty()) {
        return ExitStatus.INCOMPLETE.code();
      }
      return (gaps.isEmpty() ? ExitStatus.CLEAN : ExitStatus.FINDINGS).code();
    }
  }

  /// Why AI is taken to have helped.
  private Optional<String> why(Contribution change) throws IOException {
    if (always) {
      return Optional.of("asked for whoever wrote it");
    }
    if (!change.signs().isEmpty()) {
      AiSign first = change.signs().getFirst();
      return Optional.of(first.where() + " has `" + first.text() + "`");
    }
    Optional<String> text = Optional.empty();
    if (body != null) {
      text =
          Optional.of(Files.readString(ContributionOptions.file("attest/not-found", "text", body)));
    } else if (event != null) {
      text =
          Optional.of(
              PullRequestEvent.read(
                      event,
                      Files.readString(
                          ContributionOptions.file("attest/not-found", "event", event)))
                  .body());
    }
    Attestation said =
        text.map(each -> AttestationReader.read(each, change.policy().ai().disclosure()))
            .orElse(Attestation.NOTHING);
    return said.decision() == Attestation.Decision.USED
            || said.decision() == Attestation.Decision.BOTH
        ? Optional.of("the pull request says that AI was used")
        : Optional.empty();
  }
}
