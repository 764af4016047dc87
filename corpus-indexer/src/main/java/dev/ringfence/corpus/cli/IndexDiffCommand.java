package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.index.IndexDiff;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.index.WorkIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence index diff`: what differs between two indexes.
@Command(
    name = "diff",
    description =
        "Show what differs between two indexes, by work and file. Exit status 1 where something does.",
    footerHeading = "%nExample:%n",
    footer = "  ringfence index diff corpus.old corpus --files")
public final class IndexDiffCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "One index: its folder, or its address on a cluster.")
  @SuppressWarnings("NullAway.Init")
  Path first;

  @Parameters(index = "1", paramLabel = "B", description = "The other.")
  @SuppressWarnings("NullAway.Init")
  Path second;

  @Option(names = "--files", description = "Name the files that differ.")
  boolean files;

  /// The command.
  public IndexDiffCommand() {}

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    try (WorkIndex a = Indexes.open(first);
        WorkIndex b = Indexes.open(second)) {
      IndexDiff diff = IndexDiff.of(a, b);
      for (Work work : diff.onlyInFirst()) {
        out.printf(Locale.ROOT, "- %s, %,d files%n", work.id(), work.contents().files());
      }
      for (Work work : diff.onlyInSecond()) {
        out.printf(Locale.ROOT, "+ %s, %,d files%n", work.id(), work.contents().files());
      }
      for (IndexDiff.ChangedWork changed : diff.changed()) {
        out.printf(Locale.ROOT, "~ %s, %,d changes%n", changed.id(), changed.changes().size());
        if (files) {
          changed.changes().forEach(change -> out.println("    " + change));
        }
      }
      out.printf(Locale.ROOT, "%,d works are equal%n", diff.equal());
      out.printf("digest sha256:%s%n       sha256:%s%n", a.digest(), b.digest());
      out.flush();
      return a.digest().equals(b.digest()) ? 0 : ExitStatus.FINDINGS.code();
    }
  }
}
