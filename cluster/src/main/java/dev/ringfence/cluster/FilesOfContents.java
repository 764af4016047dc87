package dev.ringfence.cluster;

import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.Holder;
import dev.ringfence.corpus.index.IndexRecords;
import dev.ringfence.corpus.index.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The files and works that hold contents, many in a round trip.
final class FilesOfContents {
  /// Contents whose holders are asked for in one round trip.
  private static final int CONTENTS = 500;

  private final ClusterIndex index;
  private final Contents contents;
  private final int page;
  private final Map<Long, Work> works = new HashMap<>();

  /// @param page files whose records come in one round trip
  FilesOfContents(ClusterIndex index, Contents contents, int page) {
    this.index = index;
    this.contents = contents;
    this.page = page;
    index.works().forEach(work -> works.put(work.serial(), work));
  }

  List<List<Holder>> holders(int... blobs) throws IOException {
    Map<String, List<Holder>> byContent = new HashMap<>();
    forEachFileOf(
        contents.ids(blobs),
        List.of(),
        hit -> {
          long holder = Searches.number(hit, Layout.HOLDER);
          Work work = works.get(holder >> 1);
          if (work == null) {
            throw ClusterIndex.damaged(index.client(), "a file of no work");
          }
          byContent
              .computeIfAbsent(Searches.text(hit, Layout.FILE_CONTENT), _ -> new ArrayList<>())
              .add(new Holder(work, (holder & 1) != 0));
        },
        Layout.FILE_CONTENT,
        Layout.HOLDER);
    return each(blobs, byContent);
  }

  private <T> List<List<T>> each(int[] blobs, Map<String, List<T>> byContent) {
    List<List<T>> all = new ArrayList<>(blobs.length);
    for (String id : contents.ids(blobs)) {
      List<T> found = byContent.get(id);
      if (found == null) {
        throw ClusterIndex.damaged(index.client(), "a content of no file");
      }
      all.add(found);
    }
    return all;
  }

  List<List<CorpusFile>> files(int... blobs) throws IOException {
    Map<String, List<CorpusFile>> byContent = new HashMap<>();
    forEachFileOf(
        contents.ids(blobs),
        List.of(Layout.FILE_RECORD),
        hit ->
            byContent
                .computeIfAbsent(Searches.text(hit, Layout.FILE_CONTENT), _ -> new ArrayList<>())
                .add(IndexRecords.file(Searches.binary(hit, Layout.FILE_RECORD))),
        Layout.FILE_CONTENT);
    byContent.values().forEach(files -> files.sort(CorpusFile.ORDER));
    return each(blobs, byContent);
  }

  /// Hands over the files that hold contents.
  private void forEachFileOf(
      List<String> ids, List<String> stored, Searches.HitVisitor visitor, String... fields)
      throws IOException {
    List<String> distinct = List.copyOf(new HashSet<>(ids));
    for (int from = 0; from < distinct.size(); from += CONTENTS) {
      List<String> some = distinct.subList(from, Math.min(from + CONTENTS, distinct.size()));
      ObjectNode query = Searches.terms(Layout.FILE_CONTENT, some);
      ObjectNode first = Searches.hits(query, page, fields);
      if (!stored.isEmpty()) {
        var names = first.putArray("stored_fields");
        stored.forEach(names::add);
      }
      JsonNode answer = index.ask(List.of(first)).getFirst();
      if (Searches.total(answer) <= page) {
        for (JsonNode hit : Searches.hits(answer)) {
          visitor.visit(hit);
        }
      } else {
        index.searches().forEach(query, Layout.ORDER, page, stored, visitor, fields);
      }
    }
  }
}
