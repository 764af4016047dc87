package dev.ringfence.cluster;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Questions to one index of a cluster, many in a round trip. An answer that lacks a part is a
/// fault, never an answer: what a shard did not say reads like "nothing found".
final class Searches {
  /// Questions that go in one round trip: half a megabyte.
  private static final int QUESTIONS = 4000;

  /// Documents that come back in one round trip at most: some megabytes.
  private static final int HITS = 100_000;

  /// Documents that are fetched in one round trip.
  private static final int FETCH = 200;

  /// Contents whose columns are read in one round trip: some megabytes.
  private static final int COLUMNS = 2000;

  private static final JsonMapper JSON = ClusterClient.JSON;
  private static final byte[] HEADER =
      "{\"allow_partial_search_results\":false}\n".getBytes(StandardCharsets.UTF_8);

  /// What of an answer is asked for: without it, hits would name index and id each.
  private static final String PARTS =
      "?rest_total_hits_as_int=true&filter_path="
          + String.join(
              ",",
              List.of(
                  "error",
                  "status",
                  "responses.status",
                  "responses.error",
                  "responses.timed_out",
                  "responses._shards.total",
                  "responses._shards.successful",
                  "responses._shards.failed",
                  "responses.hits.total",
                  "responses.hits.hits.fields",
                  "responses.aggregations"));

  /// What pages need beside.
  private static final String SORT = ",responses.hits.hits.sort";

  private final ClusterClient client;
  private final String index;

  /// @param index the index itself, not the alias, which may come to mean another
  Searches(ClusterClient client, String index) {
    this.client = client;
    this.index = index;
  }

  /// The documents with a term.
  static ObjectNode term(String field, String value) {
    ObjectNode query = JSON.createObjectNode();
    query.putObject("term").put(field, value);
    return query;
  }

  /// The documents with any of some terms.
  static ObjectNode terms(String field, Collection<String> values) {
    ObjectNode query = JSON.createObjectNode();
    ArrayNode all = query.putObject("terms").putArray(field);
    values.forEach(all::add);
    return query;
  }

  /// Asks how many documents there are.
  static ObjectNode count(ObjectNode query) {
    return hits(query, 0);
  }

  /// Asks for documents.
  ///
  /// @param most how many at most
  /// @param fields the values of them that are wanted
  static ObjectNode hits(ObjectNode query, int most, String... fields) {
    ObjectNode body = JSON.createObjectNode();
    body.put("size", most);
    body.put("track_total_hits", true);
    body.set("query", query);
    if (most > 0) {
      // The order of documents is the cheapest, and no score is worked out.
      body.putArray("sort").add("_doc");
      body.put("stored_fields", "_none_");
      ArrayNode values = body.putArray("docvalue_fields");
      Arrays.stream(fields).forEach(values::add);
    }
    return body;
  }

  /// The answers to questions, in their order.
  List<JsonNode> ask(List<ObjectNode> questions) throws IOException {
    List<JsonNode> answers = new ArrayList<>(questions.size());
    for (List<ObjectNode> batch : batches(questions)) {
      answers.addAll(askBatch(batch, PARTS));
    }
    return answers;
  }

  /// Questions cut into what goes in one round trip, by their number and what may come back.
  static List<List<ObjectNode>> batches(List<ObjectNode> questions) {
    List<List<ObjectNode>> batches = new ArrayList<>();
    int from = 0;
    long hits = 0;
    for (int i = 0; i < questions.size(); i++) {
      long more = questions.get(i).path("size").asLong(0);
      if (i > from && (i - from == QUESTIONS || hits + more > HITS)) {
        batches.add(questions.subList(from, i));
        from = i;
        hits = 0;
      }
      hits += more;
    }
    if (from < questions.size()) {
      batches.add(questions.subList(from, questions.size()));
    }
    return batches;
  }

