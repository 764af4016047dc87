package dev.ringfence.cluster;

import dev.ringfence.corpus.index.ContentReader;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexRecords;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.corpus.index.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Adds works to an index on a cluster. Others may add at the same time, unless one is replaced.
final class WorkAdder {
  private static final JsonMapper JSON = ClusterClient.JSON;

  private final ClusterClient client;
  private final WriteSteps steps;
  private final WorkRemover remover;

  WorkAdder(ClusterClient client) {
    this.client = client;
    this.steps = new WriteSteps(client);
    this.remover = new WorkRemover(client);
  }

  /// Adds works, each in place of one with its id. Others may add at the same time, unless one is
  /// replaced.
  void merge(CorpusIndex from, LongConsumer done) throws IOException {
    Optional<MarkedIndex> there = MarkedIndex.findIfThere(client);
    MarkedIndex found = there.isPresent() ? there.get() : begin();
    Searches searches = new Searches(client, found.index());
    Set<String> ids = new HashSet<>();
    from.works().forEach(work -> ids.add(work.id()));
    String id = "add-" + WriteSteps.digest(from.digest());
    List<Work> replaced =
        ClusterIndex.readWorks(searches, found.marker()).stream()
            .filter(work -> ids.contains(work.id()))
            .toList();
    MarkedIndex index =
        steps.register(
            found,
            id,
            "index add of " + ids.size() + " works",
            from.works().size(),
            !replaced.isEmpty());
    long serial = WriteSteps.writer(index.marker(), id).firstSerial();
    List<Work> added = new ArrayList<>();
    for (Work work : from.works()) {
      added.add(work.numbered(serial++));
    }
    TokenModel delta = new TokenModel();
    try (BulkWriter bulk = new BulkWriter(client, index.index())) {
      createContents(from, index.index(), id, bulk, delta, done);
      for (int i = 0; i < added.size(); i++) {
        WriteSteps.loadFiles(from, from.works().get(i), added.get(i).serial(), bulk, done);
        WriteSteps.loadWork(from, added.get(i), bulk);
      }
      bulk.flush();
    }
    steps.refresh(index.index());
    remover.finish(index.index(), id, added, replaced, WriteSteps.functions(from), delta);
  }

  /// A new index without works, under the name.
  private MarkedIndex begin() throws IOException {
    String name = client.address().name();
    MarkedIndex made = steps.create(name + "-0");
    steps.swap(name, Optional.empty(), made.index());
    return made;
  }

  /// Sends contents that are not there yet, and counts the tokens of those that this writer brings,
  /// now or before it was cut short.
  private void createContents(
      CorpusIndex from,
      String index,
      String by,
      BulkWriter bulk,
      TokenModel delta,
      LongConsumer done)
      throws IOException {
    Map<String, Integer> blobs = new HashMap<>();
    ContentReader reader = new ContentReader(from);
    ConcurrentLinkedQueue<String> brought = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<String> there = new ConcurrentLinkedQueue<>();
    for (int blob : from.blobs()) {
      String id = Layout.id(from.contentKey(blob));
      blobs.put(id, blob);
      bulk.create(
          id, Layout.content(reader.read(blob), by), isNew -> (isNew ? brought : there).add(id));
      done.accept(1);
    }
    bulk.flush();
    steps.refresh(index);
    brought.addAll(broughtBefore(index, by, List.copyOf(there)));
    for (String id : brought) {
      Integer blob = blobs.get(id);
      if (blob != null) {
        WorkRemover.count(delta, from.tokens(blob.intValue()), 1);
      }
    }
  }

  private List<String> broughtBefore(String index, String by, List<String> ids) throws IOException {
    Searches searches = new Searches(client, index);
    List<String> brought = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += WriteSteps.CONTENTS) {
      List<String> some = ids.subList(from, Math.min(from + WriteSteps.CONTENTS, ids.size()));
      ObjectNode query = JSON.createObjectNode();
      ArrayNode values = query.putObject("ids").putArray("values");
      some.forEach(values::add);
      JsonNode answer =
          searches
              .ask(List.of(Searches.hits(query, some.size(), Layout.KEY, Layout.BROUGHT_BY)))
              .getFirst();
      if (Searches.total(answer) != some.size()) {
        throw searches.replaced("contents were taken out");
      }
      for (JsonNode hit : Searches.hits(answer)) {
        if (Searches.text(hit, Layout.BROUGHT_BY).equals(by)) {
          brought.add(Searches.text(hit, Layout.KEY));
        }
      }
    }
    return brought;
  }

  /// Writes what is known of a work anew; its files stay.
  void replaceRecord(Work work) throws IOException {
    MarkedIndex found = MarkedIndex.find(client);
    String index = found.index();
    Searches searches = new Searches(client, index);
    Work known =
        ClusterIndex.readWorks(searches, found.marker()).stream()
            .filter(each -> each.id().equals(work.id()))
            .findFirst()
            .orElseThrow(() -> searches.replaced("the work " + work.id() + " was taken out"));
    byte[] record = IndexRecords.encode(work.numbered(known.serial()));
    String id = "record-" + DigestUtils.sha256Hex(record).substring(0, 16);
    steps.register(found, id, "a change to what is known of " + work.id(), 0, true);
    try (BulkWriter bulk = new BulkWriter(client, index)) {
      bulk.index(
          Layout.workId(known.serial()), Optional.empty(), Layout.work(known.serial(), record));
      bulk.flush();
    }
    steps.refresh(index);
    steps.commit(
        index,
        id,
        Marker::serials,
        marker -> WriteSteps.digest(searches, marker.serials()),
        found.marker().functions(),
        Marker::model);
  }
}
