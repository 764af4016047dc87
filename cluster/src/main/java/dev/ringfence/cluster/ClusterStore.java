package dev.ringfence.cluster;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.corpus.index.CorpusIndex;
import dev.ringfence.corpus.index.IndexRebuilder;
import dev.ringfence.corpus.index.IndexRecords;
import dev.ringfence.corpus.index.IndexStore;
import dev.ringfence.corpus.index.IndexVerifier;
import dev.ringfence.corpus.index.IndexedContent;
import dev.ringfence.corpus.index.StoredTokens;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.index.WorkIndex;
import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Indexes on a cluster, by their addresses.
public final class ClusterStore implements IndexStore {
  private static final int BATCH = 100;

  /// The store.
  public ClusterStore() {}

  @Override
  public boolean takes(String address) {
    return ClusterAddress.isOne(address);
  }

  @Override
  public String name(String address) {
    return ClusterAddress.written(address);
  }

  private static ClusterAddress parse(String address) throws IOException {
    return ClusterAddress.parse(address, System::getenv);
  }

  @Override
  public WorkIndex open(String address) throws IOException {
    return ClusterIndex.open(parse(address));
  }

  @Override
  public List<Work> works(String address) throws IOException {
    try (ClusterClient client = ClusterClient.connect(parse(address))) {
      Optional<MarkedIndex> found = MarkedIndex.findIfThere(client);
      return found.isEmpty()
          ? List.of()
          : ClusterIndex.readWorks(new Searches(client, found.get().index()), found.get().marker());
    }
  }

  @Override
  public String state(String address) throws IOException {
    try (ClusterClient client = ClusterClient.connect(parse(address))) {
      Optional<MarkedIndex> found = MarkedIndex.findIfThere(client);
      return found.isEmpty() ? "" : found.get().index() + " " + found.get().marker().generation();
    }
  }

  @Override
  public void put(CorpusIndex from, String address, LongConsumer done) throws IOException {
    try (ClusterWriter writer = writer(address)) {
      writer.put(from, done);
    }
  }

  private static ClusterWriter writer(String address) throws IOException {
    return new ClusterWriter(ClusterClient.connect(parse(address)));
  }

  @Override
  public void merge(CorpusIndex from, String address, LongConsumer done) throws IOException {
    try (ClusterWriter writer = writer(address)) {
      writer.merge(from, done);
    }
  }

  @Override
  public void remove(String address, List<Work> works) throws IOException {
    try (ClusterWriter writer = writer(address)) {
      writer.remove(works.stream().map(Work::id).toList());
    }
  }

  @Override
  public void replaceRecord(String address, Work work) throws IOException {
    try (ClusterWriter writer = writer(address)) {
      writer.replaceRecord(work);
    }
  }

  @Override
  public void compact(String address) throws IOException {
    try (ClusterWriter writer = writer(address)) {
      writer.compact();
    }
  }

  @Override
  public void copy(String address, Path folder, LongConsumer done) throws IOException {
    if (CorpusIndex.exists(folder)) {
      throw RingfenceException.usage(
          Diagnostic.of(
                  "usage/exists",
                  "there is an index at `" + folder + "` already",
                  "name a folder that does not exist yet")
              .at(folder.toString()));
    }
    try (ClusterIndex index = ClusterIndex.open(parse(address));
        IndexRebuilder rebuilt = IndexRebuilder.open(folder, index.hasFunctions())) {
      forEachContent(
          index,
          content -> {
            rebuilt.add(content);
            done.accept(1);
          });
      for (String key : index.noticeKeys()) {
        byte[] notice =
            index.searches().fetch(List.of(Layout.noticeId(key)), Layout.NOTICE).getFirst();
        rebuilt.addNotice(IndexRecords.inflate(notice));
      }
      for (Work work : index.works()) {
        List<CorpusFile> files = new ArrayList<>();
        index.forEachFile(work, files::add);
        for (CorpusFile file : files) {
          rebuilt.add(work, file);
          done.accept(1);
        }
        rebuilt.add(work);
      }
      // Nothing may have been written meanwhile.
      index.checkState();
      rebuilt.commit();
    }
  }

  /// Takes a content.
  @FunctionalInterface
  interface ContentVisitor {
    void visit(IndexRecords.StoredContent content) throws IOException;
  }

  private static void forEachContent(ClusterIndex index, ContentVisitor visitor)
      throws IOException {
    List<String> ids = new ArrayList<>();
    index.forEachContent(ids::add);
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<String> some = ids.subList(from, Math.min(from + BATCH, ids.size()));
      List<byte[]> tokens = index.searches().fetch(some, Layout.TOKENS);
      List<byte[]> texts = index.searches().fetch(some, Layout.TEXT);
      List<byte[]> functions =
          index.hasFunctions() ? index.searches().columns(some, Layout.FUNCTIONS) : List.of();
      for (int i = 0; i < some.size(); i++) {
        StoredTokens decoded =
            new IndexedContent(new long[0], new long[0], new int[0], tokens.get(i)).tokens();
        visitor.visit(
            new IndexRecords.StoredContent(
                Layout.key(some.get(i)),
                Language.ofNumber(decoded.language()),
                IndexedContent.of(decoded),
                index.hasFunctions()
                    ? Optional.of(Layout.functions(functions.get(i)))
                    : Optional.empty(),
                texts.get(i)));
      }
    }
  }

  @Override
  public IndexVerifier.Report verify(String address) throws IOException {
    try (ClusterIndex index = ClusterIndex.open(parse(address))) {
      return ClusterVerifier.verify(index);
    }
  }
}
