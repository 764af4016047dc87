package dev.ringfence.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.ExitStatus;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexedContent;
import dev.ringfence.corpus.index.OriginSession;
import dev.ringfence.testkit.OriginIndexContract;
import dev.ringfence.testkit.TestCluster;
import dev.ringfence.testkit.TestWorks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Nodes are killed while an index is written and while it is read. With a copy of each shard
/// nothing is lost and all is answered; without, what is missing is said.
@EnabledIfSystemProperty(named = "ringfence.nodes", matches = "lost", disabledReason = "minutes")
class NodeLossTest {
  private static final ClusterStore STORE = new ClusterStore();

  @TempDir Path temp;

  @Test
  void killedNodesLoseNothingAndHideNothing() throws IOException {
    ClusterIndexTest.add(temp, "corpus", TestWorks.WEAVER, TestWorks.LOOM);
    Path folder = temp.resolve("corpus");
    try (TestCluster cluster = TestCluster.start(3);
        CorpusIndex from = CorpusIndex.open(folder)) {
      // While it is written: a node goes when half has been sent.
      String address = cluster.index("corpus?shards=3&replicas=1");
      cluster.ask("PUT", "/warm", "{\"settings\":{\"number_of_replicas\":1}}");
      cluster.ask("GET", "/_cluster/health?wait_for_status=green&timeout=60s");
      AtomicLong sent = new AtomicLong();
      STORE.put(
          from,
          address,
          done -> {
            if (sent.addAndGet(done) == from.blobCount() / 2) {
              cluster.kill(2);
            }
          });
      assertTrue(sent.get() > from.blobCount());
      assertEquals(List.of(), STORE.verify(address).faults());
      IndexedContent content = IndexedContent.of(from.tokens(from.blobs()[0]));
      long[] exact = Arrays.stream(content.exact()).map(term -> term << 24).toArray();

      // While it is read: what the second node held, the first holds too, once it is green again.
      cluster.ask("GET", "/_cluster/health/corpus?wait_for_status=green&timeout=60s");
      try (ClusterIndex index = ClusterIndex.open(ClusterAddress.parse(address, _ -> null))) {
        OriginSession session = index.session();
        int seeds = session.seeds(exact, new long[0], 50).exact().size();
        assertTrue(seeds >= exact.length);
        int back = cluster.addNode();
        cluster.ask("GET", "/_cluster/health?wait_for_nodes=3&timeout=60s");
        cluster.ask(
            "GET",
            "/_cluster/health/corpus?wait_for_status=green&wait_for_no_relocating_shards=true&timeout=60s");
        cluster.kill(back);
        assertEquals(seeds, session.seeds(exact, new long[0], 50).exact().size());
        assertEquals(List.of(), OriginIndexContract.differences(from, from.blobs(), index, 5, 5));
      }

      // Without a copy: an index whose only shards were on a node that is gone.
      String bare = cluster.index("bare?shards=4&replicas=0");
      STORE.put(from, bare, _ -> {});
      try (ClusterIndex index =
          ClusterIndex.open(
              ClusterAddress.parse(bare, _ -> null), ClusterIndex.WINDOW, List.of(10, 10))) {
        OriginSession session = index.session();
        // What was found before is not asked for again.
        assertTrue(session.seeds(new long[] {exact[0]}, new long[0], 50).exact().size() > 0);
        cluster.kill(1);
        RingfenceException fault =
            assertThrows(RingfenceException.class, () -> session.seeds(exact, new long[0], 50));
        assertTrue(
            fault.diagnostic().category().startsWith("cluster/"), fault.diagnostic().render(""));
        assertEquals(ExitStatus.INCOMPLETE, fault.status());
      }
    }
  }
}
