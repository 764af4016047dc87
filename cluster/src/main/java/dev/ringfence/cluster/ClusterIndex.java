package dev.ringfence.cluster;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.FunctionTerms;
import dev.ringfence.corpus.index.Holder;
import dev.ringfence.corpus.index.IndexFormat;
import dev.ringfence.corpus.index.IndexRecords;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.index.WorkIndex;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.statement.Feature;
import dev.ringfence.fingerprints.token.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An index on a cluster, open at one state. Each look-up asks along whether that is still the
/// state; once it is not, all further ones are faults.
///
/// Contents are numbered as they are met.
public final class ClusterIndex implements WorkIndex {
  /// Files whose records come in one round trip.
  private static final int FILES = 1000;

  /// The hits of one search, at most: what the engine gives by default.
  static final int WINDOW = 10_000;

  private final ClusterClient client;
  private final Searches searches;
  private final Marker marker;
  private final int window;
  private final List<Work> works;
  private final Map<String, Work> worksById = new HashMap<>();
  private final Map<Language, Integer> contentsOfKin = new ConcurrentHashMap<>();
  private final Postings postings;
  private final Contents contents;
  private final FilesOfContents filesOf;
  private final String index;
  private @Nullable TokenModel model;

  private ClusterIndex(
      ClusterClient client, String index, Marker marker, List<Work> works, int window, int shards) {
    this.client = client;
    this.index = index;
    this.searches = new Searches(client, index);
    this.marker = marker;
    this.window = window;
    this.works = List.copyOf(works);
    this.postings = new Postings(this, new TermStatistics(client, index, marker, shards));
    this.contents = new Contents(client, searches, marker.functions() == Feature.VERSION);
    this.filesOf = new FilesOfContents(this, contents, Math.min(window, FILES));
    for (Work work : works) {
      worksById.put(work.id(), work);
    }
  }

  /// Opens an index at its state. What is wrong with it is a [RingfenceException].
  static ClusterIndex open(ClusterAddress address) throws IOException {
    return open(address, WINDOW, ClusterClient.PATIENCE);
  }

