package dev.ringfence.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How many contents hold terms, read from the term dictionaries of all shards: most terms of a
/// hunk are in no content, and a search for each costs a dozen times as much.
///
/// The engine tells statistics of the terms of a made-up document, as one copy of one shard has
/// them. They count contents that were taken out and not yet merged away, and what is told of a
/// field that a shard lacks is of the made-up document itself. So each question has terms in it
/// whose counts are known: only where these come out is the answer one. Safe for use by several
/// threads.
final class TermStatistics {
  /// No document has it in any field.
  private static final String NOBODY = "-";

  /// Terms in one round trip.
  private static final int TERMS = 4000;

  /// How often a value that leads to a shard is looked for, for each shard.
  private static final int TRIES = 50;

  private final ClusterClient client;
  private final String index;
  private final Marker marker;
  private final int shards;
  private Optional<List<String>> routings = Optional.empty();
  private boolean hopeless;

  /// @param shards of the index
  TermStatistics(ClusterClient client, String index, Marker marker, int shards) {
    this.client = client;
    this.index = index;
    this.marker = marker;
    this.shards = shards;
  }

  /// How many contents hold each term; empty where statistics do not tell.
  Optional<int[]> of(List<Postings.Term> terms) throws IOException {
    if (!hasRoutings()) {
      return Optional.empty();
    }
    int[] counts = new int[terms.size()];
    for (int from = 0; from < counts.length; from += TERMS) {
      List<Postings.Term> some = terms.subList(from, Math.min(from + TERMS, counts.length));
      Optional<Map<String, Map<String, Integer>>> sums = ask(some);
      if (sums.isEmpty()) {
        return Optional.empty();
      }
      for (int i = 0; i < some.size(); i++) {
        counts[from + i] =
            sums.get()
                .getOrDefault(some.get(i).field(), Map.of())
                .getOrDefault(some.get(i).term(), 0);
      }
    }
    return Optional.of(counts);
  }

  private Optional<Map<String, Map<String, Integer>>> ask(List<Postings.Term> terms)
      throws IOException {
    ObjectNode made = ClusterClient.JSON.createObjectNode();
    String now = Layout.generation(marker.generation());
    String next = Layout.generation(marker.generation() + 1);
    made.putArray(Layout.KIND).add(NOBODY).add("content").add(now).add(next);
    for (Postings.Term term : terms) {
      ArrayNode values = (ArrayNode) made.get(term.field());
      (values == null ? made.putArray(term.field()).add(NOBODY) : values).add(term.term());
    }
    ObjectNode body = ClusterClient.JSON.createObjectNode();
    ArrayNode documents = body.putArray("docs");
    for (String routing : routings.orElseThrow()) {
      ObjectNode document = documents.addObject();
      document.set("doc", made);
      document.put("routing", routing);
      document.put("term_statistics", true);
      document.put("field_statistics", false);
      document.put("positions", false);
      document.put("offsets", false);
      ArrayNode fields = document.putArray("fields");
      made.propertyNames().forEach(fields::add);
    }
    ClusterClient.Answer answer =
        client.send(
            "POST",
            "/"
                + index
                + "/_mtermvectors?filter_path=error,docs.error,docs.found,"
                + "docs.term_vectors.*.terms.*.doc_freq",
            body);
    JsonNode told = answer.body().path("docs");
    if (!answer.isOk() || told.size() != shards) {
      return Optional.empty();
    }
    Map<String, Map<String, Integer>> sums = new HashMap<>();
    for (JsonNode document : told) {
      if (document.has("error") || !document.path("found").asBoolean(false)) {
        return Optional.empty();
      }
      add(document.path("term_vectors"), sums);
    }
    Map<String, Integer> kinds = sums.getOrDefault(Layout.KIND, Map.of());
    boolean isTrue =
        kinds.getOrDefault("content", 0) == marker.contents()
            && kinds.getOrDefault(now, 0) > 0
            && kinds.getOrDefault(next, 0) == 0;
    return isTrue ? Optional.of(sums) : Optional.empty();
  }

  private static void add(JsonNode vectors, Map<String, Map<String, Integer>> sums) {
    for (Map.Entry<String, JsonNode> field : vectors.properties()) {
      JsonNode terms = field.getValue().path("terms");
      if (terms.has(NOBODY)) {
        // The shard has no such field: these are the made-up document's own.
        continue;
      }
      Map<String, Integer> of = sums.computeIfAbsent(field.getKey(), _ -> new HashMap<>());
      for (Map.Entry<String, JsonNode> term : terms.properties()) {
        of.merge(term.getKey(), term.getValue().path("doc_freq").asInt(0), Integer::sum);
      }
    }
  }

  /// Finds a value for each shard that leads to it.
  private synchronized boolean hasRoutings() throws IOException {
    if (routings.isPresent() || hopeless) {
      return routings.isPresent();
    }
    Map<Integer, String> found = new TreeMap<>();
    for (int i = 0; found.size() < shards && i < TRIES * shards; i++) {
      ClusterClient.Answer answer =
          client.get("/" + index + "/_search_shards?filter_path=error,shards.shard&routing=" + i);
      int shard = answer.body().path("shards").path(0).path(0).path("shard").asInt(-1);
      if (!answer.isOk() || shard < 0) {
        break;
      }
      found.putIfAbsent(shard, String.valueOf(i));
    }
    hopeless = found.size() != shards;
    routings = hopeless ? Optional.empty() : Optional.of(new ArrayList<>(found.values()));
    return !hopeless;
  }
}
