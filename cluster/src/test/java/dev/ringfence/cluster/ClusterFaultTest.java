package dev.ringfence.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexedContent;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.corpus.index.WorkIndex;
import dev.ringfence.testkit.OriginIndexContract;
import dev.ringfence.testkit.TestCluster;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a cluster does wrong has one message, and is never read as "nothing found".
class ClusterFaultTest {
  @TempDir static Path shared;

  private static TestCluster cluster;
  private static TamperingProxy proxy;
  private static long[] exact;
  private static long[] renamed;
  private static final ClusterStore STORE = new ClusterStore();

  @BeforeAll
  static void makeIndex() throws IOException {
    cluster = TestCluster.shared();
    ClusterIndexTest.add(shared, "loom", TestWorks.LOOM);
    try (CorpusIndex from = CorpusIndex.open(shared.resolve("loom"))) {
      STORE.put(from, cluster.index("faults?shards=2"), _ -> {});
      IndexedContent content = IndexedContent.of(from.tokens(from.blobs()[0]));
      exact = Arrays.stream(content.exact()).map(term -> term << 24).toArray();
      renamed = Arrays.stream(content.renamed()).map(term -> term << 24).toArray();
    }
    proxy = new TamperingProxy(cluster.port(0));
  }

  @AfterAll
  static void stop() {
    proxy.close();
  }

  /// What a search is answered with, and the fault that must come of it.
  private static final Map<String, BiFunction<String, TamperingProxy.Answer, TamperingProxy.Answer>>
      CHANGES =
          Map.ofEntries(
              Map.entry("timed out", body("\"timed_out\":false", "\"timed_out\":true")),
              Map.entry("a failed shard", body("\"failed\":0", "\"failed\":1")),
              Map.entry("a silent shard", body("\"successful\":2", "\"successful\":1")),
              Map.entry(
                  "no shards",
                  body("\"total\":2,\"successful\":2", "\"total\":0,\"successful\":0")),
              Map.entry("fewer answers", body("\\{\"timed_out\".*?\"status\":200\\},", "")),
              Map.entry(
                  "an answer that is a fault",
                  body(
                      "\\{\"timed_out\".*?\"status\":200\\}",
                      "{\"error\":{\"type\":\"search_phase_execution_exception\",\"reason\":\"all"
                          + " shards failed\"},\"status\":503}")),
              Map.entry(
                  "too much to do",
                  body(
                      "\\{\"timed_out\".*?\"status\":200\\}",
                      "{\"error\":{\"type\":\"rejected_execution_exception\",\"reason\":\"queue"
                          + " full\"},\"status\":429}")),
              Map.entry("nothing", (_, answer) -> new TamperingProxy.Answer(answer.status(), "{}")),
              Map.entry("another state", body("\"g\":\\[\\d+\\]", "\"g\":[99]")),
              Map.entry("no state", body("\"g\":\\[\\d+\\]", "\"q\":[1]")),
              Map.entry("no JSON", (_, _) -> new TamperingProxy.Answer(200, "<html>busy</html>")),
              Map.entry(
                  "taken out",
                  (_, _) ->
                      new TamperingProxy.Answer(
                          404,
                          "{\"error\":{\"type\":\"index_not_found_exception\",\"reason\":\"no such"
                              + " index\"},\"status\":404}")));

  private static BiFunction<String, TamperingProxy.Answer, TamperingProxy.Answer> body(
      String from, String to) {
    return (_, answer) ->
        new TamperingProxy.Answer(answer.status(), answer.body().replaceFirst(from, to));
  }

