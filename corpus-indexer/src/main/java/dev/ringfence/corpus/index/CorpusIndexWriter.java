package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
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
  private static final String NEW_OR_INDEX =
      "name the folder of an index, or a folder that does not exist yet";

  private static final double BUFFER_MEGABYTES = 32;
  private static final double SEGMENTS_PER_TIER = 4;

  private final ModelFiles models;
  private final Directory directory;
  private final IndexWriter writer;
  private final TokenModel model;
  private final Map<String, Work> works = new TreeMap<>();
  private BlobBatch batch = new BlobBatch();
  private final KnownContents contents;
  private final Set<String> notices = new HashSet<>();
  private final WriterMark mark;
  private long lastSerial;
  private boolean hasOrphans;

  /// Whether every content has the features of its functions: not where an index goes on that was
  /// made before there were any.
  private boolean hasFunctions = true;

  private CorpusIndexWriter(
      Path path, Directory directory, IndexWriter writer, TokenModel model, WriterMark mark)
      throws IOException {
    this.contents = new KnownContents(writer);
    this.models = new ModelFiles(path);
    this.mark = mark;
    this.directory = directory;
    this.writer = writer;
    this.model = model;
  }

  /// Opens an index for writing, creating it where there is none.
  public static CorpusIndexWriter open(Path path) throws IOException {
    boolean exists = CorpusIndex.exists(path);
    if (!exists && Files.exists(path)) {
      if (!Files.isDirectory(path)) {
        throw IndexFaults.foreign(path, "it is a file", NEW_OR_INDEX);
      }
      try (Stream<Path> entries = Files.list(path)) {
        // What a first run that was cut short leaves is no reason to refuse.
        if (entries.anyMatch(entry -> !isOwn(String.valueOf(entry.getFileName())))) {
          throw IndexFaults.foreign(path, "the folder holds other files", NEW_OR_INDEX);
        }
      }
    }
    Files.createDirectories(path);
    Directory directory = FSDirectory.open(path);
    IndexWriter writer = null;
    try {
      writer = new IndexWriter(directory, config());
      WriterMark mark = WriterMark.set(path);
      CorpusIndexWriter opened;
      if (exists) {
        try (CorpusIndex index = CorpusIndex.open(path)) {
          opened = new CorpusIndexWriter(path, directory, writer, index.copyModel(), mark);
          index.works().forEach(work -> opened.works.put(work.id(), work));
          opened.notices.addAll(index.noticeKeys());
          opened.hasFunctions = index.hasFunctions() || index.works().isEmpty();
          opened.lastSerial = index.works().stream().mapToLong(Work::serial).max().orElse(0);
        }
      } else {
        opened = new CorpusIndexWriter(path, directory, writer, new TokenModel(), mark);
      }
      return opened;
    } catch (LockObtainFailedException e) {
      directory.close();
      throw RingfenceException.usage(
          Diagnostic.of(
                  "index/locked",
                  "another process is writing this index: " + WriterMark.read(path),
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

  private static final Pattern OWN =
      Pattern.compile(
          "_[0-9a-z]+[._].*|(pending_)?segments(_[0-9a-z]+)?|write\\.lock|model-[0-9]+(\\.tmp)?|"
              + Pattern.quote(WriterMark.NAME));

  /// Whether a file in the folder is one that an index consists of.
  static boolean isOwn(String file) {
    return OWN.matcher(file).matches();
  }

  static IndexWriterConfig config() {
    IndexWriterConfig config = new IndexWriterConfig();
    config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
    config.setCodec(new Lucene104Codec(Lucene104Codec.Mode.BEST_COMPRESSION));
    config.setCommitOnClose(false);
    // A lookup seeks in every segment, so there should be few; merges end before the commit does.
    config.setMergePolicy(new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_PER_TIER));
    config.setMergeScheduler(new SerialMergeScheduler());
    return config;
  }

  /// From now on not every content has the features of its functions.
  void leaveFunctionsOut() {
    hasFunctions = false;
  }

  /// A number for a work that is about to be added.
  long nextSerial() {
    return ++lastSerial;
  }

  /// The works in the index, by id, with those added since the last commit.
  public Map<String, Work> works() {
    return works;
  }

  /// Claims a content for the caller, who then adds it.
  ///
  /// @return whether it is new
  boolean claim(byte[] key) throws IOException {
    return contents.claim(key);
  }

  /// The number of tokens of a content that somebody has claimed or added; 0 where it is not known.
  int tokens(byte[] key) throws IOException {
    return contents.tokens(key);
  }

  /// Gives a claim back: the content was not added after all.
  void unclaim(byte[] key) {
    contents.unclaim(key);
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
    contents.counted(blob.key(), tokens.size());
    synchronized (model) {
      int language = blob.language().kin().number();
      model.count(language, tokens.tokens(), 1);
    }
    write(full);
  }

  private void write(@Nullable BlobBatch full) throws IOException {
    if (full != null && full.size() > 0) {
      try (BlobBatchReader reader = new BlobBatchReader(full)) {
        writer.addIndexes(reader);
      }
      contents.arrived(full.keys);
    }
  }

  /// Keeps a license text.
  ///
  /// @return its SHA-256, hex
  String addNotice(byte[] text) throws IOException {
    String key = DigestUtils.sha256Hex(text);
    if (notices.add(key)) {
      Document document = new Document();
      document.add(new StringField(IndexFormat.NOTICE, key, Field.Store.NO));
      document.add(new StoredField(IndexFormat.NOTICE_TEXT, StoredTokens.deflate(text)));
      writer.addDocument(document);
    }
    return key;
  }

  /// Adds a file of a work; its blob must have been added.
  ///
  /// @param serial the number of the work
  public void addFile(long serial, CorpusFile file) throws IOException {
    Document document = new Document();
    document.add(
        new StringField(IndexFormat.FILE, file.workId() + "\t" + file.path(), Field.Store.NO));
    document.add(
        new StringField(
            IndexFormat.FILE_BLOB,
            new BytesRef(IndexFormat.blobKey(file.swhid(), file.language())),
            Field.Store.NO));
    document.add(new StringField(IndexFormat.FILE_WORK, String.valueOf(serial), Field.Store.NO));
    document.add(new StoredField(IndexFormat.FILE_RECORD, Records.encode(file)));
    document.add(
        new NumericDocValuesField(
            IndexFormat.FILE_HOLDER,
            2 * serial + (file.license().category().isPermissive() ? 1 : 0)));
    writer.addDocument(document);
  }

  /// Adds a work, once all of its files have been added, in place of one with the same id.
  public void addWork(Work work) throws IOException {
    if (works.containsKey(work.id())) {
      removeWork(work.id());
    }
    Document document = new Document();
    document.add(new StringField(IndexFormat.WORK, String.valueOf(work.serial()), Field.Store.NO));
    document.add(new StoredField(IndexFormat.WORK_RECORD, Records.encode(work)));
    writer.addDocument(document);
    works.put(work.id(), work);
  }

  /// Changes what is known of a work, not its files.
  public void replaceRecord(Work work) throws IOException {
    writer.deleteDocuments(new Term(IndexFormat.WORK, String.valueOf(work.serial())));
    works.remove(work.id());
    addWork(work);
  }

  /// Takes out a work and its files, and, at the next commit, the contents that no other holds.
  public void removeWork(String id) throws IOException {
    Work work = works.remove(id);
    if (work != null) {
      writer.deleteDocuments(new Term(IndexFormat.FILE_WORK, String.valueOf(work.serial())));
      writer.deleteDocuments(new Term(IndexFormat.WORK, String.valueOf(work.serial())));
      hasOrphans = true;
    }
  }

  /// Takes out the files of a work that could not be read to its end.
  void dropUnfinished(long serial) throws IOException {
    writer.deleteDocuments(new Term(IndexFormat.FILE_WORK, String.valueOf(serial)));
    hasOrphans = true;
  }

  /// Takes contents and license texts out that no file or work names any more.
  private void dropOrphans() throws IOException {
    Set<String> named = new HashSet<>();
    works.values().forEach(work -> named.addAll(work.provenance().notices().values()));
    try (DirectoryReader reader = DirectoryReader.open(writer)) {
      OrphanFinder.forEachOrphan(
          reader,
          (key, tokens) -> {
            Language language = Language.ofNumber(tokens.language());
            model.count(language.kin().number(), tokens.tokens(), -1);
            writer.deleteDocuments(new Term(IndexFormat.BLOB, BytesRef.deepCopyOf(key)));
          });
      for (String notice : OrphanFinder.notices(reader)) {
        if (!named.contains(notice)) {
          writer.deleteDocuments(new Term(IndexFormat.NOTICE, notice));
        }
      }
    }
    // What a failed work claimed but never added is no more in the index either.
    notices.retainAll(named);
    hasOrphans = false;
  }

  /// Rewrites the index without what was taken out, in few segments.
  public void compact() throws IOException {
    commit();
    writer.forceMerge(1);
    commit();
  }

  /// Puts another index in place of this one, at the next commit.
  ///
  /// @param other an index in a folder of its own that nobody writes
  void replaceBy(CorpusIndex other) throws IOException {
    writer.deleteAll();
    try (Directory from = FSDirectory.open(other.path())) {
      writer.addIndexes(from);
    }
    works.clear();
    other.works().forEach(work -> works.put(work.id(), work));
    contents.refresh();
    notices.clear();
    notices.addAll(other.noticeKeys());
    hasFunctions = other.hasFunctions();
    lastSerial = works.values().stream().mapToLong(Work::serial).max().orElse(0);
    synchronized (model) {
      model.become(other.copyModel());
    }
    hasOrphans = false;
  }

  /// Makes everything added visible, at once.
  public void commit() throws IOException {
    BlobBatch last;
    synchronized (this) {
      last = batch;
      batch = new BlobBatch();
    }
    write(last);
    if (hasOrphans) {
      dropOrphans();
    }
    String digest = CommitData.logicalDigest(works.values());
    byte[] encoded = model.encode();
    String name = models.write(encoded);
    writer.setLiveCommitData(CommitData.of(directory, name, encoded, digest, hasFunctions));
    writer.flush();
    writer.maybeMerge();
    writer.commit();
    contents.refresh();
    models.keep(name);
  }

  @Override
  public void close() throws IOException {
    // What was not committed is dropped.
    try {
      contents.close();
      writer.rollback();
    } finally {
      mark.remove();
      directory.close();
    }
  }
}
