package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.Fingerprints;
import dev.ringfence.fingerprints.WinnowingParameters;
import dev.ringfence.fingerprints.shingle.KGramHasher;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.winnow.Winnower;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.apache.lucene.index.CorruptIndexException;

/// What an index keeps of a text, for indexes that are not on disk: its fingerprints as terms, and
/// what its tokens are spelled like.
///
/// @param exact the distinct terms of its fingerprints in the exact channel, the upper 40 bits of
///   each hash, ascending
/// @param renamed those of the renamed channel
/// @param spellings the hashes of its distinct names and literals, ascending
/// @param encodedTokens its tokens, as they are stored
@SuppressWarnings("ArrayRecordComponent")
public record IndexedContent(long[] exact, long[] renamed, int[] spellings, byte[] encodedTokens) {
  private static final int TERM_SHIFT = 24;

  /// The content of a text; empty where its tokens are fewer than a fingerprint takes.
  public static Optional<IndexedContent> of(Fingerprinter fingerprinter, SourceText source) {
    Fingerprints found = fingerprinter.fingerprint(source);
    if (found.tokens().size() < FingerprintFormat.EXACT.k()) {
      return Optional.empty();
    }
    StoredTokens tokens =
        StoredTokens.of(
            source.language(), source.text(), found.tokens(), LineTable.of(source.text()));
    return Optional.of(
        new IndexedContent(
            terms(found, Channel.EXACT),
            terms(found, Channel.RENAMED),
            tokens.distinctSpellings(),
            tokens.encode()));
  }

  /// The content of tokens, as if of their text.
  public static IndexedContent of(StoredTokens tokens) {
    return new IndexedContent(
        terms(tokens, Channel.EXACT),
        terms(tokens, Channel.RENAMED),
        tokens.distinctSpellings(),
        tokens.encode());
  }

  private static long[] terms(StoredTokens tokens, Channel channel) {
    WinnowingParameters parameters = FingerprintFormat.parameters(channel);
    int room = Math.max(1, tokens.size());
    long[] hashes = new long[room];
    int count = new KGramHasher(parameters.k(), channel).hash(tokens.tokens(), hashes);
    long[] minima = new long[room];
    int kept = Winnower.minima(hashes, count, parameters.w(), minima, new long[room]);
    return Arrays.stream(minima, 0, kept).map(IndexedContent::term).sorted().distinct().toArray();
  }

  private static long[] terms(Fingerprints found, Channel channel) {
    return Arrays.stream(found.hashes(channel), 0, found.count(channel))
        .map(IndexedContent::term)
        .sorted()
        .distinct()
        .toArray();
  }

  /// The term of a fingerprint.
  public static long term(long hash) {
    return hash >>> TERM_SHIFT;
  }

  /// Its tokens.
  public StoredTokens tokens() throws IOException {
    return StoredTokens.decode(encodedTokens, 0, encodedTokens.length);
  }

  /// How many bytes its tokens take before compression.
  public int tokenBytes() {
    return StoredTokens.inflatedLength(encodedTokens, 0, encodedTokens.length);
  }

  /// How many bytes [#write] takes.
  public int size() {
    return 4 * Integer.BYTES
        + Long.BYTES * (exact.length + renamed.length)
        + Integer.BYTES * spellings.length
        + encodedTokens.length;
  }

  /// Writes it, big-endian: four counts, the terms of both channels as 8 bytes each, the spellings
  /// as 4, the tokens.
  public void write(ByteBuffer out) {
    out.putInt(exact.length).putInt(renamed.length).putInt(spellings.length);
    out.putInt(encodedTokens.length);
    out.asLongBuffer().put(exact).put(renamed);
    out.position(out.position() + Long.BYTES * (exact.length + renamed.length));
    out.asIntBuffer().put(spellings);
    out.position(out.position() + Integer.BYTES * spellings.length);
    out.put(encodedTokens);
  }

  /// Reads what [#write] wrote.
  public static IndexedContent read(ByteBuffer in) throws IOException {
    try {
      int[] counts = {in.getInt(), in.getInt(), in.getInt(), in.getInt()};
      for (int count : counts) {
        if (count < 0 || count > in.remaining()) {
          throw new CorruptIndexException("more of something than bytes", "content");
        }
      }
      IndexedContent read =
          new IndexedContent(
              new long[counts[0]], new long[counts[1]], new int[counts[2]], new byte[counts[3]]);
      in.asLongBuffer().get(read.exact).get(read.renamed);
      in.position(in.position() + Long.BYTES * (read.exact.length + read.renamed.length));
      in.asIntBuffer().get(read.spellings);
      in.position(in.position() + Integer.BYTES * read.spellings.length);
      in.get(read.encodedTokens);
      return read;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new CorruptIndexException("ends too early", "content", e);
    }
  }
}