  @ParameterizedTest
  @CsvSource({
    "timed out, cluster/half-an-answer",
    "a failed shard, cluster/half-an-answer",
    "a silent shard, cluster/half-an-answer",
    "no shards, cluster/half-an-answer",
    "fewer answers, cluster/half-an-answer",
    "an answer that is a fault, cluster/shards-missing",
    "too much to do, cluster/overloaded",
    "nothing, cluster/half-an-answer",
    "another state, index/changed",
    "no state, index/changed",
    "no JSON, cluster/no-answer",
    "taken out, index/changed"
  })
  void halfAnAnswerIsNone(String change, String category) throws IOException {
    proxy.answer((_, answer) -> answer);
    try (ClusterIndex index =
        ClusterIndex.open(proxy.address("faults"), ClusterIndex.WINDOW, List.of(1, 1))) {
      OriginSession session = index.session();
      // What was found before is not asked for again.
      assertTrue(session.seeds(new long[] {exact[0]}, new long[0], 50).exact().size() > 0);
      var tampered = Objects.requireNonNull(CHANGES.get(change));
      proxy.answer(
          (path, answer) -> path.endsWith("/_msearch") ? tampered.apply(path, answer) : answer);
      RingfenceException fault =
          assertThrows(RingfenceException.class, () -> session.seeds(exact, renamed, 50));
      assertEquals(category, fault.diagnostic().category());
      assertEquals(ExitStatus.INCOMPLETE, fault.status());
      assertTrue(fault.diagnostic().help().isPresent());
      // Once it answers again, so does the index.
      proxy.answer((_, answer) -> answer);
      assertTrue(session.seeds(exact, renamed, 50).exact().size() > 0);
    }
  }

  /// Counts come from term statistics where these add up, else from searches: the same either way.
  @ParameterizedTest
  @CsvSource({
    "\"content\":.\"doc_freq\":[0-9]+, \"content\":{\"doc_freq\":1",
    "\"g[0-9]+\":.\"doc_freq\":1, \"h\":{\"doc_freq\":1",
    "\"found\":true, \"found\":false",
    "\"docs\":.*, \"docs\":[]}",
    "nothing at all, as it is"
  })
  void statisticsThatDoNotAddUpAreNotUsed(String from, String to) throws IOException {
    proxy.answer((_, answer) -> answer);
    try (CorpusIndex reference = CorpusIndex.open(shared.resolve("loom"));
        ClusterIndex index =
            ClusterIndex.open(proxy.address("faults"), ClusterIndex.WINDOW, List.of(1, 1))) {
      AtomicInteger told = new AtomicInteger();
      proxy.answer((path, answer) -> {
        if (!path.endsWith("/_mtermvectors")) {
          return answer;
        }
        told.incrementAndGet();
        return new TamperingProxy.Answer(answer.status(), answer.body().replaceFirst(from, to));
      });
      assertEquals(
          List.of(), OriginIndexContract.differences(reference, reference.blobs(), index, 3, 3));
      assertTrue(told.get() > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"found\":false", "error\":{\"type\":\"no_shard_available\"},\"x\":1"})
  void aContentThatDoesNotComeIsAFault(String tampered) throws IOException {
    proxy.answer((_, answer) -> answer);
    try (ClusterIndex index =
        ClusterIndex.open(proxy.address("faults"), ClusterIndex.WINDOW, List.of(1, 1))) {
      int content = index.session().seeds(exact, renamed, 50).exact().blob(0);
      proxy.answer((path, answer) ->
          path.endsWith("/_mget")
              ? new TamperingProxy.Answer(
                  answer.status(), answer.body().replaceFirst("found\":true", tampered))
              : answer);
      assertThrows(RingfenceException.class, () -> index.tokens(content));
    }
  }

  @Test
  void documentsThatAreMissingAreAFault() throws IOException {
    try (CorpusIndex from = CorpusIndex.open(shared.resolve("loom"))) {
      STORE.put(from, cluster.index("torn?shards=1"), _ -> {});
      String id = Layout.id(from.contentKey(from.blobs()[0]));
      cluster.ask("DELETE", "/torn/_doc/" + id + "?refresh=true");
    }
    assertEquals("index/damaged", fault(cluster.index("torn")));
  }

  private static String fault(String address) {
    return assertThrows(RingfenceException.class, () -> STORE.open(address).close())
        .diagnostic()
        .category();
  }

  private static String fault(ClusterAddress address) {
    return assertThrows(RingfenceException.class, () -> ClusterIndex.open(address).close())
        .diagnostic()
        .category();
  }

  @Test
  void indexesOfOthersAreLeftAlone() throws IOException {
    cluster.ask(
        "PUT", "/someone", "{\"mappings\":{\"properties\":{\"a\":{\"type\":\"keyword\"}}}}");
    assertEquals("index/foreign", fault(cluster.index("someone")));
    try (CorpusIndex from = CorpusIndex.open(shared.resolve("loom"))) {
      RingfenceException refused =
          assertThrows(
              RingfenceException.class, () -> STORE.put(from, cluster.index("someone"), _ -> {}));
      assertEquals("index/foreign", refused.diagnostic().category());
      refused =
          assertThrows(
              RingfenceException.class, () -> STORE.merge(from, cluster.index("someone"), _ -> {}));
      assertEquals("index/foreign", refused.diagnostic().category());
    }
    assertTrue(cluster.ask("GET", "/someone/_count").contains("\"count\":0"));
    assertEquals("index/not-found", fault(cluster.index("nothing")));
  }

  @Test
  void whatAnswersInPlaceOfAClusterIsNamed() throws IOException {
    proxy.answer((_, answer) ->
        new TamperingProxy.Answer(200, answer.body().replace("\"opensearch\"", "\"other\"")));
    assertEquals("cluster/wrong-version", fault(proxy.address("faults")));
    proxy.answer((_, answer) ->
        new TamperingProxy.Answer(
            200, answer.body().replaceFirst("\"number\" : \"\\d+", "\"number\" : \"1")));
    assertEquals("cluster/wrong-version", fault(proxy.address("faults")));
    proxy.answer((_, _) -> new TamperingProxy.Answer(401, "Unauthorized"));
    assertEquals("cluster/credentials", fault(proxy.address("faults")));
    proxy.answer((_, _) -> new TamperingProxy.Answer(403, "{\"error\":{\"type\":\"security\"}}"));
    assertEquals("cluster/credentials", fault(proxy.address("faults")));
    int nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = free.getLocalPort();
    }
    assertEquals("cluster/unreachable", fault("opensearch://127.0.0.1:" + nobody + "/x"));
    assertEquals("cluster/unreachable", fault("opensearch://no-such-host.invalid/x"));
    assertEquals("cluster/tls", fault("opensearch+https://127.0.0.1:" + cluster.port(0) + "/x"));
  }

