package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.index.CorpusAdder;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.CorpusIndexWriter;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFetcher;
import dev.ringfence.corpus.sync.SyncTarget;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The works of an index that is no folder. Each that is added is indexed in a folder of its own,
/// and what comes of that is sent, and visible then.
final class StoredWorks implements SyncTarget {
  private final IndexStore store;
  private final String address;
  private final PrintStream err;

  StoredWorks(IndexStore store, String address, PrintStream err) {
    this.store = store;
    this.address = address;
    this.err = err;
  }

  @Override
  public Map<String, Work> works() throws IOException {
    Map<String, Work> works = new TreeMap<>();
    store.works(address).forEach(work -> works.put(work.id(), work));
    return works;
  }

  @Override
  public Work add(FetchedWork source, String from, String selection, CorpusAdder.Options options)
      throws IOException {
    return IndexTransfer.inFolder(
        SourceFetcher.defaultCache().resolve("indexing"),
        folder -> {
          Path index = folder.resolve("index");
          Work work;
          try (CorpusIndexWriter writer = CorpusIndexWriter.open(index)) {
            work =
                new CorpusAdder(writer, err, ProgressBar.stderrIsTerminal())
                    .add(source, from, selection, options);
            writer.commit();
          }
          try (CorpusIndex made = CorpusIndex.open(index);
              ProgressBar bar =
                  ProgressBar.onStandardError(
                      ProgressBar.stderrIsTerminal(),
                      "sending " + work.id(),
                      "documents",
                      IndexStore.size(made))) {
            store.merge(made, address, bar::advance);
          }
          return work;
        });
  }

  @Override
  public void remove(Work work) throws IOException {
    store.remove(address, List.of(work));
  }

  @Override
  public void replaceRecord(Work work) throws IOException {
    store.replaceRecord(address, work);
  }

  @Override
  public void commit() {
    // Each change is visible at once.
  }
}
