package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/// An index on disk, open for reading at one commit. Contents are numbered by their documents in
/// this commit.
public final class CorpusIndex implements WorkIndex {
  private final IndexCommit commit;
  private final List<Work> works;
  private final String digest;
  private final boolean functions;
  private final byte[] storedModel;
  private final Map<String, Work> worksById;
  private final IndexContents contents;
  private final IndexFiles files;
  private final IndexStatistics statistics;
  private @Nullable TokenModel model;

  /// An index at a commit whose records were read and checked.
  @SuppressWarnings("ArrayParameter")
  CorpusIndex(
      IndexCommit commit, List<Work> works, String digest, boolean functions, byte[] storedModel)
      throws IOException {
    this.commit = commit;
    this.works = List.copyOf(works);
    this.digest = digest;
    this.functions = functions;
    this.storedModel = storedModel;
    this.worksById =
        works.stream().collect(Collectors.toUnmodifiableMap(Work::id, Function.identity()));
    this.contents = new IndexContents(commit);
    this.files = new IndexFiles(commit, contents, works);
    this.statistics = new IndexStatistics(commit);
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
    return IndexOpener.open(path, memory);
  }

  /// Reads; whatever damaged bytes make of that is one kind of fault, which names the index.
  <T> T guarded(IndexCommit.Reading<T> reading) {
    return commit.guarded(reading);
  }

  /// The folder.
  public Path path() {
    return commit.path();
  }

  @Override
  public String name() {
    return path().toString();
  }

  @Override
  public Instant written() throws IOException {
    return statistics.written();
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

  /// The token model as it is stored.
  byte[] storedModel() {
    return storedModel.clone();
  }

  Set<String> blobKeys() {
    return new HashSet<>(contentKeys(contents.all()));
  }

  Set<String> noticeKeys() throws IOException {
    return new HashSet<>(OrphanFinder.notices(reader()));
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
    return contents.storedNotice(key);
  }

  @Override
  public int blobCount() {
    return contents.count();
  }

  @Override
  public int blobCount(Language language) {
    return statistics.blobCount(language);
  }

  /// All blobs, ascending.
  public int[] blobs() {
    return contents.all();
  }

  /// The blobs of a segment that are deleted, ascending, as the segment numbers them.
  int[] deletedBlobs(LeafReaderContext leaf) throws IOException {
    return statistics.deletedBlobs(leaf);
  }

  @Override
  public long fingerprintCount(Channel channel) throws IOException {
    return statistics.fingerprintCount(channel);
  }

  @Override
  public OriginSession session() {
    return new IndexLookup(this);
  }

  @Override
  public int[] tokenBytes(int... blobs) {
    return contents.each(blobs, contents::tokenBytes).stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Override
  public List<StoredTokens> tokens(int... blobs) {
    return contents.each(blobs, contents::tokens);
  }

  /// The tokens of a blob.
  public StoredTokens tokens(int blob) {
    return contents.tokens(blob);
  }

  @Override
  public List<Optional<String>> texts(int... blobs) {
    return contents.each(blobs, contents::text);
  }

  /// The text of a blob; empty where the index was made without text.
  public Optional<String> text(int blob) {
    return contents.text(blob);
  }

  boolean hasText(int blob) {
    return contents.hasText(blob);
  }

  /// The text of a blob as it is stored; empty where the index was made without.
  byte[] storedText(int blob) {
    return contents.storedText(blob);
  }

  byte[] textBytes(int blob) {
    return contents.textBytes(blob);
  }

  @Override
  public List<String> contentKeys(int... blobs) {
    return contents.each(blobs, blob -> IndexFormat.keyText(contents.key(blob)));
  }

  /// The key of a blob's content and language: the same in every index.
  public String contentKey(int blob) {
    return guarded(() -> IndexFormat.keyText(contents.key(blob)));
  }

  @Override
  public boolean hasFunctions() {
    return functions;
  }

  @Override
  public List<byte[]> functionSizes(int... blobs) {
    return contents.each(blobs, blob -> functions ? contents.functionSizes(blob) : new byte[0]);
  }

  @Override
  public List<List<Holder>> holders(int... blobs) {
    return contents.each(blobs, files::holders);
  }

  /// The works that hold a blob, one entry a file, in no order: [#files] without their records,
  /// which take a thousand times as long to read.
  public List<Holder> holders(int blob) {
    return files.holders(blob);
  }

  @Override
  public List<List<CorpusFile>> files(int... blobs) {
    return contents.each(blobs, files::of);
  }

  /// The files that hold a blob, by work and path; at least one.
  public List<CorpusFile> files(int blob) {
    return files.of(blob);
  }

  @Override
  public void forEachFile(Work work, Consumer<CorpusFile> consumer) {
    files.forEach(work, consumer);
  }

  @Override
  public Optional<String> text(CorpusFile file) {
    int blob = contents.find(IndexFormat.blobKey(file.swhid(), file.language()));
    return blob < 0 ? Optional.empty() : text(blob);
  }

  @Override
  public long sizeInBytes() throws IOException {
    return statistics.sizeInBytes();
  }

  /// The reader, for what works on the index as a whole.
  DirectoryReader reader() {
    return commit.reader();
  }

  @Override
  public void close() throws IOException {
    reader().close();
  }
}
