package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.statement.Feature;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// An index on disk, open for reading at one commit. Contents are numbered by their documents in
/// this commit.
public final class CorpusIndex implements WorkIndex {
  private final Path path;
  private final DirectoryReader reader;
  private final List<Work> works;
  private final Map<String, Work> worksById;
  private final Map<Long, Work> worksBySerial;
  private final String digest;
  private final boolean functions;
  private final byte[] storedModel;
  private @Nullable TokenModel model;
  private final int[] blobs;
  private final AtomicReferenceArray<int @Nullable []> deletedBlobs;
  private final Map<Language, Integer> blobsOfKin = new ConcurrentHashMap<>();

  @SuppressWarnings("ArrayParameter")
  private CorpusIndex(
      Path path,
      DirectoryReader reader,
      List<Work> works,
      String digest,
      boolean functions,
      byte[] storedModel)
      throws IOException {
    this.functions = functions;
    this.path = path;
    this.reader = reader;
    this.works = List.copyOf(works);
    this.worksById =
        works.stream()
            .collect(java.util.stream.Collectors.toUnmodifiableMap(Work::id, work -> work));
    this.worksBySerial =
        works.stream()
            .collect(java.util.stream.Collectors.toUnmodifiableMap(Work::serial, work -> work));
    this.digest = digest;
    this.storedModel = storedModel;
    this.blobs = readBlobs(reader);
    this.deletedBlobs = new AtomicReferenceArray<>(reader.leaves().size());
  }

  /// Whether a folder holds a Lucene index.
  public static boolean exists(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (FSDirectory directory = FSDirectory.open(path)) {
      return DirectoryReader.indexExists(directory);
    }
  }

  /// How often a commit may come between opening the index and reading its model.
  private static final int TRIES = 5;

  /// Opens the last commit. What is wrong with the folder is a [RingfenceException].
  ///
  /// Its files have then been read against their checksums, now or, unchanged since, before.
  public static CorpusIndex open(Path path) throws IOException {
    return open(path, CheckedFiles.ofUser());
  }

  /// Opens an index and reads all of its files against their checksums now.
  public static CorpusIndex openChecked(Path path) throws IOException {
    return open(path, CheckedFiles.none());
  }

