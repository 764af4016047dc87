package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.IndexVerifier;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.index.WorkIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence index verify`: checks that an index is whole.
@Command(
    name = "verify",
    description = {
      "Check that an index is whole.",
      "",
      "Reads every file's checksum, every content and record: tokens, texts against their hashes,"
          + " digests, the token model, and 200 contents looked up by their own fingerprints."
    },
    footerHeading = "%nExample:%n",
    footer = "  ringfence index verify corpus")
public final class IndexVerifyCommand implements Callable<Integer> {
  private static final String REMEDY = "build the index again, or import it from a pack";

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(index = "0", paramLabel = "INDEX", description = IndexArgument.DESCRIPTION)
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  /// The command.
  public IndexVerifyCommand() {}

  private CorpusIndex open() throws IOException {
    try {
      return CorpusIndex.openChecked(indexPath);
    } catch (RingfenceException e) {
      Diagnostic fault = e.diagnostic();
      if (!fault.category().equals("index/damaged")) {
        throw e;
      }
      // The remedy of others is to come here.
      throw RingfenceException.incomplete(
          new Diagnostic(
              fault.category(),
              "the index is damaged",
              fault.location(),
              fault.notes(),
              Optional.of(REMEDY)));
    }
  }

  @Override
  public Integer call() throws IOException {
    Optional<IndexStore> store = Indexes.store(indexPath);
    if (store.isPresent()) {
      IndexVerifier.Report report = store.get().verify(indexPath.toString());
      try (WorkIndex index = Indexes.open(indexPath)) {
        return print(report, index);
      }
    }
    try (CorpusIndex index = open()) {
      return print(IndexVerifier.verify(index), index);
    }
  }

  private int print(IndexVerifier.Report report, WorkIndex index) {
    var out = spec.commandLine().getOut();
    for (String fault : report.faults()) {
      System.err.print(
          Diagnostic.of("index/damaged", fault, REMEDY)
              .at(Indexes.name(indexPath))
              .render("error"));
    }
    out.printf(
        Locale.ROOT,
        "%s: %s; %,d works, %,d files, %,d contents, %,d texts hashed, %,d looked up%n",
        Indexes.name(indexPath),
        report.faults().isEmpty() ? "whole" : "DAMAGED",
        report.works(),
        report.files(),
        report.contents(),
        report.texts(),
        report.queries());
    out.printf("digest sha256:%s%n", index.digest());
    out.flush();
    return report.faults().isEmpty() ? 0 : ExitStatus.INCOMPLETE.code();
  }
}
