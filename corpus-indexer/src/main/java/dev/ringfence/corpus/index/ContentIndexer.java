package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.Fingerprints;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.util.OptionalInt;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/// Brings contents into an index: text, tokens, fingerprints, one batch. One a thread, over one
/// writer.
public final class ContentIndexer {
  private final CorpusIndexWriter writer;
  private final boolean keepText;
  private final Fingerprinter fingerprinter = new Fingerprinter();
  private String text = "";
  private String swhid = "";
  private int lines;

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
  /// @return its tokens; empty where they are fewer than a fingerprint takes, and nothing was added
  public OptionalInt add(byte[] bytes, Language language, String label) throws IOException {
    text = SourceText.decode(bytes);
    Fingerprints found = fingerprinter.fingerprint(new SourceText(text, language, label));
    int size = found.tokens().size();
    if (size < FingerprintFormat.EXACT.k()) {
      return OptionalInt.empty();
    }
    LineTable table = LineTable.of(text);
    lines = table.lineCount();
    swhid = "swh:1:cnt:" + gitBlobSha1(bytes);
    byte[] key = IndexFormat.blobKey(swhid, language);
    if (writer.claim(key)) {
      StoredTokens tokens = StoredTokens.of(language.number(), found.tokens(), table);
      writer.addBlob(
          new BlobContent(
              key,
              language,
              tokens.encode(),
              found.hashes(Channel.EXACT),
              found.count(Channel.EXACT),
              found.hashes(Channel.RENAMED),
              found.count(Channel.RENAMED),
              tokens.distinctSpellings(),
              keepText ? StoredTokens.deflate(bytes) : new byte[0]),
          tokens);
    }
    return OptionalInt.of(size);
  }

  /// The text of the last content.
  String text() {
    return text;
  }

  /// The SWHID of the last content that was added or known.
  String swhid() {
    return swhid;
  }

  /// Its lines.
  int lines() {
    return lines;
  }

  /// The SHA-1 that git gives a content.
  static String gitBlobSha1(byte[] bytes) {
    var digest = DigestUtils.getSha1Digest();
    digest.update(
        ("blob " + bytes.length + "\0").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    digest.update(bytes);
    return Hex.encodeHexString(digest.digest());
  }
}