  private List<JsonNode> askBatch(List<ObjectNode> questions, String parts) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(questions.size() * 160);
    for (ObjectNode question : questions) {
      lines.writeBytes(HEADER);
      lines.writeBytes(JSON.writeValueAsBytes(question));
      lines.write('\n');
    }
    for (int tries = 0; ; tries++) {
      ClusterClient.Answer answer =
          client.sendLines("/" + index + "/_msearch" + parts, lines.toByteArray());
      if (answer.fault().equals("index_not_found_exception")) {
        throw replaced("it is no more there");
      }
      JsonNode responses = client.expect(answer).path("responses");
      if (responses.size() != questions.size()) {
        throw incomplete(responses.size() + " answers came to " + questions.size() + " questions");
      }
      // A shard that looks for a copy, or a node with a full queue, will answer soon.
      if (anyBusy(responses) && client.pause(tries)) {
        continue;
      }
      List<JsonNode> answers = new ArrayList<>(questions.size());
      for (JsonNode response : responses) {
        answers.add(whole(response));
      }
      return answers;
    }
  }

  private static boolean anyBusy(JsonNode responses) {
    for (JsonNode response : responses) {
      if (ClusterClient.isBusy(response.path("status").asInt(200))) {
        return true;
      }
    }
    return false;
  }

  /// An answer, if it is a whole one.
  private JsonNode whole(JsonNode response) {
    int status = response.path("status").asInt(200);
    if (response.has("error") || status >= 300) {
      ClusterClient.Answer answer = new ClusterClient.Answer(status, response);
      throw answer.fault().equals("index_not_found_exception")
          ? replaced("it is no more there")
          : client.refused(answer);
    }
    JsonNode shards = response.path("_shards");
    int total = shards.path("total").asInt(-1);
    if (response.path("timed_out").asBoolean(true)) {
      throw incomplete("a search ran out of time");
    }
    if (total <= 0
        || shards.path("failed").asInt(-1) != 0
        || shards.path("successful").asInt(-1) != total) {
      throw incomplete(
          "of "
              + Math.max(0, total)
              + " shards "
              + shards.path("successful").asInt(0)
              + " answered");
    }
    return response;
  }

  RingfenceException incomplete(String why) {
    return RingfenceException.incomplete(
        Diagnostic.of(
                "cluster/half-an-answer",
                "the cluster gave half an answer: " + why + "; nothing was checked",
                "see `_cluster/health` of the cluster, and run the command again when it is green or"
                    + " yellow")
            .at(client.address().where() + "/" + index));
  }

  RingfenceException replaced(String how) {
    return RingfenceException.incomplete(
        Diagnostic.of(
                "index/changed",
                "the index was written while it was read: " + how + "; nothing was checked",
                "run the command again")
            .at(client.address().text()));
  }

  /// How many documents an answer counts.
  static long total(JsonNode answer) {
    return answer.path("hits").path("total").asLong(-1);
  }

  /// The hits of an answer.
  static JsonNode hits(JsonNode answer) {
    return answer.path("hits").path("hits");
  }

  /// The value of a field of a hit.
  static String text(JsonNode hit, String field) {
    return hit.path("fields").path(field).path(0).asString("");
  }

  /// The bytes in a stored field of a hit.
  static byte[] binary(JsonNode hit, String field) {
    return Base64.getDecoder().decode(text(hit, field));
  }

  /// The number in a field of a hit.
  static long number(JsonNode hit, String field) {
    return hit.path("fields").path(field).path(0).asLong(-1);
  }

  /// Takes a hit.
  @FunctionalInterface
  interface HitVisitor {
    void visit(JsonNode hit) throws IOException;
  }

  /// Hands over all documents of a query, page after page in the order of a field, each of whose
  /// values is of one document.
  ///
  /// @param page how many in a round trip
  void forEach(
      ObjectNode query,
      String order,
      int page,
      List<String> stored,
      HitVisitor visitor,
      String... fields)
      throws IOException {
    Optional<JsonNode> after = Optional.empty();
    while (true) {
      ObjectNode body = hits(query, page, fields);
      body.putArray("sort").add(order);
      if (!stored.isEmpty()) {
        ArrayNode names = body.putArray("stored_fields");
        stored.forEach(names::add);
      }
      after.ifPresent(last -> body.set("search_after", last));
      JsonNode answer = askBatch(List.of(body), PARTS + SORT).getFirst();
      JsonNode found = hits(answer);
      for (JsonNode hit : found) {
        visitor.visit(hit);
      }
      if (found.size() < page) {
        return;
      }
      after = Optional.of(found.get(found.size() - 1).path("sort"));
    }
  }

  /// Which documents are there, by what was written last.
  Set<String> there(List<String> ids) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode wanted = body.putArray("ids");
    ids.forEach(wanted::add);
    JsonNode documents =
        client
            .expect(
                client.send(
                    "POST",
                    "/"
                        + index
                        + "/_mget?stored_fields=_none_&filter_path=error,docs._id,docs.found",
                    body))
            .path("docs");
    Set<String> there = new HashSet<>();
    for (JsonNode document : documents) {
      if (document.path("found").asBoolean(false)) {
        there.add(document.path("_id").asString(""));
      }
    }
    return there;
  }

  /// Documents by their ids, in the order of these.
  ///
  /// @param field the stored field that is wanted
  /// @return its bytes; none where a document has none
  List<byte[]> fetch(List<String> ids, String field) throws IOException {
    List<byte[]> all = new ArrayList<>(ids.size());
    for (Optional<byte[]> each : fetchThere(ids, field)) {
      all.add(each.orElseThrow(() -> replaced("a document is missing")));
    }
    return all;
  }

  /// Values of contents, in the order of their ids.
  ///
  /// @param field a column of bytes
  /// @return its bytes; none where a content has none
  List<byte[]> columns(List<String> ids, String field) throws IOException {
    Map<String, byte[]> found = new HashMap<>();
    for (int from = 0; from < ids.size(); from += COLUMNS) {
      List<String> some = ids.subList(from, Math.min(from + COLUMNS, ids.size()));
      ObjectNode query = JSON.createObjectNode();
      ArrayNode values = query.putObject("ids").putArray("values");
      some.forEach(values::add);
      for (JsonNode hit :
          hits(ask(List.of(hits(query, some.size(), Layout.KEY, field))).getFirst())) {
        found.put(text(hit, Layout.KEY), binary(hit, field));
      }
    }
    List<byte[]> all = new ArrayList<>(ids.size());
    for (String id : ids) {
      byte[] value = found.get(id);
      if (value == null) {
        throw replaced("a document is missing");
      }
      all.add(value);
    }
    return all;
  }

  /// Documents by their ids; empty for those that are not there.
  List<Optional<byte[]>> fetchThere(List<String> ids, String field) throws IOException {
    List<Optional<byte[]>> all = new ArrayList<>(ids.size());
    for (int from = 0; from < ids.size(); from += FETCH) {
      List<String> some = ids.subList(from, Math.min(from + FETCH, ids.size()));
      ObjectNode body = JSON.createObjectNode();
      ArrayNode wanted = body.putArray("ids");
      some.forEach(wanted::add);
      JsonNode answer =
          client.expect(
              client.send(
                  "POST",
                  "/"
                      + index
                      + "/_mget?realtime=false&stored_fields="
                      + field
                      + "&filter_path=error,docs.found,docs.error,docs.fields",
                  body));
      JsonNode documents = answer.path("docs");
      if (documents.size() != some.size()) {
        throw incomplete(documents.size() + " of " + some.size() + " documents came");
      }
      for (JsonNode document : documents) {
        if (document.has("error")) {
          ClusterClient.Answer fault = new ClusterClient.Answer(503, document);
          throw fault.fault().equals("index_not_found_exception")
              ? replaced("it is no more there")
              : client.refused(fault);
        }
        String value = document.path("fields").path(field).path(0).asString("");
        all.add(
            document.path("found").asBoolean(false)
                ? Optional.of(Base64.getDecoder().decode(value))
                : Optional.empty());
      }
    }
    return all;
  }
}