  /// @param window the hits of one search, at most
  /// @param patience milliseconds to wait before each next try
  static ClusterIndex open(ClusterAddress address, int window, List<Integer> patience)
      throws IOException {
    ClusterClient client = ClusterClient.connect(address, patience);
    try {
      return open(client, MarkedIndex.find(client), window);
    } catch (IOException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private static ClusterIndex open(ClusterClient client, MarkedIndex found, int window)
      throws IOException {
    Marker marker = found.marker();
    if (!marker.isWhole()) {
      throw RingfenceException.incomplete(found.beingWritten());
    }
    Searches searches = new Searches(client, found.index());
    List<ObjectNode> questions =
        List.of(
            Searches.count(Searches.term(Layout.KIND, "content")),
            Searches.count(Searches.term(Layout.KIND, "file")));
    List<JsonNode> counts = searches.ask(questions);
    check(client, "contents", marker.contents(), Searches.total(counts.get(0)));
    check(client, "files", marker.files(), Searches.total(counts.get(1)));
    List<Work> works = readWorks(searches, marker);
    if (!IndexRecords.digest(works).equals(marker.digest())) {
      throw damaged(client, "its digest does not follow from its works");
    }
    int shards = counts.getFirst().path("_shards").path("total").asInt(0);
    return new ClusterIndex(client, found.index(), marker, works, window, shards);
  }

  private static void check(ClusterClient client, String what, long wanted, long there) {
    if (wanted != there) {
      throw damaged(client, wanted + " " + what + " were written, " + there + " are there");
    }
  }

  static RingfenceException damaged(ClusterClient client, String why) {
    return RingfenceException.incomplete(
        Diagnostic.of(
                "index/damaged",
                "the index is damaged; nothing was checked",
                "import it again from a pack, or restore a snapshot")
            .at(client.address().text())
            .note(why));
  }

  static List<Work> readWorks(Searches searches, Marker marker) throws IOException {
    List<String> ids = marker.serials().stream().map(Layout::workId).toList();
    List<Work> works = new ArrayList<>();
    for (byte[] record : searches.fetch(ids, Layout.WORK_RECORD)) {
      works.add(IndexRecords.work(record));
    }
    works.sort(Comparator.comparing(Work::id));
    return works;
  }

  /// What went over the network so far.
  public Traffic traffic() {
    return client.traffic();
  }

  ClusterClient client() {
    return client;
  }

  Searches searches() {
    return searches;
  }

  int window() {
    return window;
  }

  Marker marker() {
    return marker;
  }

  @Override
  public String name() {
    return client.address().text();
  }

  @Override
  public String digest() {
    return marker.digest();
  }

  @Override
  public Instant written() {
    return Instant.parse(marker.written());
  }

  @Override
  public List<Work> works() {
    return works;
  }

  @Override
  public Optional<Work> work(String id) {
    return Optional.ofNullable(worksById.get(id));
  }

  @Override
  public synchronized TokenModel model() {
    if (model == null) {
      try {
        model = readModel(client, searches, marker.model()).withContexts();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return model;
  }

  /// The token model without the counts that follow from others.
  static TokenModel readModel(ClusterClient client, Searches searches, List<Marker.Part> parts)
      throws IOException {
    TokenModel sum = new TokenModel();
    for (Marker.Part part : parts) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (byte[] piece : searches.fetch(part.documents(), Layout.MODEL)) {
        bytes.writeBytes(piece);
      }
      if (!DigestUtils.sha256Hex(bytes.toByteArray()).equals(part.sha256())) {
        throw damaged(client, "its token model is not the one that was written");
      }
      sum.add(IndexRecords.model(bytes.toByteArray()));
    }
    return sum;
  }

  @Override
  public int blobCount() {
    return Math.toIntExact(marker.contents());
  }

  @Override
  public int blobCount(Language language) throws IOException {
    Integer count = contentsOfKin.get(language);
    if (count != null) {
      return count;
    }
    List<String> kin = new ArrayList<>();
    for (Language other : Language.values()) {
      if (other.isKin(language)) {
        kin.add(other.id());
      }
    }
    int counted =
        (int)
            Searches.total(
                ask(List.of(Searches.count(Searches.terms(Layout.LANGUAGE, kin)))).getFirst());
    contentsOfKin.put(language, counted);
    return counted;
  }

  /// The answers to questions at the state that is open.
  List<JsonNode> ask(List<ObjectNode> questions) throws IOException {
    List<JsonNode> answers = new ArrayList<>(questions.size());
    for (List<ObjectNode> some : Searches.batches(questions)) {
      answers.addAll(askAtState(some));
    }
    return answers;
  }

  private List<JsonNode> askAtState(List<ObjectNode> questions) throws IOException {
    List<ObjectNode> batch = new ArrayList<>(questions);
    batch.add(Searches.hits(Searches.term(Layout.KIND, "marker"), 1, Layout.GENERATION));
    List<JsonNode> answers = searches.ask(batch);
    if (Searches.number(Searches.hits(answers.getLast()).path(0), Layout.GENERATION)
        != marker.generation()) {
      throw searches.replaced("it has another state");
    }
    return answers.subList(0, answers.size() - 1);
  }

  /// Checks that the state that is open is still the last one.
  void checkState() throws IOException {
    List<JsonNode> _ = askAtState(List.of());
  }

  @Override
  public OriginSession session() {
    return new ClusterSession(this, postings);
  }

  /// The contents that were met.
  Contents contents() {
    return contents;
  }

  @Override
  public List<String> contentKeys(int... blobs) {
    return contents.ids(blobs).stream().map(Layout::key).toList();
  }

  @Override
  public int[] tokenBytes(int... blobs) {
    return contents.tokenBytes(blobs);
  }

  @Override
  public List<StoredTokens> tokens(int... blobs) throws IOException {
    return contents.tokens(blobs);
  }

  @Override
  public List<Optional<String>> texts(int... blobs) throws IOException {
    return contents.texts(blobs);
  }

  @Override
  public boolean hasFunctions() {
    return marker.functions() == Feature.VERSION;
  }

  @Override
  public List<byte[]> functionSizes(int... blobs) throws IOException {
    return contents.functions(blobs).stream().map(FunctionTerms::sizes).toList();
  }

  @Override
  public List<List<Holder>> holders(int... blobs) throws IOException {
    return filesOf.holders(blobs);
  }

  @Override
  public List<List<CorpusFile>> files(int... blobs) throws IOException {
    return filesOf.files(blobs);
  }

  @Override
  public void forEachFile(Work work, Consumer<CorpusFile> consumer) throws IOException {
    searches.forEach(
        Searches.term(Layout.FILE_WORK, String.valueOf(work.serial())),
        Layout.ORDER,
        Math.min(window, FILES),
        List.of(Layout.FILE_RECORD),
        hit -> consumer.accept(IndexRecords.file(Searches.binary(hit, Layout.FILE_RECORD))));
  }

  /// Hands over the ids of all contents.
  void forEachContent(Consumer<String> consumer) throws IOException {
    searches.forEach(
        Searches.term(Layout.KIND, "content"),
        Layout.KEY,
        window,
        List.of(),
        hit -> consumer.accept(Searches.text(hit, Layout.KEY)),
        Layout.KEY);
  }

  @Override
  public Optional<String> text(CorpusFile file) throws IOException {
    String id = Layout.id(IndexFormat.contentKey(file.swhid(), file.language()));
    byte[] stored = searches.fetch(List.of(id), Layout.TEXT).getFirst();
    return stored.length == 0 ? Optional.empty() : Optional.of(IndexRecords.text(stored));
  }

  @Override
  public Optional<String> notice(String key) throws IOException {
    Optional<byte[]> stored =
        searches.fetchThere(List.of(Layout.noticeId(key)), Layout.NOTICE).getFirst();
    return stored.isEmpty() ? Optional.empty() : Optional.of(IndexRecords.text(stored.get()));
  }

  @Override
  public long fingerprintCount(Channel channel) throws IOException {
    ObjectNode question = Searches.count(Searches.term(Layout.KIND, "content"));
    question
        .putObject("aggs")
        .putObject("sum")
        .putObject("sum")
        .put("field", channel == Channel.EXACT ? Layout.EXACT_COUNT : Layout.RENAMED_COUNT);
    return ask(List.of(question))
        .getFirst()
        .path("aggregations")
        .path("sum")
        .path("value")
        .asLong();
  }

  @Override
  public long sizeInBytes() throws IOException {
    JsonNode stats = client.expect(client.get("/" + index + "/_stats/store"));
    return stats.path("_all").path("primaries").path("store").path("size_in_bytes").asLong();
  }

  /// The license texts that it keeps, by their SHA-256.
  Set<String> noticeKeys() {
    Set<String> keys = new HashSet<>();
    works.forEach(work -> keys.addAll(work.provenance().notices().values()));
    return keys;
  }

  @Override
  public void close() {
    client.close();
  }
}
