package dev.ringfence.cli;

import dev.ringfence.attest.check.AttestationJson;
import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.form.AttestationDraft;
import dev.ringfence.attest.form.ReceiptNote;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.scanner.change.GitChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ringfence attest init`: drafts the block for a pull request.
@Command(
    name = "init",
    description = {
      "Print the block for the description of a pull request, as long as the highest ring that the"
          + " change touches asks for.",
      "",
      "What git, commit messages, traces of coding tools and a receipt prove is filled in. Lines marked"
          + " [human] are for a person: no box of theirs is ever ticked."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence attest init --diff main..HEAD",
      "  ringfence attest init --diff main..HEAD --receipt search.intoto.json"
    })
public final class AttestInitCommand implements Callable<Integer> {
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

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description = "The receipt of `ringfence scan --receipt FILE` over the same commits.")
  @Nullable String receipt;

  @Option(names = "--json", description = "Print the block and what it was made from as JSON.")
  boolean json;

  /// The command.
  public AttestInitCommand() {}

  @Override
  public Integer call() throws IOException {
    Optional<ReceiptNote> note = Optional.empty();
    if (receipt != null) {
      Path file = ContributionOptions.file("receipt/not-found", "receipt", receipt);
      note = Optional.of(ReceiptNote.of(receipt, Files.readAllBytes(file)));
    }
    try (GitChanges git = GitChanges.open(options.repository)) {
      Contribution change = options.read(git, git.resolve(range));
      String block = AttestationDraft.of(change, note, Optional.empty(), Engines.today());
      var out = spec.commandLine().getOut();
      out.print(json ? AttestationJson.ofDraft(change, block) : block);
      out.flush();
      change.unread().forEach(fault -> System.err.println("not read: " + fault));
      return change.unread().isEmpty() ? 0 : 3;
    }
  }
}
