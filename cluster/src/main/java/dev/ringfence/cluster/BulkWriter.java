package dev.ringfence.cluster;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes documents, many in a round trip and a few round trips at once: whoever adds waits for the
/// cluster. What the cluster has no room for is sent again, later, and each time to the same ids.
final class BulkWriter implements AutoCloseable {
  private static final JsonMapper JSON = ClusterClient.JSON;
  private static final int BYTES = 4 << 20;
  private static final int DOCUMENTS = 2000;
  private static final int UNDERWAY = 3;

  /// Milliseconds before documents that found no room are sent again.
  private static final long[] PATIENCE = {100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600};

  /// A document on its way.
  ///
  /// @param id its id
  /// @param lines as they are sent
  /// @param arrived told whether it is new, when it has arrived
  @SuppressWarnings("ArrayRecordComponent")
  private record Item(String id, byte[] lines, Consumer<Boolean> arrived) {}

  private final ClusterClient client;
  private final String path;
  private final ExecutorService senders = Executors.newFixedThreadPool(UNDERWAY);
  private final Semaphore underway = new Semaphore(UNDERWAY);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private List<Item> batch = new ArrayList<>();
  private int bytes;

  BulkWriter(ClusterClient client, String index) {
    this.client = client;
    this.path = "/" + index + "/_bulk?filter_path=error,errors,items.*.status,items.*.error";
  }

  /// Writes a document, in place of one with its id.
  void index(String id, Optional<String> routing, ObjectNode document) throws IOException {
    add("index", id, routing, Optional.of(document), _ -> {});
  }

  /// Writes a document unless one has its id.
  ///
  /// @param arrived told whether it was written; on another thread
  void create(String id, ObjectNode document, Consumer<Boolean> arrived) throws IOException {
    add("create", id, Optional.empty(), Optional.of(document), arrived);
  }

  /// Takes a document out.
  void delete(String id, Optional<String> routing) throws IOException {
    add("delete", id, routing, Optional.empty(), _ -> {});
  }

  private void add(
      String action,
      String id,
      Optional<String> routing,
      Optional<ObjectNode> document,
      Consumer<Boolean> arrived)
      throws IOException {
    ObjectNode head = JSON.createObjectNode();
    ObjectNode about = head.putObject(action).put("_id", id);
    routing.ifPresent(value -> about.put("routing", value));
    ByteArrayOutputStream lines = new ByteArrayOutputStream(1024);
    lines.writeBytes(JSON.writeValueAsBytes(head));
    lines.write('\n');
    if (document.isPresent()) {
      lines.writeBytes(JSON.writeValueAsBytes(document.get()));
      lines.write('\n');
    }
    batch.add(new Item(id, lines.toByteArray(), arrived));
    bytes += lines.size();
    if (bytes >= BYTES || batch.size() >= DOCUMENTS) {
      send();
    }
  }

  private void send() throws IOException {
    List<Item> full = batch;
    batch = new ArrayList<>();
    bytes = 0;
    rethrow();
    underway.acquireUninterruptibly();
    senders.execute(() -> {
      try {
        if (failure.get() == null) {
          deliver(full);
        }
      } catch (IOException | RuntimeException e) {
        failure.compareAndSet(null, e);
      } finally {
        underway.release();
      }
    });
  }

  private void rethrow() throws IOException {
    switch (failure.get()) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(failure.get());
    }
  }

  private void deliver(List<Item> items) throws IOException {
    List<Item> left = items;
    for (int tries = 0; ; tries++) {
      left = deliverOnce(left, tries == PATIENCE.length);
      if (left.isEmpty()) {
        return;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PATIENCE[tries]);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /// Sends documents.
  ///
  /// @param last whether those without room are a fault
  /// @return those that found no room
  private List<Item> deliverOnce(List<Item> items, boolean last) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(BYTES);
    items.forEach(item -> lines.writeBytes(item.lines()));
    JsonNode answer = client.expect(client.sendLines(path, lines.toByteArray()));
    JsonNode results = answer.path("items");
    if (results.size() != items.size()) {
      throw new Searches(client, path)
          .incomplete(results.size() + " of " + items.size() + " documents were written");
    }
    List<Item> again = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      JsonNode result = results.get(i).properties().iterator().next().getValue();
      int status = result.path("status").asInt(500);
      if (status < 300 || status == 409 || status == 404) {
        items.get(i).arrived().accept(status < 300);
      } else if (ClusterClient.isBusy(new ClusterClient.Answer(status, result)) && !last) {
        again.add(items.get(i));
      } else {
        throw fault(status, result, items.get(i).id());
      }
    }
    return again;
  }

  private RingfenceException fault(int status, JsonNode result, String id) {
    RingfenceException fault = client.refused(new ClusterClient.Answer(status, result));
    return RingfenceException.incomplete(fault.diagnostic().note("document " + id));
  }

  /// Waits until all has arrived.
  void flush() throws IOException {
    if (!batch.isEmpty()) {
      send();
    }
    underway.acquireUninterruptibly(UNDERWAY);
    underway.release(UNDERWAY);
    rethrow();
  }

  @Override
  public void close() {
    senders.shutdownNow();
  }
}