  static CorpusIndex open(Path path, CheckedFiles memory) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return openOnce(path, memory);
      } catch (NoSuchFileException e) {
        if (tries == TRIES) {
          throw corrupt(path, e);
        }
      }
    }
  }

  private static CorpusIndex openOnce(Path path, CheckedFiles memory) throws IOException {
    if (!Files.exists(path)) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "index/not-found",
              "no index at `" + path + "`; nothing was checked",
              "make one with `ringfence index add " + path + " SOURCE...`"));
    }
    if (!Files.isDirectory(path)) {
      throw foreign(path, "it is a file");
    }
    DirectoryReader reader;
    try {
      reader = DirectoryReader.open(FSDirectory.open(path));
    } catch (IndexNotFoundException e) {
      throw foreign(path, "no commit is in it");
    } catch (IndexFormatTooNewException | IndexFormatTooOldException e) {
      throw foreign(path, "another version of Lucene wrote it");
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException | RuntimeException | AssertionError e) {
      throw corrupt(path, e);
    }
    try {
      Map<String, String> data = reader.getIndexCommit().getUserData();
      String format = data.get(IndexFormat.DATA_FORMAT);
      String fingerprints = data.get(IndexFormat.DATA_FINGERPRINTS);
      String modelFile = data.get(IndexFormat.DATA_MODEL);
      if (format == null || fingerprints == null || modelFile == null) {
        throw foreign(path, "another program wrote it");
      }
      if (!IndexFormat.isReadable(format, fingerprints)) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                    "index/format-mismatch",
                    "the index has format "
                        + format
                        + "."
                        + fingerprints
                        + ", this version reads "
                        + IndexFormat.VERSION
                        + "."
                        + FingerprintFormat.VERSION
                        + "; nothing was checked",
                    "build the index again")
                .at(path.toString()));
      }
      FileIntegrity.check(reader.directory(), path, reader.getIndexCommit(), memory);
      // Read now: the next commit of another process deletes the file.
      byte[] model = Files.readAllBytes(path.resolve(modelFile));
      String modelDigest = data.get(IndexFormat.DATA_MODEL_DIGEST);
      if (modelDigest != null && !modelDigest.equals(DigestUtils.sha256Hex(model))) {
        throw new CorruptIndexException("not the file that was written", modelFile);
      }
      List<Work> works = readWorks(reader);
      String digest = CorpusIndexWriter.logicalDigest(works);
      if (!digest.equals(data.get(IndexFormat.DATA_DIGEST))) {
        throw new CorruptIndexException("its digest does not follow from its works", "works");
      }
      boolean functions =
          String.valueOf(Feature.VERSION).equals(data.get(IndexFormat.DATA_FUNCTIONS));
      return new CorpusIndex(path, reader, works, digest, functions, model);
    } catch (RingfenceException | FileSystemException e) {
      reader.close();
      throw e;
    } catch (IOException | RuntimeException | AssertionError e) {
      // Damaged bytes make the decoders fail in many ways; by assertions too, where they are on.
      reader.close();
      throw corrupt(path, e);
    }
  }

  private static RingfenceException foreign(Path path, String why) {
    return foreign(path, why, "name the folder of an index; INDEX stands first");
  }

  static RingfenceException foreign(Path path, String why, String help) {
    return RingfenceException.incomplete(
        Diagnostic.of(
                "index/foreign", "not a Ringfence index: " + why + "; nothing was checked", help)
            .at(path.toString()));
  }

  private static RingfenceException corrupt(Path path, Throwable cause) {
    return RingfenceException.incomplete(
        Diagnostic.of(
                "index/damaged",
                "the index is damaged; nothing was checked",
                "`ringfence index verify "
                    + path
                    + "` tells more; build the index again, or restore it from a pack or a copy")
            .at(path.toString())
            .note(String.valueOf(cause.getMessage())));
  }

  /// Reads something of the index.
  @FunctionalInterface
  interface Reading<T> {
    T read() throws IOException;
  }

  /// Reads; whatever damaged bytes make of that is one kind of fault, which names the index.
  <T> T guarded(Reading<T> reading) {
    try {
      return reading.read();
    } catch (RingfenceException | AlreadyClosedException e) {
      throw e;
    } catch (IOException | RuntimeException | InternalError | AssertionError e) {
      // An InternalError is what the machine makes of a file that was cut while it is mapped.
      throw corrupt(path, e);
    }
  }

  private static List<Work> readWorks(DirectoryReader reader) throws IOException {
    List<Work> works = new ArrayList<>();
    StoredFields stored = reader.storedFields();
    for (LeafReaderContext leaf : reader.leaves()) {
      Terms terms = leaf.reader().terms(IndexFormat.WORK);
      if (terms == null) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      TermsEnum each = terms.iterator();
      while (each.next() != null) {
        PostingsEnum postings = each.postings(null, PostingsEnum.NONE);
        for (int d = postings.nextDoc();
            d != DocIdSetIterator.NO_MORE_DOCS;
            d = postings.nextDoc()) {
          if (live == null || live.get(d)) {
            BytesRef json =
                stored
                    .document(leaf.docBase + d, Set.of(IndexFormat.WORK_RECORD))
                    .getBinaryValue(IndexFormat.WORK_RECORD);
            works.add(Records.decode(json.bytes, json.offset, json.length, Work.class));
          }
        }
      }
    }
    works.sort(Comparator.comparing(Work::id));
    return works;
  }

  /// The folder.
  public Path path() {
    return path;
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public Instant written() throws IOException {
    Instant written = Instant.EPOCH;
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Instant time = Files.getLastModifiedTime(file).toInstant();
        written = time.isAfter(written) ? time : written;
      }
    }
    return written;
  }

  @Override
  public List<Work> works() {
    return works;
  }

  @Override
  public Optional<Work> work(String id) {
    return Optional.ofNullable(worksById.get(id));
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public synchronized TokenModel model() {
    if (model == null) {
      model = copyModel().withContexts();
    }
    return model;
  }

  TokenModel copyModel() {
    return guarded(() -> TokenModel.decode(storedModel));
  }

  Set<String> blobKeys() throws IOException {
    Set<String> keys = new HashSet<>();
    for (int blob : blobs) {
      keys.add(IndexFormat.keyText(key(blob)));
    }
    return keys;
  }

  Set<String> noticeKeys() throws IOException {
    return new HashSet<>(OrphanFinder.notices(reader));
  }

  @Override
  public Optional<String> notice(String key) throws IOException {
    Optional<byte[]> text = storedNotice(key);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(
            guarded(
                () -> SourceText.decode(StoredTokens.inflate(text.get(), 0, text.get().length))));
  }

  /// A license text as it is stored.
  Optional<byte[]> storedNotice(String key) {
    return guarded(() -> readNotice(key));
  }

  private Optional<byte[]> readNotice(String key) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      int d = firstLive(leaf.reader(), new org.apache.lucene.index.Term(IndexFormat.NOTICE, key));
      if (d >= 0) {
        BytesRef text =
            leaf.reader()
                .storedFields()
                .document(d, Set.of(IndexFormat.NOTICE_TEXT))
                .getBinaryValue(IndexFormat.NOTICE_TEXT);
        return Optional.of(BytesRef.deepCopyOf(text).bytes);
      }
    }
    return Optional.empty();
  }

  private static int firstLive(LeafReader segment, org.apache.lucene.index.Term term)
      throws IOException {
    PostingsEnum docs = segment.postings(term, PostingsEnum.NONE);
    Bits live = segment.getLiveDocs();
    if (docs != null) {
      for (int d = docs.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = docs.nextDoc()) {
        if (live == null || live.get(d)) {
          return d;
        }
      }
    }
    return -1;
  }

  @Override
  public int blobCount() {
    return blobs.length;
  }

  /// All blobs, ascending.
  public int[] blobs() {
    return blobs.clone();
  }

  private static int[] readBlobs(DirectoryReader reader) throws IOException {
    int[] blobs = new int[reader.getDocCount(IndexFormat.BLOB)];
    int n = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      Bits live = leaf.reader().getLiveDocs();
      BinaryDocValues keys = leaf.reader().getBinaryDocValues(IndexFormat.KEY);
      int all = 0;
      for (int d = keys == null ? DocIdSetIterator.NO_MORE_DOCS : keys.nextDoc();
          d != DocIdSetIterator.NO_MORE_DOCS;
          d = keys.nextDoc()) {
        all++;
        if (live == null || live.get(d)) {
          blobs[n++] = leaf.docBase + d;
        }
      }
      Terms terms = leaf.reader().terms(IndexFormat.BLOB);
      if (all != (terms == null ? 0 : terms.getDocCount())) {
        throw new CorruptIndexException("contents are missing", "segment " + leaf.ord);
      }
    }
    return Arrays.copyOf(blobs, n);
  }

  /// The blobs of a segment that are deleted, ascending, as the segment numbers them.
  int[] deletedBlobs(LeafReaderContext leaf) throws IOException {
    int[] known = deletedBlobs.get(leaf.ord);
    if (known == null) {
      known = readDeletedBlobs(leaf.reader());
      deletedBlobs.set(leaf.ord, known);
    }
    return known;
  }

  private static int[] readDeletedBlobs(LeafReader segment) throws IOException {
    Bits live = segment.getLiveDocs();
    BinaryDocValues keys = segment.getBinaryDocValues(IndexFormat.KEY);
    if (live == null || keys == null) {
      return new int[0];
    }
    int[] deleted = new int[segment.numDeletedDocs()];
    int n = 0;
    for (int d = keys.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = keys.nextDoc()) {
      if (!live.get(d)) {
        deleted[n++] = d;
      }
    }
    return Arrays.copyOf(deleted, n);
  }

  @Override
  public int blobCount(Language language) throws IOException {
    Integer known = blobsOfKin.get(language);
    if (known != null) {
      return known;
    }
    int count = guarded(() -> countKin(language));
    blobsOfKin.put(language, count);
    return count;
  }

  private int countKin(Language language) throws IOException {
    int count = 0;
    for (Language kin : Language.values()) {
      if (kin.isKin(language)) {
        for (LeafReaderContext leaf : reader.leaves()) {
          Terms terms = leaf.reader().terms(IndexFormat.LANGUAGE);
          TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
          if (each.seekExact(new BytesRef(kin.id()))) {
            count += IndexLookup.liveFrequency(each, deletedBlobs(leaf));
          }
        }
      }
    }
    return count;
  }

  @Override
  public long fingerprintCount(Channel channel) throws IOException {
    return reader.getSumDocFreq(IndexLookup.field(channel));
  }

  @Override
  public OriginSession session() {
    return new IndexLookup(this);
  }

  @Override
  public int[] tokenBytes(int... blobs) {
    return guarded(() -> {
      int[] bytes = new int[blobs.length];
      for (int i = 0; i < blobs.length; i++) {
        BytesRef value = storedTokens(blobs[i]);
        bytes[i] = StoredTokens.inflatedLength(value.bytes, value.offset, value.length);
      }
      return bytes;
    });
  }

  private <T> List<T> each(int[] blobs, OfContent<T> reading) {
    return guarded(() -> {
      List<T> read = new ArrayList<>(blobs.length);
      for (int blob : blobs) {
        read.add(reading.of(blob));
      }
      return read;
    });
  }

  private interface OfContent<T> {
    T of(int blob) throws IOException;
  }

  @Override
  public List<StoredTokens> tokens(int... blobs) {
    return each(blobs, this::tokens);
  }

  @Override
  public List<Optional<String>> texts(int... blobs) {
    return each(blobs, this::text);
  }

  @Override
  public List<String> contentKeys(int... blobs) {
    return each(blobs, this::contentKey);
  }

  @Override
  public List<List<Holder>> holders(int... blobs) {
    return each(blobs, this::holders);
  }

  @Override
  public List<List<CorpusFile>> files(int... blobs) {
    return each(blobs, this::files);
  }

  /// The tokens of a blob.
  public StoredTokens tokens(int blob) throws IOException {
    return guarded(() -> {
      BytesRef value = storedTokens(blob);
      StoredTokens tokens = StoredTokens.decode(value.bytes, value.offset, value.length);
      if (tokens.size() < FingerprintFormat.EXACT.k()) {
        throw new CorruptIndexException("a content without tokens", "content " + blob);
      }
      return tokens;
    });
  }

  @Override
  public boolean hasFunctions() {
    return functions;
  }

  @Override
  public List<byte[]> functionSizes(int... some) {
    return guarded(() -> {
      List<byte[]> sizes = new ArrayList<>();
      for (int blob : some) {
        BytesRef value = functions ? docValue(blob, IndexFormat.FUNCTION_SIZES) : null;
        sizes.add(value == null ? new byte[0] : BytesRef.deepCopyOf(value).bytes);
      }
      return sizes;
    });
  }

  private BytesRef storedTokens(int blob) throws IOException {
    BytesRef value = docValue(blob, IndexFormat.TOKENS);
    if (value == null) {
      throw new CorruptIndexException("a content without tokens", "content " + blob);
    }
    return value;
  }

  /// The text of a blob; empty where the index was made without text.
  public Optional<String> text(int blob) throws IOException {
    return hasText(blob) ? Optional.of(SourceText.decode(textBytes(blob))) : Optional.empty();
  }

  boolean hasText(int blob) {
    return guarded(() -> {
      BytesRef value = docValue(blob, IndexFormat.TEXT);
      return value != null && value.length > 0;
    });
  }

  /// The text of a blob as it is stored; empty where the index was made without.
  byte[] storedText(int blob) {
    return guarded(() -> {
      BytesRef value = docValue(blob, IndexFormat.TEXT);
      return value == null ? new byte[0] : BytesRef.deepCopyOf(value).bytes;
    });
  }

  byte[] textBytes(int blob) {
    return guarded(() -> {
      BytesRef value = docValue(blob, IndexFormat.TEXT);
      return value == null
          ? new byte[0]
          : StoredTokens.inflate(value.bytes, value.offset, value.length);
    });
  }

  private @Nullable BytesRef docValue(int blob, String field) throws IOException {
    LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(blob, reader.leaves()));
    BinaryDocValues values = leaf.reader().getBinaryDocValues(field);
    return values != null && values.advanceExact(blob - leaf.docBase) ? values.binaryValue() : null;
  }

  /// The key of a blob's content and language: the same in every index.
  public String contentKey(int blob) throws IOException {
    return guarded(() -> IndexFormat.keyText(key(blob)));
  }

  private BytesRef key(int blob) throws IOException {
    BytesRef key = docValue(blob, IndexFormat.KEY);
    if (key == null || key.length != IndexFormat.KEY_BYTES) {
      throw new CorruptIndexException("a content without a key", "content " + blob);
    }
    return key;
  }

  private interface FileVisitor {
    void visit(LeafReader segment, int document) throws IOException;
  }

  /// Visits the live file documents that hold a blob.
  private void forEachFileOf(int blob, FileVisitor visitor) throws IOException {
    BytesRef wanted = BytesRef.deepCopyOf(key(blob));
    for (LeafReaderContext leaf : reader.leaves()) {
      LeafReader segment = leaf.reader();
      PostingsEnum docs =
          segment.postings(
              new org.apache.lucene.index.Term(IndexFormat.FILE_BLOB, wanted), PostingsEnum.NONE);
      if (docs == null) {
        continue;
      }
      Bits live = segment.getLiveDocs();
      for (int d = docs.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = docs.nextDoc()) {
        if (live == null || live.get(d)) {
          visitor.visit(segment, d);
        }
      }
    }
  }

  /// The files that hold a blob, by work and path; at least one.
  public List<CorpusFile> files(int blob) throws IOException {
    List<CorpusFile> files = guarded(() -> readFiles(blob));
    files.sort(CorpusFile.ORDER);
    return files;
  }

  private List<CorpusFile> readFiles(int blob) throws IOException {
    List<CorpusFile> files = new ArrayList<>();
    forEachFileOf(
        blob,
        (segment, document) -> {
          BytesRef json =
              segment
                  .storedFields()
                  .document(document, Set.of(IndexFormat.FILE_RECORD))
                  .getBinaryValue(IndexFormat.FILE_RECORD);
          files.add(Records.decode(json.bytes, json.offset, json.length, CorpusFile.class));
        });
    if (files.isEmpty()) {
      // A commit takes out contents that no file holds.
      throw new CorruptIndexException("a content of no file", "content " + blob);
    }
    return files;
  }

  /// The works that hold a blob, one entry a file, in no order: [#files] without their records,
  /// which take a thousand times as long to read.
  public List<Holder> holders(int blob) throws IOException {
    return guarded(() -> readHolders(blob));
  }

  private List<Holder> readHolders(int blob) throws IOException {
    List<Holder> holders = new ArrayList<>();
    forEachFileOf(
        blob,
        (segment, document) -> {
          NumericDocValues values = segment.getNumericDocValues(IndexFormat.FILE_HOLDER);
          if (values == null || !values.advanceExact(document)) {
            throw new CorruptIndexException("a file has no holder", "document " + document);
          }
          Work work = worksBySerial.get(values.longValue() >> 1);
          if (work == null) {
            throw new CorruptIndexException("a file of no work", "document " + document);
          }
          holders.add(new Holder(work, (values.longValue() & 1) != 0));
        });
    if (holders.isEmpty()) {
      throw new CorruptIndexException("a content of no file", "content " + blob);
    }
    return holders;
  }

  @Override
  public void forEachFile(Work work, Consumer<CorpusFile> consumer) throws IOException {
    org.apache.lucene.index.Term term =
        new org.apache.lucene.index.Term(IndexFormat.FILE_WORK, String.valueOf(work.serial()));
    for (LeafReaderContext leaf : reader.leaves()) {
      LeafReader segment = leaf.reader();
      Optional<PostingsEnum> found =
          guarded(() -> Optional.ofNullable(segment.postings(term, PostingsEnum.NONE)));
      if (found.isEmpty()) {
        continue;
      }
      PostingsEnum docs = found.get();
      Bits live = segment.getLiveDocs();
      StoredFields stored = guarded(segment::storedFields);
      for (int d = next(docs); d != DocIdSetIterator.NO_MORE_DOCS; d = next(docs)) {
        if (live == null || live.get(d)) {
          int document = d;
          consumer.accept(
              guarded(() -> {
                BytesRef json =
                    stored
                        .document(document, Set.of(IndexFormat.FILE_RECORD))
                        .getBinaryValue(IndexFormat.FILE_RECORD);
                return Records.decode(json.bytes, json.offset, json.length, CorpusFile.class);
              }));
        }
      }
    }
  }

  private int next(PostingsEnum docs) {
    return guarded(docs::nextDoc);
  }

  /// The reader, for what works on the index as a whole.
  DirectoryReader reader() {
    return reader;
  }

  /// The token model as it is stored.
  byte[] storedModel() {
    return storedModel.clone();
  }

  @Override
  public Optional<CorpusFile> file(Work work, String path) throws IOException {
    List<CorpusFile> found = new ArrayList<>();
    forEachFile(
        work,
        file -> {
          if (file.path().equals(path)) {
            found.add(file);
          }
        });
    return found.stream()
        .max(
            Comparator.comparing((CorpusFile file) ->
                    file.revision().map(revision -> revision.date()).orElse(""))
                .thenComparing(CorpusFile::swhid));
  }

  @Override
  public Optional<String> text(CorpusFile file) throws IOException {
    org.apache.lucene.index.Term key =
        new org.apache.lucene.index.Term(
            IndexFormat.BLOB, new BytesRef(IndexFormat.blobKey(file.swhid(), file.language())));
    for (LeafReaderContext leaf : reader.leaves()) {
      int blob = guarded(() -> firstLive(leaf.reader(), key));
      if (blob >= 0) {
        return text(leaf.docBase + blob);
      }
    }
    return Optional.empty();
  }

  @Override
  public long sizeInBytes() throws IOException {
    long bytes = 0;
    try (var entries = Files.list(path)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        bytes += Files.size(entry);
      }
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
