package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.index.WorkIndex;
import dev.ringfence.corpus.toml.TomlFile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Works as they are named on the command line.
final class IndexArgument {
  /// What is said of an argument that names an index.
  static final String DESCRIPTION =
      "The folder of the index, or its address on a cluster: opensearch://HOST:PORT/NAME.";

  private IndexArgument() {}

  /// The works that a text names: by id, or by name where that is enough.
  static List<Work> works(WorkIndex index, String text) {
    List<Work> named =
        index.works().stream()
            .filter(work -> work.id().equals(text) || work.identity().name().equals(text))
            .toList();
    if (named.isEmpty()) {
      Set<String> known = index.works().stream().map(Work::id).collect(Collectors.toSet());
      throw RingfenceException.usage(
          Diagnostic.of(
                  "index/no-such-work",
                  "no work `" + text + "` in the index",
                  known.isEmpty()
                      ? "the index holds no works"
                      : "did you mean `" + TomlFile.nearest(text, known) + "`?")
              .at(index.name()));
    }
    return named;
  }

  /// The one work that a text names.
  static Work work(WorkIndex index, String text) {
    List<Work> named = works(index, text);
    if (named.size() > 1) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "index/ambiguous-work",
              "`" + text + "` names " + named.size() + " works",
              "name one: " + named.stream().map(Work::id).collect(Collectors.joining(", "))));
    }
    return named.getFirst();
  }
}
