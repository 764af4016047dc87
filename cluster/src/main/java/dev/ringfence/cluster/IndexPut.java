package dev.ringfence.cluster;

import dev.ringfence.corpus.index.ContentReader;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexRecords;
import dev.ringfence.corpus.index.Work;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/// Puts an index in a folder in place of the one on a cluster that has the name.
final class IndexPut {
  private final ClusterClient client;
  private final WriteSteps steps;

  IndexPut(ClusterClient client) {
    this.client = client;
    this.steps = new WriteSteps(client);
  }

  /// Puts an index in place of the one that has the name, if any has.
  void put(CorpusIndex from, LongConsumer done) throws IOException {
    Optional<MarkedIndex> current = MarkedIndex.findIfThere(client);
    if (current.isPresent()
        && current.get().marker().isWhole()
        && current.get().marker().digest().equals(from.digest())) {
      return;
    }
    String name = client.address().name();
    String target = name + "-" + from.digest().substring(0, 12);
    if (current.isPresent() && current.get().index().equals(target)) {
      target += "-b";
    }
    Optional<MarkedIndex> begun = MarkedIndex.at(client, target);
    boolean resumes = begun.isPresent();
    String id = "put-" + WriteSteps.digest(from.digest());
    MarkedIndex index = resumes ? begun.get() : steps.create(target);
    index = steps.register(index, id, "import", 0, true);
    try (BulkWriter bulk = new BulkWriter(client, target)) {
      loadContents(from, index, id, resumes, bulk, done);
      for (Work work : from.works()) {
        WriteSteps.loadFiles(from, work, work.serial(), bulk, done);
        WriteSteps.loadWork(from, work, bulk);
      }
      bulk.flush();
    }
    List<Marker.Part> model = List.of(steps.write(target, "model", IndexRecords.model(from)));
    steps.refresh(target);
    Searches searches = new Searches(client, target);
    checkCounts(from, searches);
    steps.commit(
        target,
        id,
        from.digest(),
        from.works().stream().map(Work::serial).toList(),
        WriteSteps.functions(from),
        _ -> model);
    steps.swap(name, current.map(MarkedIndex::index), target);
  }

  private void checkCounts(CorpusIndex from, Searches searches) throws IOException {
    long files = from.works().stream().mapToLong(work -> work.contents().files()).sum();
    WriteSteps.Counts counts = WriteSteps.counts(searches);
    if (counts.contents() != from.blobCount() || counts.files() != files) {
      throw ClusterIndex.damaged(
          client,
          from.blobCount()
              + " contents and "
              + files
              + " files were written, "
              + counts.contents()
              + " and "
              + counts.files()
              + " are there");
    }
  }

  /// Sends the contents.
  ///
  /// @param resumes whether some may be there
  private void loadContents(
      CorpusIndex from,
      MarkedIndex index,
      String by,
      boolean resumes,
      BulkWriter bulk,
      LongConsumer done)
      throws IOException {
    Searches searches = new Searches(client, index.index());
    ContentReader reader = new ContentReader(from);
    int[] blobs = from.blobs();
    for (int start = 0; start < blobs.length; start += WriteSteps.CONTENTS) {
      int[] some =
          Arrays.copyOfRange(blobs, start, Math.min(start + WriteSteps.CONTENTS, blobs.length));
      Set<String> there =
          resumes
              ? searches.there(from.contentKeys(some).stream().map(Layout::id).toList())
              : Set.of();
      for (int blob : some) {
        String id = Layout.id(from.contentKey(blob));
        if (!there.contains(id)) {
          bulk.index(id, Optional.empty(), Layout.content(reader.read(blob), by));
        }
        done.accept(1);
      }
    }
  }
}
