package dev.ringfence.corpus.sync;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusAdder;
import dev.ringfence.corpus.index.Provenance;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFetcher;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings an index to what a corpus file says: adds, updates and removes works, and leaves those
/// that are as they should be. Commits as it goes, so that one that was cut short is taken up where
/// it stopped.
public final class CorpusSync {
  private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(20);

  /// What became of a work.
  public enum Outcome {
    /// It was not there.
    ADDED,
    /// It was there with other files, or known otherwise.
    UPDATED,
    /// It is as it should be.
    UNCHANGED,
    /// The corpus file names it no more.
    REMOVED,
    /// Its source could not be read; what was there of it stays.
    FAILED
  }

  /// What became of a work, and why.
  ///
  /// @param outcome what became of it
  /// @param work its id, or its source where it could not be read
  /// @param detail for a reader, or empty
  public record Change(Outcome outcome, String work, String detail) {}

  /// Hears of each work as it is dealt with.
  public interface Listener {
    /// A source is about to be fetched.
    void fetching(String source);

    /// A work was added or updated.
    void indexed(Work work, List<String> warnings);

    /// A work is dealt with.
    void changed(Change change);

    /// A source failed.
    void failed(Diagnostic diagnostic);
  }

  private final SyncTarget target;
  private final SourceFetcher fetcher;
  private final boolean keepText;
  private final boolean dryRun;
  private final Listener listener;
  private Instant lastCommit = Instant.now();

  /// A sync.
  ///
  /// @param target what is brought to the corpus files
  /// @param keepText whether the text itself is stored
  /// @param dryRun whether to fetch and compare alone
  public CorpusSync(
      SyncTarget target,
      SourceFetcher fetcher,
      boolean keepText,
      boolean dryRun,
      Listener listener) {
    this.target = target;
    this.fetcher = fetcher;
    this.keepText = keepText;
    this.dryRun = dryRun;
    this.listener = listener;
  }

  /// Brings the index to a corpus file.
  ///
  /// @return what became of each work
  public List<Change> run(CorpusDefinition corpus) throws IOException {
    List<Change> changes = new ArrayList<>();
    Map<String, String> placeOfId = new HashMap<>();
    Set<String> failedSources = new HashSet<>();
    SourceFetcher from = fetcher.orDebianSource(corpus.debianSource());
    for (CorpusDefinition.Entry entry : corpus.works()) {
      Change change;
      try {
        change = bring(corpus.name(), entry, from, placeOfId);
      } catch (RingfenceException e) {
        Diagnostic diagnostic = e.diagnostic();
        // What is wrong with the index is wrong for all sources.
        if (diagnostic.category().startsWith("cluster/")
            || diagnostic.category().startsWith("index/")) {
          throw e;
        }
        listener.failed(
            diagnostic.location().isPresent() ? diagnostic : diagnostic.at(entry.place()));
        failedSources.add(entry.source().toString());
        change = new Change(Outcome.FAILED, entry.source().toString(), diagnostic.message());
      }
      changes.add(change);
      listener.changed(change);
      commitNowAndThen();
    }
    for (Work work : List.copyOf(target.works().values())) {
      Provenance provenance = work.provenance();
      if (provenance.corpus().equals(Optional.of(corpus.name()))
          && !placeOfId.containsKey(work.id())
          && !failedSources.contains(provenance.source())) {
        Change change = new Change(Outcome.REMOVED, work.id(), "no longer in the corpus file");
        if (!dryRun) {
          target.remove(work);
        }
        changes.add(change);
        listener.changed(change);
      }
    }
    if (!dryRun) {
      target.commit();
    }
    return changes;
  }

  private void commitNowAndThen() throws IOException {
    if (!dryRun && Instant.now().isAfter(lastCommit.plus(BETWEEN_COMMITS))) {
      target.commit();
      lastCommit = Instant.now();
    }
  }

  private Change bring(
      String corpus,
      CorpusDefinition.Entry entry,
      SourceFetcher fetchesFrom,
      Map<String, String> placeOfId)
      throws IOException {
    listener.fetching(entry.source().toString());
    try (FetchedWork fetched = fetchesFrom.fetch(entry.source())) {
      CorpusAdder.Options options = entry.options(corpus, keepText);
      String id = CorpusAdder.idOf(fetched, options);
      String other = placeOfId.putIfAbsent(id, entry.place());
      if (other != null) {
        throw RingfenceException.usage(
            Diagnostic.of(
                    "corpus/duplicate-work",
                    "`" + id + "` is there twice, first at " + other,
                    "take one out, or give it another `name`")
                .at(entry.place()));
      }
      Work known = target.works().get(id);
      String state = CorpusAdder.state(fetched, entry.selection(), keepText);
      if (known != null && known.provenance().state().equals(state)) {
        return keep(known, entry, corpus);
      }
      String from = entry.source().toString();
      if (!dryRun) {
        Work work = target.add(fetched, from, entry.selection(), options);
        listener.indexed(work, fetched.warnings());
      }
      Optional<Work> earlier = sameSource(corpus, from, id);
      return known != null
          ? new Change(Outcome.UPDATED, id, "its files changed")
          : earlier
              .map(work -> new Change(Outcome.ADDED, id, "in place of " + work.id()))
              .orElseGet(() -> new Change(Outcome.ADDED, id, ""));
    }
  }

  private Optional<Work> sameSource(String corpus, String source, String id) throws IOException {
    return target.works().values().stream()
        .filter(work ->
            work.provenance().corpus().equals(Optional.of(corpus))
                && work.provenance().source().equals(source)
                && !work.id().equals(id))
        .findFirst();
  }

  /// The files are as they should be; what else is known of the work may not be.
  private Change keep(Work known, CorpusDefinition.Entry entry, String corpus) throws IOException {
    Provenance was = known.provenance();
    Provenance provenance =
        new Provenance(
            entry.source().toString(),
            was.state(),
            entry.date().or(was::date),
            entry.comment(),
            Optional.of(corpus),
            was.preferences(),
            was.notices());
    if (provenance.equals(was) && known.role() == entry.role()) {
      return new Change(Outcome.UNCHANGED, known.id(), "");
    }
    if (!dryRun) {
      target.replaceRecord(known.with(entry.role(), provenance));
    }
    return new Change(
        Outcome.UPDATED,
        known.id(),
        known.role() == entry.role() ? "known otherwise" : "role " + entry.role().id());
  }
}
