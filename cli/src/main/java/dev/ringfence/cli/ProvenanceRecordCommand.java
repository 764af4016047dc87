package dev.ringfence.cli;

import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.contribution.ToolUse;
import dev.ringfence.attest.form.Attestation;
import dev.ringfence.attest.form.AttestationReader;
import dev.ringfence.attest.form.ReceiptNote;
import dev.ringfence.attest.provenance.ProvenanceRecorder;
import dev.ringfence.attest.provenance.ProvenanceStore;
import dev.ringfence.attest.provenance.ProvenanceWriter;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.GitChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `ringfence provenance record`: writes the record of a change.
@Command(
    name = "record",
    description = {
      "Write the record of a change to `.provenance/`: its lines, the tools that commits and traces"
          + " name, prompts by digest, the receipt of its search, what the pull request says.",
      "",
      "Everything that would be written is searched for secrets, mail addresses and home folders"
          + " first; where there are any, nothing is written."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence provenance record --diff main..HEAD --prompts prompts.md --redact",
      "  ringfence provenance record --diff main..HEAD --tool 'Claude Code 2.1 / claude-opus-4-5'",
      "  ringfence provenance record --diff main..HEAD --id gh-31000 --key key.pem --notes"
    })
public final class ProvenanceRecordCommand implements Callable<Integer> {
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
      names = "--id",
      paramLabel = "ID",
      description = "The record's name (default: by the patch id).")
  @Nullable String id;

  @Option(
      names = "--tool",
      paramLabel = "TOOL",
      description = "A tool that nothing else names: `NAME VERSION / MODEL`. May be given again.")
  List<String> tools = new ArrayList<>();

  @Option(
      names = "--prompts",
      paramLabel = "FILE",
      description = "What the tool was asked; kept beside the record. May be given again.")
  List<String> prompts = new ArrayList<>();

  @Option(
      names = "--redact",
      description = "Put `[redacted: ...]` in place of secrets and personal data in prompts.")
  boolean redact;

  @Option(names = "--digest-only", description = "Keep the digest of prompts and not their text.")
  boolean digestOnly;

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description = "The receipt of a scan over the same commits.")
  @Nullable String receipt;

  @Option(
      names = "--body",
      paramLabel = "FILE",
      description = "The text of the pull request, for what its author says.")
  @Nullable String body;

  @Option(
      names = "--pull-request",
      paramLabel = "NAME",
      description = "The pull request, for example `numpy/numpy#31000`.")
  @Nullable String pullRequest;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Sign with this private key (PEM, Ed25519 or ECDSA), in a DSSE envelope.")
  @Nullable String key;

  @Option(
      names = "--notes",
      description =
          "Mirror the record in refs/notes/ai-provenance, and set notes.rewriteRef of this clone so"
              + " that rebases keep it.")
  boolean notes;

  /// The command.
  public ProvenanceRecordCommand() {}

  @Override
  public Integer call() throws IOException {
    try (GitChanges git = GitChanges.open(options.repository)) {
      CommitRange commits = git.resolve(range);
      Contribution change = options.read(git, commits);
      List<ToolUse> named = new ArrayList<>();
      for (String tool : tools) {
        named.addAll(AttestationReader.tools(tool));
      }
      if (named.isEmpty() && change.tools().isEmpty()) {
        throw RingfenceException.usage(
            Diagnostic.of(
                "provenance/no-tool",
                "no commit and no trace names a tool; nothing was recorded",
                "name it with --tool 'NAME VERSION / MODEL'"));
      }
      ProvenanceRecorder recorder = ProvenanceRecorder.of(git, commits, change, id);
      Map<String, String> texts = new LinkedHashMap<>();
      for (String name : prompts) {
        Path file = ContributionOptions.file("provenance/not-found", "prompts", name);
        texts.put(name, SourceText.decode(Files.readAllBytes(file)));
      }
      recorder.addPrompts(texts, redact, digestOnly);
      Optional<ProvenanceRecorder.Key> secret = Optional.empty();
      if (key != null) {
        Path file = ContributionOptions.file("provenance/key", "key", key);
        secret = Optional.of(new ProvenanceRecorder.Key(key, Files.readString(file)));
      }
      Optional<ReceiptNote> note = Optional.empty();
      if (receipt != null) {
        Path file = ContributionOptions.file("receipt/not-found", "receipt", receipt);
        note = Optional.of(ReceiptNote.of(receipt, Files.readAllBytes(file)));
      }
      Optional<Attestation> said = Optional.empty();
      if (body != null) {
        Path file = ContributionOptions.file("attest/not-found", "text", body);
        said =
            Optional.of(
                AttestationReader.read(Files.readString(file), change.policy().ai().disclosure()));
      }
      Path written =
          recorder.write(
              new ProvenanceWriter.Facts(
                  named,
                  recorder.prompts(),
                  recorder.redactions(),
                  said,
                  note,
                  Optional.ofNullable(pullRequest)),
              secret,
              notes);
      var out = spec.commandLine().getOut();
      out.printf("recorded: %s/%s%n", ProvenanceStore.FOLDER, written.getFileName());
      int marks = recorder.redactions().stream().mapToInt(Integer::intValue).sum();
      if (marks > 0) {
        out.printf("redacted in the prompts: %d%n", marks);
      }
      recorder
          .promptsLine()
          .ifPresent(line -> out.printf("for the pull request:%n- **Prompts** [tool]: %s%n", line));
      out.printf("commit it with the change: git add %s%n", ProvenanceStore.FOLDER);
      out.flush();
      return 0;
    }
  }
}
