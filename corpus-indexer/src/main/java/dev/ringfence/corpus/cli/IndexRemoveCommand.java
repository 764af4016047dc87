package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.index.CorpusIndexWriter;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.Indexes;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.index.WorkIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ringfence index remove`: takes works out.
@Command(
    name = "remove",
    description =
        "Take works out of an index, by name and version, or by name for all versions of it.",
    footerHeading = "%nExample:%n",
    footer = "  ringfence index remove corpus gsl@2.7.1+dfsg-5")
public final class IndexRemoveCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  HelpOption help;

  @Parameters(index = "0", paramLabel = "INDEX", description = IndexArgument.DESCRIPTION)
  @SuppressWarnings("NullAway.Init")
  Path indexPath;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "WORK",
      description = "The works, as `ringfence index list` names them.")
  List<String> names = new ArrayList<>();

  /// The command.
  public IndexRemoveCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Work> works = new ArrayList<>();
    Optional<IndexStore> store = Indexes.store(indexPath);
    try (WorkIndex index = Indexes.open(indexPath)) {
      for (String name : names) {
        works.addAll(IndexArgument.works(index, name));
      }
    }
    if (store.isPresent()) {
      store.get().remove(indexPath.toString(), works);
    } else {
      removeHere(works);
    }
    var out = spec.commandLine().getOut();
    works.stream()
        .distinct()
        .forEach(work -> out.printf("removed %s, %d files%n", work.id(), work.contents().files()));
    try (WorkIndex index = Indexes.open(indexPath)) {
      out.printf("digest sha256:%s%n", index.digest());
    }
    out.flush();
    return 0;
  }

  private void removeHere(List<Work> works) throws IOException {
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(indexPath)) {
      for (Work work : works) {
        writer.removeWork(work.id());
      }
      writer.commit();
    }
  }
}