  @Test
  void aFormatOfAnotherVersionIsNamed() throws IOException {
    proxy.answer((_, answer) -> answer);
    try (CorpusIndex from = CorpusIndex.open(shared.resolve("loom"))) {
      STORE.put(from, cluster.index("older?shards=1"), _ -> {});
    }
    try (ClusterClient client =
        ClusterClient.connect(ClusterAddress.parse(cluster.index("older"), _ -> null))) {
      MarkedIndex found = MarkedIndex.find(client);
      Marker marker = found.marker();
      found.replace(
          new Marker(
              marker.layout() + 1,
              marker.format(),
              marker.generation(),
              marker.digest(),
              marker.serials(),
              marker.lastSerial(),
              marker.contents(),
              marker.files(),
              marker.functions(),
              marker.model(),
              marker.written(),
              Map.of()));
    }
    assertEquals("index/format-mismatch", fault(cluster.index("older")));
  }

  @Test
  void anIndexThatIsBeingWrittenIsNotRead() throws IOException {
    try (CorpusIndex from = CorpusIndex.open(shared.resolve("loom"))) {
      STORE.put(from, cluster.index("busy?shards=1"), _ -> {});
    }
    ClusterAddress address = ClusterAddress.parse(cluster.index("busy"), _ -> null);
    try (ClusterClient client = ClusterClient.connect(address);
        ClusterIndex open = ClusterIndex.open(address)) {
      MarkedIndex found = MarkedIndex.find(client);
      Marker marker = found.marker();
      found.replace(
          marker.with(
              "test",
              new Marker.Writer("a test", marker.written(), "nothing", 9, true, Optional.empty()),
              9,
              marker.written()));
      // Whoever reads by now is told, and whoever comes.
      RingfenceException changed =
          assertThrows(RingfenceException.class, () -> open.session().seeds(exact, renamed, 50));
      assertEquals("index/changed", changed.diagnostic().category());
      assertEquals("index/being-written", fault(address));
      try (CorpusIndex from = CorpusIndex.open(shared.resolve("loom"))) {
        RingfenceException locked =
            assertThrows(
                RingfenceException.class, () -> STORE.merge(from, cluster.index("busy"), _ -> {}));
        assertEquals("index/locked", locked.diagnostic().category());
      }
    }
  }

