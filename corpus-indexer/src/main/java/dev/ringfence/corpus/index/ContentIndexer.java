package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.Fingerprints;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.statement.FeatureReader;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/// Brings contents into an index: text, tokens, fingerprints, one batch. One a thread, over one
/// writer.
public final class ContentIndexer {
  private final CorpusIndexWriter writer;
  private final boolean keepText;
  private final Fingerprinter fingerprinter = new Fingerprinter();
  private final FeatureReader features = new FeatureReader();

  /// What is known of a content that the index now holds.
  ///
  /// @param swhid its SWHID
  /// @param lines its lines
  /// @param tokens its normalised tokens
  public record Content(String swhid, int lines, int tokens) {}

  /// An indexer.
  ///
  /// @param keepText whether the text itself is stored
  public ContentIndexer(CorpusIndexWriter writer, boolean keepText) {
    this.writer = writer;
    this.keepText = keepText;
  }

  /// Adds a content unless the index holds it.
  ///
  /// @param label what messages call it
  /// @return empty where its tokens are fewer than a fingerprint takes, and nothing was added
  public Optional<Content> add(byte[] bytes, Language language, String label) throws IOException {
    return add(bytes, SourceText.decode(bytes), language, label);
  }

  /// Adds a content whose text is known.
  Optional<Content> add(byte[] bytes, String text, Language language, String label)
      throws IOException {
    String swhid = "swh:1:cnt:" + gitBlobSha1(bytes);
    byte[] key = IndexFormat.blobKey(swhid, language);
    boolean isNew = writer.claim(key);
    try {
      int known = isNew ? 0 : writer.tokens(key);
      if (known > 0) {
        return Optional.of(new Content(swhid, LineTable.of(text).lineCount(), known));
      }
      Fingerprints found = fingerprinter.fingerprint(new SourceText(text, language, label));
      int size = found.tokens().size();
      if (size < FingerprintFormat.EXACT.k()) {
        if (isNew) {
          writer.unclaim(key);
        }
        return Optional.empty();
      }
      LineTable table = LineTable.of(text);
      if (isNew) {
        add(key, bytes, new SourceText(text, language, label), found, table);
      }
      return Optional.of(new Content(swhid, table.lineCount(), size));
    } catch (IOException | RuntimeException e) {
      if (isNew) {
        writer.unclaim(key);
      }
      throw e;
    }
  }

  private void add(byte[] key, byte[] bytes, SourceText source, Fingerprints found, LineTable table)
      throws IOException {
    StoredTokens tokens = StoredTokens.of(source.language(), source.text(), found.tokens(), table);
    writer.addBlob(
        new BlobContent(
            key,
            source.language(),
            tokens.encode(),
            found.hashes(Channel.EXACT),
            found.count(Channel.EXACT),
            found.hashes(Channel.RENAMED),
            found.count(Channel.RENAMED),
            tokens.distinctSpellings(),
            FunctionTerms.of(features, tokens, source.text()),
            keepText ? StoredTokens.deflateText(bytes) : new byte[0]),
        tokens);
  }

  /// The SHA-1 that git gives a content.
  static String gitBlobSha1(byte[] bytes) {
    var digest = DigestUtils.getSha1Digest();
    digest.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
    return Hex.encodeHexString(digest.digest());
  }
}
