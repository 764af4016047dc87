package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;

/// The parts of an index as bytes, for stores that are no folder: the same bytes as in one.
public final class IndexRecords {
  private IndexRecords() {}

  /// A content as it is stored.
  ///
  /// @param key of content and language, the same in every index, see [OriginIndex#contentKeys]
  /// @param language its language
  /// @param content its terms and tokens
  /// @param functions the features of its functions; empty where they are not known
  /// @param text its deflated text; empty where none is kept
  @SuppressWarnings("ArrayRecordComponent")
  public record StoredContent(
      String key,
      Language language,
      IndexedContent content,
      Optional<FunctionTerms> functions,
      byte[] text) {}

  /// The record of a work.
  public static byte[] encode(Work work) {
    return Records.encode(work);
  }

  /// Reads the record of a work.
  public static Work work(byte[] json) throws IOException {
    return Records.decode(json, 0, json.length, Work.class);
  }

  /// The record of a file.
  public static byte[] encode(CorpusFile file) {
    return Records.encode(file);
  }

  /// Reads the record of a file.
  public static CorpusFile file(byte[] json) throws IOException {
    return Records.decode(json, 0, json.length, CorpusFile.class);
  }

  /// A model as it is stored, without the counts that follow from others.
  public static byte[] encode(TokenModel model) {
    return model.encode();
  }

  /// Reads a model.
  public static TokenModel model(byte[] stored) throws IOException {
    return TokenModel.decode(stored);
  }

  /// The model of an index on disk, as it is stored.
  public static byte[] model(CorpusIndex index) {
    return index.storedModel();
  }

  /// A license text that an index on disk keeps, deflated.
  public static Optional<byte[]> notice(CorpusIndex index, String key) {
    return index.storedNotice(key);
  }

  /// Deflates a text.
  public static byte[] deflate(byte[] text) {
    return StoredTokens.deflate(text);
  }

  /// The bytes of a deflated text.
  public static byte[] inflate(byte[] deflated) throws IOException {
    try {
      return StoredTokens.inflate(deflated, 0, deflated.length);
    } catch (java.io.UncheckedIOException | IndexOutOfBoundsException e) {
      throw new IOException("a stored text is damaged", e);
    }
  }

  /// A deflated text.
  public static String text(byte[] deflated) throws IOException {
    return SourceText.decode(inflate(deflated));
  }

  /// The logical digest of works.
  public static String digest(Iterable<Work> works) {
    return CommitData.logicalDigest(works);
  }

  /// What a work's digest says of a file.
  public static String digestLine(CorpusFile file) {
    return CorpusAdder.digestLine(file);
  }

  /// The digest of a work, from the lines of its files.
  public static String digest(SortedSet<String> digestLines) {
    return CorpusAdder.digest(digestLines);
  }

  /// The SHA-1 that git gives a content.
  public static String gitBlobSha1(byte[] bytes) {
    return ContentIndexer.gitBlobSha1(bytes);
  }

  /// The versions of an index's format and fingerprints, `5.3`.
  public static String format() {
    return IndexFormat.VERSION + "." + FingerprintFormat.VERSION;
  }

  /// Whether an index of a format can be read.
  public static boolean isReadable(String format) {
    String[] parts = format.split("\\.", 2);
    return parts.length == 2 && IndexFormat.isReadable(parts[0], parts[1]);
  }
}
