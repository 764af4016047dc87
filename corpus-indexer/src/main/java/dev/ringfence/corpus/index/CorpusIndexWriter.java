package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.FingerprintFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Writes an index. One process at a time; adding blobs and files is safe for several threads.
/// Nothing is visible before [#commit]; a crash leaves the commit before.
public final class CorpusIndexWriter implements AutoCloseable {
  private static final double BUFFER_MEGABYTES = 32;
  private static final double SEGMENTS_PER_TIER = 4;

  private final Path path;
  private final Directory directory;
  private final IndexWriter writer;
  private final TokenModel model;
  private final Map<String, Work> works = new TreeMap<>();
  private BlobBatch batch = new BlobBatch();
  private final Set<String> blobs = ConcurrentHashMap.newKeySet();

  private CorpusIndexWriter(Path path, Directory directory, IndexWriter writer, TokenModel model) {
    this.path = path;
    this.directory = directory;
    this.writer = writer;
    this.model = model;
  }

  /// Opens an index for writing, creating it where there is none.
  public static CorpusIndexWriter open(Path path) throws IOException {
    boolean exists = CorpusIndex.exists(path);
    if (!exists && Files.exists(path)) {
      if (!Files.isDirectory(path)) {
        throw CorpusIndex.foreign(path, "it is a file");
      }
      try (Stream<Path> entries = Files.list(path)) {
        // A write lock alone is what a first run that was cut short leaves.
        if (entries.anyMatch(entry -> !entry.endsWith("write.lock"))) {
          throw CorpusIndex.foreign(path, "the folder holds other files");
        }
      }
    }
    Files.createDirectories(path);
    Directory directory = FSDirectory.open(path);
    IndexWriter writer = null;
    try {
      IndexWriterConfig config = new IndexWriterConfig();
      config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
      config.setCodec(new Lucene104Codec(Lucene104Codec.Mode.BEST_COMPRESSION));
      config.setCommitOnClose(false);
      // A lookup seeks in every segment, so there should be few; merges end before the commit does.
      config.setMergePolicy(new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_PER_TIER));
      config.setMergeScheduler(new SerialMergeScheduler());
      writer = new IndexWriter(directory, config);
      TokenModel model = new TokenModel();
      CorpusIndexWriter opened;
      if (exists) {
        try (CorpusIndex index = CorpusIndex.open(path)) {
          opened = new CorpusIndexWriter(path, directory, writer, index.copyModel());
          index.works().forEach(work -> opened.works.put(work.id(), work));
          opened.blobs.addAll(index.blobKeys());
        }
      } else {
        opened = new CorpusIndexWriter(path, directory, writer, model);
      }
      return opened;
    } catch (LockObtainFailedException e) {
      directory.close();
      throw RingfenceException.usage(
          Diagnostic.of(
                  "index/locked",
                  "another process is writing this index",
                  "wait for it to end, then run the command again")
              .at(path.toString()));
    } catch (IOException | RuntimeException e) {
      if (writer != null) {
        writer.rollback();
      }
      directory.close();
      throw e;
    }
  }

  /// The works in the index, by id, with those added since the last commit.
  public Map<String, Work> works() {
    return works;
  }

  /// Claims a content for the caller, who then adds it.
  ///
  /// @return whether it is new
  boolean claim(byte[] key) {
    return blobs.add(IndexFormat.keyText(key));
  }

  /// Adds a content that was claimed. Writes a segment whenever enough of them have come together.
  void addBlob(BlobContent blob, StoredTokens tokens) throws IOException {
    BlobBatch full = null;
    synchronized (this) {
      batch.add(blob);
      if (batch.isFull()) {
        full = batch;
        batch = new BlobBatch();
      }
    }
    synchronized (model) {
      int language = blob.language().kin().number();
      model.count(language, tokens.symbols(), tokens.size(), 1);
    }
    write(full);
  }

  private void write(@Nullable BlobBatch full) throws IOException {
    if (full != null && full.size() > 0) {
      try (BlobBatchReader reader = new BlobBatchReader(full)) {
        writer.addIndexes(reader);
      }
    }
  }

  /// Adds a file of a work; its blob must have been added.
  public void addFile(CorpusFile file) throws IOException {
    Document document = new Document();
    document.add(
        new StringField(IndexFormat.FILE, file.workId() + "\t" + file.path(), Field.Store.NO));
    document.add(
        new StringField(
            IndexFormat.FILE_BLOB,
            new BytesRef(IndexFormat.blobKey(file.swhid(), file.language())),
            Field.Store.NO));
    document.add(new StringField(IndexFormat.FILE_WORK, file.workId(), Field.Store.NO));
    document.add(new StoredField(IndexFormat.FILE_RECORD, Records.encode(file)));
    writer.addDocument(document);
  }

  /// Adds a work, once all of its files have been added.
  public void addWork(Work work) throws IOException {
    Document document = new Document();
    document.add(new StringField(IndexFormat.WORK, work.id(), Field.Store.NO));
    document.add(new StoredField(IndexFormat.WORK_RECORD, Records.encode(work)));
    writer.addDocument(document);
    works.put(work.id(), work);
  }

  /// Takes out a work and its files. Contents stay, unseen, until no work is left that holds them.
  public void removeWork(String id) throws IOException {
    writer.deleteDocuments(new Term(IndexFormat.FILE_WORK, id));
    writer.deleteDocuments(new Term(IndexFormat.WORK, id));
    works.remove(id);
  }

  /// Makes everything added visible, at once.
  public void commit() throws IOException {
    BlobBatch last;
    synchronized (this) {
      last = batch;
      batch = new BlobBatch();
    }
    write(last);
    String digest = logicalDigest(works.values());
    long generation = 1 + lastGeneration();
    String name = "model-" + generation;
    Path temporary = path.resolve(name + ".tmp");
    Files.write(temporary, model.encode());
    Files.move(temporary, path.resolve(name), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    writer.setLiveCommitData(
        Map.of(
                IndexFormat.DATA_FORMAT,
                String.valueOf(IndexFormat.VERSION),
                IndexFormat.DATA_FINGERPRINTS,
                String.valueOf(FingerprintFormat.VERSION),
                IndexFormat.DATA_MODEL,
                name,
                IndexFormat.DATA_DIGEST,
                digest)
            .entrySet());
    writer.flush();
    writer.maybeMerge();
    writer.commit();
    for (Path old : models()) {
      if (!old.endsWith(name)) {
        Files.deleteIfExists(old);
      }
    }
  }

  private List<Path> models() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(p -> String.valueOf(p.getFileName()).matches("model-[0-9]+(\\.tmp)?"))
          .toList();
    }
  }

  private long lastGeneration() throws IOException {
    long last = 0;
    for (Path model : models()) {
      String number = String.valueOf(model.getFileName()).replaceAll("\\D", "");
      last = Math.max(last, Long.parseLong(number));
    }
    return last;
  }

  /// The digest of a set of works: equal for the same works, whatever their order, threads or
  /// machine.
  static String logicalDigest(Iterable<Work> works) {
    TreeSet<String> lines = new TreeSet<>();
    works.forEach(work -> lines.add(work.id() + "\t" + work.role().id() + "\t" + work.digest()));
    String all = IndexFormat.parameters() + "\n" + String.join("\n", lines);
    return DigestUtils.sha256Hex(all.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    // What was not committed is dropped.
    writer.rollback();
    directory.close();
  }
}
