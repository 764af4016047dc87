package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.source.SourceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/// What an index on disk keeps of each content, and the license texts beside them.
final class IndexContents {
  private final IndexCommit commit;
  private final int[] blobs;

  /// Finds the contents of a commit.
  IndexContents(IndexCommit commit) throws IOException {
    this.commit = commit;
    this.blobs = readBlobs(commit);
  }

  /// All contents, ascending.
  int[] all() {
    return blobs.clone();
  }

  int count() {
    return blobs.length;
  }

  private static int[] readBlobs(IndexCommit commit) throws IOException {
    int[] blobs = new int[commit.reader().getDocCount(IndexFormat.BLOB)];
    int n = 0;
    for (LeafReaderContext leaf : commit.segments()) {
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

  /// Reads something of each of some contents.
  <T> List<T> each(int[] some, OfContent<T> reading) {
    return commit.guarded(() -> {
      List<T> read = new ArrayList<>(some.length);
      for (int blob : some) {
        read.add(reading.of(blob));
      }
      return read;
    });
  }

  /// Reads something of a content.
  interface OfContent<T> {
    T of(int blob) throws IOException;
  }

  /// How many bytes the tokens of a content take before compression.
  int tokenBytes(int blob) throws IOException {
    BytesRef value = storedTokens(blob);
    return StoredTokens.inflatedLength(value.bytes, value.offset, value.length);
  }

  /// The tokens of a blob.
  StoredTokens tokens(int blob) {
    return commit.guarded(() -> {
      BytesRef value = storedTokens(blob);
      StoredTokens tokens = StoredTokens.decode(value.bytes, value.offset, value.length);
      if (tokens.size() < FingerprintFormat.EXACT.k()) {
        throw new CorruptIndexException("a content without tokens", "content " + blob);
      }
      return tokens;
    });
  }

  private BytesRef storedTokens(int blob) throws IOException {
    BytesRef value = commit.value(blob, IndexFormat.TOKENS);
    if (value == null) {
      throw new CorruptIndexException("a content without tokens", "content " + blob);
    }
    return value;
  }

  /// The weight of each function of a content; none where they are not kept.
  byte[] functionSizes(int blob) throws IOException {
    BytesRef value = commit.value(blob, IndexFormat.FUNCTION_SIZES);
    return value == null ? new byte[0] : BytesRef.deepCopyOf(value).bytes;
  }

  /// The text of a blob; empty where the index was made without text.
  Optional<String> text(int blob) {
    return hasText(blob) ? Optional.of(SourceText.decode(textBytes(blob))) : Optional.empty();
  }

  boolean hasText(int blob) {
    return commit.guarded(() -> {
      BytesRef value = commit.value(blob, IndexFormat.TEXT);
      return value != null && value.length > 0;
    });
  }

  /// The text of a blob as it is stored; empty where the index was made without.
  byte[] storedText(int blob) {
    return commit.guarded(() -> {
      BytesRef value = commit.value(blob, IndexFormat.TEXT);
      return value == null ? new byte[0] : BytesRef.deepCopyOf(value).bytes;
    });
  }

  /// The bytes of the text of a blob; none where the index was made without.
  byte[] textBytes(int blob) {
    return commit.guarded(() -> {
      BytesRef value = commit.value(blob, IndexFormat.TEXT);
      return value == null
          ? new byte[0]
          : StoredTokens.inflate(value.bytes, value.offset, value.length);
    });
  }

  /// The key of a blob's content and language: the same in every index.
  BytesRef key(int blob) throws IOException {
    BytesRef key = commit.value(blob, IndexFormat.KEY);
    if (key == null || key.length != IndexFormat.KEY_BYTES) {
      throw new CorruptIndexException("a content without a key", "content " + blob);
    }
    return key;
  }

  /// The content with a key; -1 where there is none.
  int find(byte[] key) {
    Term term = new Term(IndexFormat.BLOB, new BytesRef(key));
    for (LeafReaderContext leaf : commit.segments()) {
      int blob = commit.guarded(() -> IndexCommit.firstLive(leaf, term));
      if (blob >= 0) {
        return leaf.docBase + blob;
      }
    }
    return -1;
  }

  /// A license text as it is stored.
  Optional<byte[]> storedNotice(String key) {
    return commit.guarded(() -> readNotice(key));
  }

  private Optional<byte[]> readNotice(String key) throws IOException {
    for (LeafReaderContext leaf : commit.segments()) {
      int d = IndexCommit.firstLive(leaf, new Term(IndexFormat.NOTICE, key));
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
}
