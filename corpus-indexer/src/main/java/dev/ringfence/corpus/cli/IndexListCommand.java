package dev.ringfence.corpus.cli;

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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence index list`: the works of an index.
@Command(
    name = "list",
    description = "List the works of an index with role, size and license.",
    footerHeading = "%nExample:%n",
    footer = "  ringfence index list corpus")
public final class IndexListCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(paramLabel = "INDEX", description = IndexArgument.DESCRIPTION)
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  /// The command.
  public IndexListCommand() {}

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    try (WorkIndex index = Indexes.open(indexPath)) {
      int width = index.works().stream().mapToInt(work -> work.id().length()).max().orElse(4);
      out.printf(
          "%-" + width + "s  %-10s  %-10s  %9s  %11s  %s%n",
          "work",
          "role",
          "date",
          "files",
          "lines",
          "license of most files");
      for (Work work : index.works()) {
        out.printf(
            Locale.ROOT,
            "%-" + width + "s  %-10s  %-10s  %,9d  %,11d  %s%n",
            work.id(),
            work.role().id(),
            work.provenance().date().orElse("?"),
            work.contents().files(),
            work.contents().lines(),
            work.contents()
                .mainLicense()
                .map(
                    license -> license + " (" + work.contents().licenses().get(license) + " files)")
                .orElse(Work.NO_LICENSE));
      }
      out.flush();
    }
    return 0;
  }
}
