package dev.ringfence.cluster;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.ContentReader;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexRecords;
import dev.ringfence.corpus.index.IndexedContent;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.fingerprints.source.Language;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes indexes on a cluster.
///
/// Whoever writes says so in the marker first, so that nobody reads what is half there, and takes
/// that back with the new state in one write. What was cut short stays marked; the same call goes
/// on with it, and gives what it would have given.
final class ClusterWriter implements AutoCloseable {
  private static final JsonMapper JSON = ClusterClient.JSON;

  /// Contents that are looked up in one round trip.
  private static final int CONTENTS = 500;

  /// Parts of the token model beyond which they are summed.
  private static final int PARTS = 8;

  private static final int TASK_SECONDS = 2;

  private final ClusterClient client;

  ClusterWriter(ClusterClient client) {
    this.client = client;
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String who() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "an unnamed host";
    }
    return "process " + ProcessHandle.current().pid() + " on " + host;
  }

  private static String digest(String text) {
    return DigestUtils.sha256Hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
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
    String id = "put-" + digest(from.digest());
    MarkedIndex index = resumes ? begun.get() : create(target);
    index = register(index, id, "import", 0, true);
    try (BulkWriter bulk = new BulkWriter(client, target)) {
      loadContents(from, index, id, resumes, bulk, done);
      for (Work work : from.works()) {
        loadFiles(from, work, work.serial(), bulk, done);
        loadWork(from, work, bulk);
      }
      bulk.flush();
    }
    List<Marker.Part> model = List.of(write(target, "model", IndexRecords.model(from)));
    refresh(target);
    Searches searches = new Searches(client, target);
    checkCounts(from, searches);
    commit(
        target,
        id,
        from.digest(),
        from.works().stream().map(Work::serial).toList(),
        functions(from),
        _ -> model);
    swap(name, current.map(MarkedIndex::index), target);
  }

  /// The version of the features of functions that contents of an index bring along.
  private static int functions(CorpusIndex from) {
    return ContentReader.hasFunctions(from) ? Feature.VERSION : 0;
  }

  private void checkCounts(CorpusIndex from, Searches searches) throws IOException {
    long files = from.works().stream().mapToLong(Work::files).sum();
    Counts counts = counts(searches);
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

  private record Counts(long contents, long files) {}

  private static Counts counts(Searches searches) throws IOException {
    List<JsonNode> counts =
        searches.ask(
            List.of(
                Searches.count(Searches.term(Layout.KIND, "content")),
                Searches.count(Searches.term(Layout.KIND, "file"))));
    return new Counts(Searches.total(counts.get(0)), Searches.total(counts.get(1)));
  }

  /// Makes an index without works.
  private MarkedIndex create(String index) throws IOException {
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
  private MarkedIndex register(MarkedIndex found, String id, String what, int works, boolean alone)
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
  private interface NewModel {
    List<Marker.Part> of(Marker current) throws IOException;
  }

  private void commit(
      String index, String id, String newDigest, List<Long> serials, int functions, NewModel model)
      throws IOException {
    commit(index, id, _ -> serials, _ -> newDigest, functions, model);
  }

  @FunctionalInterface
  private interface OfMarker<T> {
    T of(Marker current) throws IOException;
  }

  private void commit(
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
  private void swap(String name, Optional<String> old, String target) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode actions = body.putArray("actions");
    actions.addObject().putObject("add").put("index", target).put("alias", name);
    old.ifPresent(index -> actions.addObject().putObject("remove_index").put("index", index));
    client.expect(client.send("POST", "/_aliases", body));
  }

  private void refresh(String index) throws IOException {
    JsonNode shards = client.expect(client.send("POST", "/" + index + "/_refresh")).path("_shards");
    if (shards.path("failed").asInt(-1) != 0) {
      throw new Searches(client, index)
          .incomplete(
              shards.path("failed").asInt(0) + " shards took no notice of what was written");
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
    for (int start = 0; start < blobs.length; start += CONTENTS) {
      int[] some = Arrays.copyOfRange(blobs, start, Math.min(start + CONTENTS, blobs.length));
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

  /// Sends the files of a work.
  private static void loadFiles(
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

  private static void loadWork(CorpusIndex from, Work work, BulkWriter bulk) throws IOException {
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
  private Marker.Part write(String index, String kind, byte[] bytes) throws IOException {
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

  /// Adds works, each in place of one with its id. Others may add at the same time, unless one is
  /// replaced.
  void merge(CorpusIndex from, LongConsumer done) throws IOException {
    Optional<MarkedIndex> there = MarkedIndex.findIfThere(client);
    MarkedIndex found = there.isPresent() ? there.get() : begin();
    Searches searches = new Searches(client, found.index());
    Set<String> ids = new HashSet<>();
    from.works().forEach(work -> ids.add(work.id()));
    String id = "add-" + digest(from.digest());
    List<Work> replaced =
        ClusterIndex.readWorks(searches, found.marker()).stream()
            .filter(work -> ids.contains(work.id()))
            .toList();
    MarkedIndex index =
        register(
            found,
            id,
            "index add of " + ids.size() + " works",
            from.works().size(),
            !replaced.isEmpty());
    long serial = writer(index.marker(), id).firstSerial();
    List<Work> added = new ArrayList<>();
    for (Work work : from.works()) {
      added.add(numbered(work, serial++));
    }
    TokenModel delta = new TokenModel();
    try (BulkWriter bulk = new BulkWriter(client, index.index())) {
      createContents(from, index.index(), id, bulk, delta, done);
      for (int i = 0; i < added.size(); i++) {
        loadFiles(from, from.works().get(i), added.get(i).serial(), bulk, done);
        loadWork(from, added.get(i), bulk);
      }
      bulk.flush();
    }
    refresh(index.index());
    finish(index.index(), id, added, replaced, functions(from), delta);
  }

  private static Marker.Writer writer(Marker marker, String id) {
    Marker.Writer writer = marker.writers().get(id);
    if (writer == null) {
      throw new IllegalStateException("not registered");
    }
    return writer;
  }

  private static Work numbered(Work work, long serial) {
    return new Work(
        work.id(),
        work.name(),
        work.version(),
        work.role(),
        work.purl(),
        work.provenance(),
        serial,
        work.files(),
        work.lines(),
        work.tokens(),
        work.bytes(),
        work.licenses(),
        work.skipped(),
        work.digest());
  }

  /// A new index without works, under the name.
  private MarkedIndex begin() throws IOException {
    String name = client.address().name();
    MarkedIndex made = create(name + "-0");
    swap(name, Optional.empty(), made.index());
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
    refresh(index);
    brought.addAll(broughtBefore(index, by, List.copyOf(there)));
    for (String id : brought) {
      Integer blob = blobs.get(id);
      if (blob != null) {
        count(delta, from.tokens(blob.intValue()), 1);
      }
    }
  }

  private List<String> broughtBefore(String index, String by, List<String> ids) throws IOException {
    Searches searches = new Searches(client, index);
    List<String> brought = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += CONTENTS) {
      List<String> some = ids.subList(from, Math.min(from + CONTENTS, ids.size()));
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

  private static void count(TokenModel model, StoredTokens tokens, int sign) {
    model.count(
        Language.ofNumber(tokens.language()).kin().number(), tokens.symbols(), tokens.size(), sign);
  }

  /// Takes works out, and contents that no other holds.
  void remove(List<String> ids) throws IOException {
    MarkedIndex found = MarkedIndex.find(client);
    Searches searches = new Searches(client, found.index());
    List<Work> removed =
        ClusterIndex.readWorks(searches, found.marker()).stream()
            .filter(work -> ids.contains(work.id()))
            .toList();
    if (removed.isEmpty()) {
      return;
    }
    String id =
        "remove-" + digest(String.join("\n", removed.stream().map(Work::id).sorted().toList()));
    register(found, id, "index remove of " + removed.size() + " works", 0, true);
    finish(found.index(), id, List.of(), removed, found.marker().functions(), new TokenModel());
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
    byte[] record = IndexRecords.encode(numbered(work, known.serial()));
    String id = "record-" + DigestUtils.sha256Hex(record).substring(0, 16);
    register(found, id, "a change to what is known of " + work.id(), 0, true);
    try (BulkWriter bulk = new BulkWriter(client, index)) {
      bulk.index(
          Layout.workId(known.serial()), Optional.empty(), Layout.work(known.serial(), record));
      bulk.flush();
    }
    refresh(index);
    commit(
        index,
        id,
        Marker::serials,
        marker -> digest(searches, marker.serials()),
        found.marker().functions(),
        Marker::model);
  }

  private static String digest(Searches searches, List<Long> serials) throws IOException {
    List<Work> works = new ArrayList<>();
    for (byte[] record :
        searches.fetch(serials.stream().map(Layout::workId).toList(), Layout.WORK_RECORD)) {
      works.add(IndexRecords.work(record));
    }
    return IndexRecords.digest(works);
  }

  /// Makes works visible in place of others, whose files, contents and license texts go.
  private void finish(
      String index,
      String id,
      List<Work> added,
      List<Work> removed,
      int functions,
      TokenModel delta)
      throws IOException {
    Searches searches = new Searches(client, index);
    Marker before = MarkedIndex.at(client, index).orElseThrow().marker();
    Optional<Marker.Plan> plan = Optional.empty();
    if (!removed.isEmpty()) {
      plan = Optional.of(plan(index, id, searches, removed, delta));
      takeOut(index, searches, removed, plan.get());
    }
    Set<Long> gone = new HashSet<>();
    removed.forEach(work -> gone.add(work.serial()));
    OfMarker<List<Long>> serials =
        marker -> {
          Set<Long> all = new HashSet<>(marker.serials());
          all.removeAll(gone);
          added.forEach(work -> all.add(work.serial()));
          return List.copyOf(all);
        };
    Optional<Marker.Part> whole = plan.map(Marker.Plan::model);
    Optional<Marker.Part> part =
        whole.isPresent()
            ? Optional.empty()
            : Optional.of(write(index, "model", IndexRecords.encode(delta)));
    refresh(index);
    commit(
        index,
        id,
        serials,
        marker -> digest(searches, serials.of(marker)),
        functions,
        marker -> whole.isPresent() ? List.of(whole.get()) : summed(index, marker, part.get()));
    tidy(index, removed, before, plan);
  }

  private List<Marker.Part> summed(String index, Marker marker, Marker.Part more)
      throws IOException {
    List<Marker.Part> parts = new ArrayList<>(marker.model());
    parts.add(more);
    if (parts.size() <= PARTS) {
      return parts;
    }
    Searches searches = new Searches(client, index);
    TokenModel sum = ClusterIndex.readModel(client, searches, parts);
    Marker.Part all = write(index, "model", IndexRecords.encode(sum));
    refresh(index);
    return List.of(all);
  }

  /// Writes down which contents only these works hold, and the model without them.
  private Marker.Plan plan(
      String index, String id, Searches searches, List<Work> removed, TokenModel delta)
      throws IOException {
    MarkedIndex current = MarkedIndex.at(client, index).orElseThrow();
    Optional<Marker.Plan> known = writer(current.marker(), id).plan();
    if (known.isPresent()) {
      return known.get();
    }
    Map<String, Integer> held = new HashMap<>();
    for (Work work : removed) {
      searches.forEach(
          Searches.term(Layout.FILE_WORK, String.valueOf(work.serial())),
          Layout.ORDER,
          ClusterIndex.WINDOW,
          List.of(),
          hit -> held.merge(Searches.text(hit, Layout.FILE_CONTENT), 1, Integer::sum),
          Layout.FILE_CONTENT);
    }
    List<String> orphans = new ArrayList<>();
    List<String> contents = List.copyOf(held.keySet());
    for (int from = 0; from < contents.size(); from += CONTENTS) {
      List<String> some = contents.subList(from, Math.min(from + CONTENTS, contents.size()));
      Map<String, Integer> all = filesOf(searches, some);
      for (String content : some) {
        if (held.getOrDefault(content, 0).equals(all.get(content))) {
          orphans.add(content);
        }
      }
    }
    TokenModel model = ClusterIndex.readModel(client, searches, current.marker().model());
    model.add(delta);
    for (int from = 0; from < orphans.size(); from += CONTENTS) {
      List<String> some = orphans.subList(from, Math.min(from + CONTENTS, orphans.size()));
      for (byte[] tokens : searches.fetch(some, Layout.TOKENS)) {
        count(model, new IndexedContent(new long[0], new long[0], new int[0], tokens).tokens(), -1);
      }
    }
    Marker.Plan plan =
        new Marker.Plan(
            write(index, "plan", String.join("\n", orphans).getBytes(StandardCharsets.US_ASCII)),
            write(index, "model", IndexRecords.encode(model)));
    Marker.Writer writer = writer(current.marker(), id);
    Marker planned =
        current
            .marker()
            .with(
                id,
                new Marker.Writer(
                    writer.who(),
                    writer.since(),
                    writer.what(),
                    writer.firstSerial(),
                    writer.alone(),
                    Optional.of(plan)),
                current.marker().lastSerial(),
                now());
    if (current.replace(planned).isEmpty()) {
      throw searches.replaced("someone else wrote, too");
    }
    refresh(index);
    return plan;
  }

  /// How many files hold each of some contents.
  private static Map<String, Integer> filesOf(Searches searches, List<String> contents)
      throws IOException {
    ObjectNode question = Searches.count(Searches.terms(Layout.FILE_CONTENT, contents));
    question
        .putObject("aggs")
        .putObject("held")
        .putObject("terms")
        .put("field", Layout.FILE_CONTENT)
        .put("size", contents.size());
    Map<String, Integer> files = new HashMap<>();
    for (JsonNode bucket :
        searches
            .ask(List.of(question))
            .getFirst()
            .path("aggregations")
            .path("held")
            .path("buckets")) {
      files.put(bucket.path("key").asString(""), bucket.path("doc_count").asInt());
    }
    return files;
  }

  private void takeOut(String index, Searches searches, List<Work> removed, Marker.Plan plan)
      throws IOException {
    try (BulkWriter bulk = new BulkWriter(client, index)) {
      for (Work work : removed) {
        searches.forEach(
            Searches.term(Layout.FILE_WORK, String.valueOf(work.serial())),
            Layout.ORDER,
            ClusterIndex.WINDOW,
            List.of(),
            hit ->
                bulk.delete(
                    Searches.text(hit, Layout.ORDER),
                    Optional.of(Searches.text(hit, Layout.FILE_CONTENT))),
            Layout.ORDER,
            Layout.FILE_CONTENT);
      }
      for (byte[] piece : searches.fetch(plan.orphans().documents(), Layout.MODEL)) {
        for (String orphan : new String(piece, StandardCharsets.US_ASCII).split("\n", -1)) {
          if (!orphan.isEmpty()) {
            bulk.delete(orphan, Optional.empty());
          }
        }
      }
      bulk.flush();
    }
    refresh(index);
  }

  /// Takes out what nobody needs any more, now that the marker does not name it.
  private void tidy(String index, List<Work> removed, Marker before, Optional<Marker.Plan> plan)
      throws IOException {
    Marker after = MarkedIndex.at(client, index).orElseThrow().marker();
    Searches searches = new Searches(client, index);
    Set<String> named = new HashSet<>();
    ClusterIndex.readWorks(searches, after)
        .forEach(work -> named.addAll(work.provenance().notices().values()));
    Set<String> live = new HashSet<>();
    after.model().forEach(part -> live.addAll(part.documents()));
    try (BulkWriter bulk = new BulkWriter(client, index)) {
      for (Work work : removed) {
        bulk.delete(Layout.workId(work.serial()), Optional.empty());
        for (String notice : work.provenance().notices().values()) {
          if (!named.contains(notice)) {
            bulk.delete(Layout.noticeId(notice), Optional.empty());
          }
        }
      }
      for (Marker.Part part : before.model()) {
        for (String document : part.documents()) {
          if (!live.contains(document)) {
            bulk.delete(document, Optional.empty());
          }
        }
      }
      if (plan.isPresent()) {
        for (String document : plan.get().orphans().documents()) {
          bulk.delete(document, Optional.empty());
        }
      }
      bulk.flush();
    }
    refresh(index);
  }

  /// Rewrites the index in few segments, without what was taken out.
  void compact() throws IOException {
    String index = MarkedIndex.find(client).index();
    String task =
        client
            .expect(
                client.send(
                    "POST",
                    "/" + index + "/_forcemerge?max_num_segments=1&wait_for_completion=false"))
            .path("task")
            .asString("");
    while (true) {
      JsonNode state = client.expect(client.get("/_tasks/" + task));
      if (state.path("completed").asBoolean(false)) {
        if (state.has("error")) {
          throw client.refused(new ClusterClient.Answer(500, state));
        }
        return;
      }
      try {
        TimeUnit.SECONDS.sleep(TASK_SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