  /// What a cluster does with an index on a disk that is above its last watermark.
  @Test
  void aFullDiskIsNamedAndStopsNoScan() throws IOException {
    ClusterIndexTest.add(shared, "weaver", TestWorks.WEAVER);
    try (CorpusIndex from = CorpusIndex.open(shared.resolve("loom"))) {
      STORE.put(from, cluster.index("full?shards=1"), _ -> {});
    }
    cluster.ask("PUT", "/full/_settings", "{\"index.blocks.read_only_allow_delete\":true}");
    try (CorpusIndex more = CorpusIndex.open(shared.resolve("weaver"))) {
      RingfenceException blocked =
          assertThrows(
              RingfenceException.class, () -> STORE.merge(more, cluster.index("full"), _ -> {}));
      assertEquals("cluster/blocked", blocked.diagnostic().category());
      assertEquals(ExitStatus.INCOMPLETE, blocked.status());
      ClusterAddress address = ClusterAddress.parse(cluster.index("full"), _ -> null);
      try (ClusterIndex index = ClusterIndex.open(address)) {
        assertTrue(index.session().seeds(exact, renamed, 50).exact().size() > 0);
      }
      // Documents are refused one by one, too.
      try (ClusterClient client = ClusterClient.connect(address);
          BulkWriter bulk = new BulkWriter(client, MarkedIndex.find(client).index())) {
        bulk.index("work:99", Optional.empty(), Layout.work(99, new byte[0]));
        assertEquals(
            "cluster/blocked",
            assertThrows(RingfenceException.class, bulk::flush).diagnostic().category());
      }
      cluster.ask("PUT", "/full/_settings", "{\"index.blocks.read_only_allow_delete\":null}");
      STORE.merge(more, cluster.index("full"), _ -> {});
    }
    assertEquals(List.of(), STORE.verify(cluster.index("full")).faults());
  }

  /// Answers to writes are lost, and some documents find no room at first.
  @Test
  void writesThatAreSentAgainAreTheSame() throws IOException {
    AtomicInteger bulks = new AtomicInteger();
    proxy.answer((path, answer) -> {
      if (!path.endsWith("/_bulk")) {
        return answer;
      }
      int tried = bulks.incrementAndGet();
      if (tried % 2 == 1) {
        return new TamperingProxy.Answer(503, "{\"error\":{\"type\":\"lost\"},\"status\":503}");
      }
      return tried > 6
          ? answer
          : new TamperingProxy.Answer(
              answer.status(), answer.body().replaceFirst("\"status\":20[01]", "\"status\":429"));
    });
    try (CorpusIndex from = CorpusIndex.open(shared.resolve("loom"))) {
      String address = proxy.address("again?shards=2").text();
      STORE.put(from, address, _ -> {});
      assertTrue(bulks.get() > 3, bulks + " writes");
      assertEquals(List.of(), STORE.verify(address).faults());
      try (WorkIndex there = STORE.open(address)) {
        assertEquals(from.digest(), there.digest());
        assertEquals(from.blobCount(), there.blobCount());
      }
    }
  }

  @Test
  void aCopyOfWhatIsWrittenMeanwhileIsNone() throws IOException {
    try (CorpusIndex from = CorpusIndex.open(shared.resolve("loom"))) {
      STORE.put(from, cluster.index("moving?shards=1"), _ -> {});
    }
    ClusterAddress address = ClusterAddress.parse(cluster.index("moving"), _ -> null);
    Path copy = shared.resolve("moving");
    try (ClusterClient client = ClusterClient.connect(address)) {
      boolean[] written = {false};
      RingfenceException changed =
          assertThrows(
              RingfenceException.class,
              () ->
                  STORE.copy(
                      cluster.index("moving"),
                      copy,
                      _ -> {
                        written[0] = written[0] || write(client);
                      }));
      assertEquals("index/changed", changed.diagnostic().category());
      assertEquals(ExitStatus.INCOMPLETE, changed.status());
    }
    assertTrue(!CorpusIndex.exists(copy));
  }

