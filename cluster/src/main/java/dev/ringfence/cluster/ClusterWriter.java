package dev.ringfence.cluster;

import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.Work;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;

/// Writes indexes on a cluster.
///
/// Whoever writes says so in the marker first, so that nobody reads what is half there, and takes
/// that back with the new state in one write. What was cut short stays marked; the same call goes
/// on with it, and gives what it would have given.
final class ClusterWriter implements AutoCloseable {
  private static final int TASK_SECONDS = 2;

  private final ClusterClient client;

  ClusterWriter(ClusterClient client) {
    this.client = client;
  }

  /// Puts an index in place of the one that has the name, if any has.
  void put(CorpusIndex from, LongConsumer done) throws IOException {
    new IndexPut(client).put(from, done);
  }

  /// Adds works, each in place of one with its id.
  void merge(CorpusIndex from, LongConsumer done) throws IOException {
    new WorkAdder(client).merge(from, done);
  }

  /// Takes works out, and contents that no other holds.
  void remove(List<String> ids) throws IOException {
    new WorkRemover(client).remove(ids);
  }

  /// Writes what is known of a work anew; its files stay.
  void replaceRecord(Work work) throws IOException {
    new WorkAdder(client).replaceRecord(work);
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
