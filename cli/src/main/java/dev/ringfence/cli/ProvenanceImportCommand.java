package dev.ringfence.cli;

import dev.ringfence.attest.contribution.Contribution;
import dev.ringfence.attest.provenance.ProvenanceRecord;
import dev.ringfence.attest.provenance.ProvenanceRecorder;
import dev.ringfence.attest.provenance.ProvenanceStore;
import dev.ringfence.attest.provenance.ProvenanceWriter;
import dev.ringfence.attest.trace.Traces;
import dev.ringfence.corpus.cli.HelpOption;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.scanner.change.CommitRange;
import dev.ringfence.scanner.change.GitChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence provenance import`: records from the traces of others.
@Command(
    name = "import",
    description = {
      "Make the record of a change from a file of Agent Trace records, or, without a file, from the"
          + " git-ai notes, traces and Entire checkpoints of the repository; or take a file of our own"
          + " records on as it is."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ringfence provenance import --diff main..HEAD",
      "  ringfence provenance import traces.jsonl --diff main..HEAD",
      "  ringfence provenance import gh-31000.intoto.jsonl"
    })
public final class ProvenanceImportCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  ContributionOptions options;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "Agent Trace records, or our own.")
  @Nullable String file;

  @Option(
      names = "--diff",
      paramLabel = "RANGE",
      description = "The commits that the traces speak of.")
  @Nullable String range;

  @Option(names = "--id", paramLabel = "ID", description = "The record's name.")
  @Nullable String id;

  /// The command.
  public ProvenanceImportCommand() {}

  @Override
  public Integer call() throws IOException {
    Optional<String> text = Optional.empty();
    if (file != null) {
      text =
          Optional.of(
              Files.readString(ContributionOptions.file("provenance/not-found", "traces", file)));
    }
    try (GitChanges git = GitChanges.open(options.repository)) {
      List<String> faults = new ArrayList<>();
      List<ProvenanceRecord> own =
          text.map(each -> ProvenanceRecord.read(String.valueOf(file), each, faults))
              .orElse(List.of());
      Path written;
      if (!own.isEmpty() && faults.isEmpty()) {
        Path name = Path.of(String.valueOf(file)).getFileName();
        String base =
            id != null ? id : String.valueOf(name).replaceFirst("(?:\\.intoto)?\\.jsonl?$", "");
        Path root = git.workTree().orElse(options.repository);
        written = root.resolve(ProvenanceStore.FOLDER).resolve(base + ProvenanceStore.SUFFIX);
        Files.createDirectories(written.getParent());
        Files.writeString(written, text.orElse(""));
      } else {
        written = fromTraces(git, text);
      }
      spec.commandLine()
          .getOut()
          .printf("recorded: %s/%s%n", ProvenanceStore.FOLDER, written.getFileName());
      spec.commandLine().getOut().flush();
      return 0;
    }
  }

  private Path fromTraces(GitChanges git, Optional<String> text) throws IOException {
    if (range == null) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/invalid-arguments",
              text.isPresent()
                  ? "the file holds none of our records, and no range says what its traces speak of"
                  : "name a file, or a range with --diff",
              "for example `--diff main..HEAD`"));
    }
    CommitRange commits = git.resolve(range);
    Contribution change = options.read(git, commits);
    if (text.isPresent()) {
      change = Traces.read(git, commits, change, text.get(), String.valueOf(file));
    }
    if (change.traced().isEmpty()) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "provenance/no-trace",
              "no trace speaks of a line of " + range + "; nothing was recorded",
              "the traces may be of other commits, or in notes and branches that this clone has not"
                  + " fetched (refs/notes/ai, entire/checkpoints/v1)"));
    }
    ProvenanceRecorder recorder = ProvenanceRecorder.of(git, commits, change, id);
    return recorder.write(
        new ProvenanceWriter.Facts(
            List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty()),
        Optional.empty(),
        false);
  }
}