  /// Another state with the same works.
  private static boolean write(ClusterClient client) {
    try {
      MarkedIndex found = MarkedIndex.find(client);
      Marker marker = found.marker();
      Marker.Writer writer =
          new Marker.Writer("a test", marker.written(), "x", 9, false, Optional.empty());
      return found.replace(marker.with("test", writer, 9, marker.written())).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "opensearch://host",
        "opensearch://host:9200/",
        "opensearch://host:9200/Upper",
        "opensearch://host:9200/_system",
        "opensearch://host:99999/x",
        "opensearch://host:9200/x?shards=0",
        "opensearch://host:9200/x?colour=red",
        "opensearch://user:secret@host:9200/x",
        "opensearch:host/x",
        "opensearch://ho st/x",
      })
  void addressesThatAreNoneAreUsage(String text) {
    RingfenceException fault =
        assertThrows(RingfenceException.class, () -> ClusterAddress.parse(text, _ -> null));
    assertEquals(ExitStatus.USAGE, fault.status());
    assertEquals("usage/invalid-index", fault.diagnostic().category());
    assertTrue(!fault.diagnostic().render("error").contains("secret"));
  }

  @Test
  void addressesAndProfilesSayTheSame() throws IOException {
    Map<String, String> variables =
        Map.of(ClusterAddress.USER, "ada", ClusterAddress.PASSWORD, "pw", "TOKEN", "t0");
    ClusterAddress url =
        ClusterAddress.parse(
            "opensearch+https:/one:9201,[::1]:9202/corpus?shards=3&replicas=2", variables::get);
    assertEquals("https://one:9201, https://[::1]:9202", url.where());
    assertEquals("Basic YWRhOnB3", url.authorization().orElseThrow());
    assertEquals(3, url.shards().orElseThrow());
    assertEquals(2, url.replicas().orElseThrow());
    assertTrue(!url.toString().contains("YWRhOnB3"));
    Path profile = shared.resolve("cluster.toml");
    Files.writeString(
        profile,
        """
        version = 1
        hosts = ["https://one:9201", "https://two"]
        index = "corpus"
        token-variable = "TOKEN"
        authority = "ca.pem"
        """);
    ClusterAddress read = ClusterAddress.parse("opensearch-profile:" + profile, variables::get);
    assertEquals("https://one:9201, https://two:9200", read.where());
    assertEquals("Bearer t0", read.authorization().orElseThrow());
    assertEquals(shared.resolve("ca.pem"), read.authority().orElseThrow());
    // A secret does not travel in the open, but between programs of one machine.
    assertThrows(
        RingfenceException.class,
        () -> ClusterAddress.parse("opensearch://one:9201/corpus", variables::get));
    assertTrue(
        ClusterAddress.parse("opensearch://localhost:9201/corpus", variables::get)
            .authorization()
            .isPresent());
    for (String wrong :
        List.of(
            "hosts = [\"one\"]\nindex = \"x\"",
            "hosts = []\nindex = \"x\"",
            "hosts = [\"https://one\"]",
            "hosts = [\"https://one\"]\nindex = \"x\"\ncolour = 1",
            "hosts = [\"https://one\", \"http://two\"]\nindex = \"x\"",
            "hosts = [\"https://one\"]\nindex = \"x\"\nshards = 0")) {
      Files.writeString(profile, "version = 1\n" + wrong + "\n");
      RingfenceException fault =
          assertThrows(
              RingfenceException.class,
              () -> ClusterAddress.parse("opensearch-profile:" + profile, variables::get));
      assertEquals(ExitStatus.USAGE, fault.status(), wrong);
    }
  }
}
