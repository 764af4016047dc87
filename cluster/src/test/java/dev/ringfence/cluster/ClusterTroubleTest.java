package dev.ringfence.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexedContent;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.testkit.TestCluster;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// What happens to a cluster of three nodes in its life: nodes are restarted one by one, one hangs,
/// a disk fills, and the index comes back from a snapshot.
@EnabledIfSystemProperty(named = "ringfence.nodes", matches = "lost", disabledReason = "minutes")
@TestMethodOrder(MethodOrderer.MethodName.class)
class ClusterTroubleTest {
  private static final ClusterStore STORE = new ClusterStore();

  @TempDir static Path shared;

  private static TestCluster cluster;
  private static String address;
  private static long[] exact;
  private static long[] renamed;
  private static int seeds;

  @BeforeAll
  static void start() throws IOException {
    ClusterIndexTest.add(shared, "corpus", TestWorks.WEAVER, TestWorks.LOOM);
    cluster = TestCluster.start(3, "path.repo=" + shared.resolve("snapshots").toAbsolutePath());
    address = cluster.index("corpus?shards=3&replicas=1");
    try (CorpusIndex from = CorpusIndex.open(shared.resolve("corpus"))) {
      STORE.put(from, address, _ -> {});
      IndexedContent content = IndexedContent.of(from.tokens(from.blobs()[0]));
      exact = Arrays.stream(content.exact()).map(term -> term << 24).toArray();
      renamed = Arrays.stream(content.renamed()).map(term -> term << 24).toArray();
    }
    awaitGreen();
    seeds = search();
    assertTrue(seeds >= exact.length);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static void awaitGreen() throws IOException {
    cluster.ask(
        "GET",
        "/_cluster/health?wait_for_nodes=3&wait_for_status=green&wait_for_no_relocating_shards=true&timeout=90s");
  }

  /// Opens the index and looks up; nothing is remembered from before.
  private static int search() throws IOException {
    try (ClusterIndex index = ClusterIndex.open(ClusterAddress.parse(address, _ -> null))) {
      OriginSession session = index.session();
      return session.seeds(exact, renamed, 50).exact().size();
    }
  }

  @Test
  void aRollingRestartStopsNoScan() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger incomplete = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    Thread scans =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                try {
                  (search() == seeds ? answered : wrong).incrementAndGet();
                } catch (RingfenceException e) {
                  (e.status() == ExitStatus.INCOMPLETE ? incomplete : wrong).incrementAndGet();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    for (int node = 0; node < 3; node++) {
      cluster.stop(node);
      cluster.restart(node);
      awaitGreen();
    }
    over.set(true);
    scans.join();
    System.out.printf(
        "rolling restart of 3 nodes: %d searches answered whole, %d said incomplete, %d wrong%n",
        answered.get(), incomplete.get(), wrong.get());
    assertEquals(0, wrong.get());
    assertTrue(answered.get() > 10, answered + " answered");
    assertEquals(List.of(), STORE.verify(address).faults());
  }

  @Test
  void aNodeThatHangsIsWaitedFor() throws Exception {
    cluster.signal(1, "STOP");
    Thread later =
        Thread.ofPlatform()
            .start(() -> {
              try {
                TimeUnit.SECONDS.sleep(5);
                cluster.signal(1, "CONT");
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    long started = System.nanoTime();
    int found = search();
    System.out.printf(
        "a node that hangs for 5 s: answered whole after %.1f s%n",
        (System.nanoTime() - started) / 1e9);
    assertEquals(seeds, found);
    later.join();
    awaitGreen();
  }

  @Test
  void aDiskAboveItsWatermarkTakesNoWritesAndAnswers() throws Exception {
    ClusterIndexTest.add(shared, "more", TestWorks.WEAVER.resolve("match"));
    watermarks("\"true\"", "\"1%\"", "\"1%\"", "\"1%\"");
    try (CorpusIndex more = CorpusIndex.open(shared.resolve("more"))) {
      RingfenceException blocked = null;
      for (int tries = 0; tries < 60 && blocked == null; tries++) {
        if (isBlocked()) {
          blocked =
              assertThrows(RingfenceException.class, () -> STORE.merge(more, address, _ -> {}));
        } else {
          TimeUnit.SECONDS.sleep(2);
        }
      }
      assertTrue(blocked != null, "no watermark was seen");
      assertEquals("cluster/blocked", blocked.diagnostic().category());
      System.out.printf("a disk above its watermark: %s%n", blocked.diagnostic().message());
      assertEquals(seeds, search());
      // The engine takes the block away by itself once there is room, while it looks at all.
      watermarks("\"true\"", "\"97%\"", "\"98%\"", "\"99%\"");
      for (int tries = 0; tries < 60 && isBlocked(); tries++) {
        TimeUnit.SECONDS.sleep(2);
      }
      STORE.merge(more, address, _ -> {});
    }
    assertEquals(List.of(), STORE.verify(address).faults());
  }

  private static boolean isBlocked() throws IOException {
    return cluster.ask("GET", "/corpus/_settings").contains("read_only_allow_delete\":\"true");
  }

  private static void watermarks(String on, String low, String high, String flood)
      throws IOException {
    String disk = "\"cluster.routing.allocation.disk.";
    cluster.ask(
        "PUT",
        "/_cluster/settings",
        "{\"transient\":{"
            + String.join(
                ",",
                disk + "threshold_enabled\":" + on,
                disk + "watermark.low\":" + low,
                disk + "watermark.high\":" + high,
                disk + "watermark.flood_stage\":" + flood,
                "\"cluster.info.update.interval\":\"10s\"")
            + "}}");
  }

  /// As docs/cluster.md tells it.
  @Test
  void anIndexComesBackFromASnapshot() throws IOException {
    String digest = digest();
    cluster.ask(
        "PUT",
        "/_snapshot/backup",
        "{\"type\":\"fs\",\"settings\":{\"location\":\""
            + shared.resolve("snapshots").toAbsolutePath()
            + "\"}}");
    String taken =
        cluster.ask(
            "PUT",
            "/_snapshot/backup/day-1?wait_for_completion=true",
            "{\"indices\":\"corpus-*\",\"include_global_state\":false}");
    assertTrue(taken.contains("\"state\":\"SUCCESS\""), taken);
    cluster.ask("DELETE", "/corpus-*");
    assertEquals(
        "index/not-found",
        assertThrows(RingfenceException.class, ClusterTroubleTest::search).diagnostic().category());
    String restored =
        cluster.ask(
            "POST",
            "/_snapshot/backup/day-1/_restore?wait_for_completion=true",
            "{\"indices\":\"corpus-*\",\"include_global_state\":false}");
    assertTrue(restored.contains("\"failed\":0"), restored);
    assertEquals(digest, digest());
    assertEquals(List.of(), STORE.verify(address).faults());
    System.out.println("restored from a snapshot: digest sha256:" + digest);
  }

  private static String digest() throws IOException {
    try (ClusterIndex index = ClusterIndex.open(ClusterAddress.parse(address, _ -> null))) {
      return index.digest();
    }
  }
}
