package dev.ringfence.scanner.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import java.io.IOException;
import java.nio.file.Path;

/// Opens the index that a change is checked against.
final class SearchedIndex {
  private SearchedIndex() {}

  /// The index; one without works is a fault, since nothing found in it would say nothing.
  static CorpusIndex open(Path path) throws IOException {
    CorpusIndex index = CorpusIndex.open(path);
    if (index.works().isEmpty()) {
      index.close();
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "index/empty",
              "the index holds no work; nothing was checked",
              "add works with `ringfence index add " + path + " SOURCE...`"));
    }
    return index;
  }
}
