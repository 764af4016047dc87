package dev.ringfence.corpus.cli;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusAdder;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.source.CorpusSource;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFetcher;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Adds works to an index that is no folder, one after the other: each is indexed in a folder of
/// its own, and what comes of that is sent. A work that is there with the same files is left.
final class ClusterAdder {
  private final IndexStore store;
  private final String address;
  private final CorpusAdder.Options options;
  private final SourceFetcher fetcher;
  private final PrintWriter out;
  private final PrintStream err = System.err;
  private final StoredWorks works;

  ClusterAdder(
      IndexStore store,
      String address,
      CorpusAdder.Options options,
      SourceFetcher fetcher,
      PrintWriter out) {
    this.store = store;
    this.address = address;
    this.options = options;
    this.fetcher = fetcher;
    this.out = out;
    this.works = new StoredWorks(store, address, err);
  }

  /// Adds sources; returns the exit status.
  int add(List<CorpusSource> sources) throws IOException {
    int failed = 0;
    for (CorpusSource source : sources) {
      if (!(source instanceof CorpusSource.Folder)) {
        err.println("fetching " + source);
      }
      try (FetchedWork fetched = fetcher.fetch(source)) {
        add(fetched, source.toString());
      } catch (RingfenceException e) {
        // What is wrong with the cluster is wrong for all of them.
        if (sources.size() == 1 || !e.diagnostic().category().startsWith("source/")) {
          throw e;
        }
        failed++;
        err.print(e.diagnostic().at(source.toString()).render("error"));
      }
    }
    if (failed > 0) {
      err.print(
          Diagnostic.of(
                  "source/incomplete",
                  failed + " of " + sources.size() + " sources are not in the index",
                  "mend what the messages above name and run the command again")
              .render("error"));
    }
    out.printf(Locale.ROOT, "%s: %,d works%n", store.name(address), store.works(address).size());
    out.flush();
    return failed > 0 ? ExitStatus.INCOMPLETE.code() : 0;
  }

  private void add(FetchedWork fetched, String source) throws IOException {
    String id = CorpusAdder.idOf(fetched, options);
    String state = CorpusAdder.state(fetched, "", options.keepText());
    Optional<Work> known = Optional.ofNullable(works.works().get(id));
    if (known.isPresent()
        && known.get().provenance().state().equals(state)
        && known.get().role() == options.role()) {
      out.println(id + ": is there with the same files");
      return;
    }
    if (known.isPresent()) {
      out.println("replacing " + id);
    }
    Work work = works.add(fetched, source, "", options);
    new WorkPrinter(out, err).print(work, fetched.warnings());
  }
}
