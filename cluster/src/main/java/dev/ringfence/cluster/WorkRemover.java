package dev.ringfence.cluster;

import dev.ringfence.corpus.index.IndexRecords;
import dev.ringfence.corpus.index.IndexedContent;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.TokenModel;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Takes works out of an index on a cluster, by themselves or for others in their place. What goes
/// is written down first, since half of it gone does not tell the rest.
final class WorkRemover {
  /// Parts of the token model beyond which they are summed.
  private static final int PARTS = 8;

  private final ClusterClient client;
  private final WriteSteps steps;

  WorkRemover(ClusterClient client) {
    this.client = client;
    this.steps = new WriteSteps(client);
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
        "remove-"
            + WriteSteps.digest(
                String.join("\n", removed.stream().map(Work::id).sorted().toList()));
    steps.register(found, id, "index remove of " + removed.size() + " works", 0, true);
    finish(found.index(), id, List.of(), removed, found.marker().functions(), new TokenModel());
  }

  static void count(TokenModel model, StoredTokens tokens, int sign) {
    model.count(Language.ofNumber(tokens.language()).kin().number(), tokens.tokens(), sign);
  }

  /// Makes works visible in place of others, whose files, contents and license texts go.
  void finish(
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
    WriteSteps.OfMarker<List<Long>> serials =
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
            : Optional.of(steps.write(index, "model", IndexRecords.encode(delta)));
    steps.refresh(index);
    steps.commit(
        index,
        id,
        serials,
        marker -> WriteSteps.digest(searches, serials.of(marker)),
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
    Marker.Part all = steps.write(index, "model", IndexRecords.encode(sum));
    steps.refresh(index);
    return List.of(all);
  }

  /// Writes down which contents only these works hold, and the model without them.
  private Marker.Plan plan(
      String index, String id, Searches searches, List<Work> removed, TokenModel delta)
      throws IOException {
    MarkedIndex current = MarkedIndex.at(client, index).orElseThrow();
    Optional<Marker.Plan> known = WriteSteps.writer(current.marker(), id).plan();
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
    for (int from = 0; from < contents.size(); from += WriteSteps.CONTENTS) {
      List<String> some =
          contents.subList(from, Math.min(from + WriteSteps.CONTENTS, contents.size()));
      Map<String, Integer> all = filesOf(searches, some);
      for (String content : some) {
        if (held.getOrDefault(content, 0).equals(all.get(content))) {
          orphans.add(content);
        }
      }
    }
    TokenModel model = ClusterIndex.readModel(client, searches, current.marker().model());
    model.add(delta);
    for (int from = 0; from < orphans.size(); from += WriteSteps.CONTENTS) {
      List<String> some =
          orphans.subList(from, Math.min(from + WriteSteps.CONTENTS, orphans.size()));
      for (byte[] tokens : searches.fetch(some, Layout.TOKENS)) {
        count(model, new IndexedContent(new long[0], new long[0], new int[0], tokens).tokens(), -1);
      }
    }
    Marker.Plan plan =
        new Marker.Plan(
            steps.write(
                index, "plan", String.join("\n", orphans).getBytes(StandardCharsets.US_ASCII)),
            steps.write(index, "model", IndexRecords.encode(model)));
    Marker.Writer writer = WriteSteps.writer(current.marker(), id);
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
                WriteSteps.now());
    if (current.replace(planned).isEmpty()) {
      throw searches.replaced("someone else wrote, too");
    }
    steps.refresh(index);
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
    steps.refresh(index);
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
    steps.refresh(index);
  }
}
