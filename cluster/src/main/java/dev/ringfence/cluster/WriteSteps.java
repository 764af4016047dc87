package dev.ringfence.cluster;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.ContentReader;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexRecords;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.fingerprints.statement.Feature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What all writing to an index on a cluster is made of: a writer says so in the marker, sends
/// documents, and takes that back with the new state in one write.
final class WriteSteps {
  private static final JsonMapper JSON = ClusterClient.JSON;

  /// Contents that are looked up in one round trip.
  static final int CONTENTS = 500;

  private final ClusterClient client;

  WriteSteps(ClusterClient client) {
    this.client = client;
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String who() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "an unnamed host";
    }
    return "process " + ProcessHandle.current().pid() + " on " + host;
  }

  static String digest(String text) {
    return DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  /// The version of the features of functions that contents of an index bring along.
  static int functions(CorpusIndex from) {
    return ContentReader.hasFunctions(from) ? Feature.VERSION : 0;
  }

  record Counts(long contents, long files) {}

  static Counts counts(Searches searches) throws IOException {
    List<JsonNode> counts =
        searches.ask(
            List.of(
                Searches.count(Searches.term(Layout.KIND, "content")),
                Searches.count(Searches.term(Layout.KIND, "file"))));
    return new Counts(Searches.total(counts.get(0)), Searches.total(counts.get(1)));
  }

  /// Makes an index without works.
  MarkedIndex create(String index) throws IOException {
    int shards = client.address().shards().orElseGet(this::dataNodes);
    ClusterClient.Answer made =
        client.send("PUT", "/" + index, Layout.index(shards, client.address().replicas()));
    // The first try may have made it, and its answer been lost.
    if (!made.fault().equals("resource_already_exists_exception")) {
      client.expect(made);
    }
    Marker empty =
        new Marker(
            Layout.VERSION,
            IndexRecords.format(),
            0,
            IndexRecords.digest(List.of()),
            List.of(),
            0,
            0,
            0,
            Feature.VERSION,
            List.of(),
            now(),
            Map.of());
    ClusterClient.Answer marked =
        client.send(
            "PUT",
            "/" + index + "/_create/" + Layout.MARKER + "?refresh=true",
            Layout.marker(empty));
    if (marked.status() != 409) {
      client.expect(marked);
    }
    return MarkedIndex.at(client, index).orElseThrow();
  }

  private int dataNodes() {
    try {
      return Math.max(
          1, client.expect(client.get("/_cluster/health")).path("number_of_data_nodes").asInt(1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Says in the marker that someone writes.
  ///
  /// @param works how many numbers of works are set aside
  /// @param alone whether nobody else may write meanwhile
  MarkedIndex register(MarkedIndex found, String id, String what, int works, boolean alone)
      throws IOException {
    MarkedIndex index = found;
    while (true) {
      Marker marker = index.marker();
      if (marker.writers().containsKey(id)) {
        return index;
      }
      boolean other =
          marker.writers().values().stream().anyMatch(writer -> alone || writer.alone());
      if (other) {
        Diagnostic written = index.beingWritten();
        throw RingfenceException.usage(
            Diagnostic.of(
                    "index/locked",
                    written.message(),
                    String.join("", written.help().stream().toList()))
                .at(client.address().text()));
      }
      Marker.Writer writer =
          new Marker.Writer(who(), now(), what, marker.lastSerial() + 1, alone, Optional.empty());
      Optional<MarkedIndex> marked =
          index.replace(marker.with(id, writer, marker.lastSerial() + works, now()));
      if (marked.isPresent()) {
        return marked.get();
      }
      index = MarkedIndex.at(client, index.index()).orElseThrow();
    }
  }

  /// What becomes of the token model.
  @FunctionalInterface
  interface NewModel {
    List<Marker.Part> of(Marker current) throws IOException;
  }

  @FunctionalInterface
  interface OfMarker<T> {
    T of(Marker current) throws IOException;
  }

  void commit(
      String index, String id, String newDigest, List<Long> serials, int functions, NewModel model)
      throws IOException {
    commit(index, id, _ -> serials, _ -> newDigest, functions, model);
  }

  void commit(
      String index,
      String id,
      OfMarker<List<Long>> serials,
      OfMarker<String> newDigest,
      int functions,
      NewModel model)
      throws IOException {
    Searches searches = new Searches(client, index);
    while (true) {
      MarkedIndex current = MarkedIndex.at(client, index).orElseThrow();
      Marker marker = current.marker();
      if (!marker.writers().containsKey(id)) {
        // The write arrived and its answer did not.
        return;
      }
      Counts counts = counts(searches);
      Marker next =
          marker.done(
              id,
              newDigest.of(marker),
              serials.of(marker),
              model.of(marker),
              counts.contents(),
              counts.files(),
              marker.functions() == functions ? functions : 0,
              now());
      if (current.replace(next).isPresent()) {
        return;
      }
    }
  }

  /// Lets the name mean another index, at once, and takes the old one out.
  void swap(String name, Optional<String> old, String target) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode actions = body.putArray("actions");
    actions.addObject().putObject("add").put("index", target).put("alias", name);
    old.ifPresent(index -> actions.addObject().putObject("remove_index").put("index", index));
    client.expect(client.send("POST", "/_aliases", body));
  }

  void refresh(String index) throws IOException {
    JsonNode shards = client.expect(client.send("POST", "/" + index + "/_refresh")).path("_shards");
    if (shards.path("failed").asInt(-1) != 0) {
      throw new Searches(client, index)
          .incomplete(
              shards.path("failed").asInt(0) + " shards took no notice of what was written");
    }
  }

  /// Sends the files of a work.
  static void loadFiles(
      CorpusIndex from, Work work, long serial, BulkWriter bulk, LongConsumer done)
      throws IOException {
    Map<String, Integer> twins = new HashMap<>();
    List<CorpusFile> files = new ArrayList<>();
    from.forEachFile(work, files::add);
    for (CorpusFile file : files) {
      byte[] record = IndexRecords.encode(file);
      int twin = twins.merge(Layout.fileId(serial, record, 0), 1, Integer::sum) - 1;
      String id = Layout.fileId(serial, record, twin);
      bulk.index(id, Optional.of(Layout.contentOf(file)), Layout.file(serial, file, record, id));
      done.accept(1);
    }
  }

  static void loadWork(CorpusIndex from, Work work, BulkWriter bulk) throws IOException {
    for (String key : work.provenance().notices().values()) {
      Optional<byte[]> notice = IndexRecords.notice(from, key);
      if (notice.isPresent()) {
        bulk.index(Layout.noticeId(key), Optional.empty(), Layout.notice(notice.get()));
      }
    }
    bulk.index(
        Layout.workId(work.serial()),
        Optional.empty(),
        Layout.work(work.serial(), IndexRecords.encode(work)));
  }

  /// Writes bytes as documents that no others have the ids of.
  Marker.Part write(String index, String kind, byte[] bytes) throws IOException {
    String sha256 = DigestUtils.sha256Hex(bytes);
    List<String> documents = new ArrayList<>();
    try (BulkWriter bulk = new BulkWriter(client, index)) {
      for (int from = 0; from < bytes.length; from += Layout.MODEL_BYTES) {
        String id = kind + ":" + sha256 + ":" + documents.size();
        bulk.index(
            id,
            Optional.empty(),
            Layout.model(
                Arrays.copyOfRange(
                    bytes, from, Math.min(bytes.length, from + Layout.MODEL_BYTES))));
        documents.add(id);
      }
      bulk.flush();
    }
    return new Marker.Part(documents, sha256);
  }

  static Marker.Writer writer(Marker marker, String id) {
    Marker.Writer writer = marker.writers().get(id);
    if (writer == null) {
      throw new IllegalStateException("not registered");
    }
    return writer;
  }

  static String digest(Searches searches, List<Long> serials) throws IOException {
    List<Work> works = new ArrayList<>();
    for (byte[] record :
        searches.fetch(serials.stream().map(Layout::workId).toList(), Layout.WORK_RECORD)) {
      works.add(IndexRecords.work(record));
    }
    return IndexRecords.digest(works);
  }
}
