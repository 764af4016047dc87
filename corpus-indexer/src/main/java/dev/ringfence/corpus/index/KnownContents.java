package dev.ringfence.corpus.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/// Which contents an index that is being written holds. Only those on their way into it are kept in
/// memory, a batch at most; the others are looked up. Safe for use by several threads.
final class KnownContents implements AutoCloseable {
  private final ReaderManager readers;

  /// The number of tokens of each content underway; 0 as long as it is not known.
  private final Map<String, Integer> underway = new ConcurrentHashMap<>();

  KnownContents(IndexWriter writer) throws IOException {
    readers = new ReaderManager(writer);
  }

  /// Claims a content for the caller, who then adds it.
  ///
  /// @return whether it is new
  boolean claim(byte[] key) throws IOException {
    String text = IndexFormat.keyText(key);
    if (underway.putIfAbsent(text, 0) != null) {
      return false;
    }
    // In this order: what is no more underway by now can be looked up.
    boolean isNew = false;
    try {
      isNew = tokensHeld(key) < 0;
      return isNew;
    } finally {
      if (!isNew) {
        underway.remove(text);
      }
    }
  }

  /// Takes notice of how many tokens a content has that was claimed.
  void counted(byte[] key, int tokens) {
    underway.computeIfPresent(IndexFormat.keyText(key), (_, _) -> tokens);
  }

  /// The number of tokens of a content that was claimed before; 0 where that is not known yet.
  int tokens(byte[] key) throws IOException {
    Integer counted = underway.get(IndexFormat.keyText(key));
    return counted == null ? Math.max(0, tokensHeld(key)) : counted;
  }

  /// Gives a claim back.
  void unclaim(byte[] key) {
    underway.remove(IndexFormat.keyText(key));
  }

  /// Takes notice that contents have been handed to the writer.
  void arrived(List<byte[]> keys) throws IOException {
    refresh();
    keys.forEach(this::unclaim);
  }

  /// Takes notice that contents have been taken out.
  void refresh() throws IOException {
    readers.maybeRefreshBlocking();
  }

  /// The number of tokens of a content that the index holds; -1 for one that it does not hold.
  private int tokensHeld(byte[] key) throws IOException {
    Term term = new Term(IndexFormat.BLOB, new BytesRef(key));
    DirectoryReader reader = readers.acquire();
    try {
      for (LeafReaderContext leaf : reader.leaves()) {
        PostingsEnum docs = leaf.reader().postings(term, PostingsEnum.NONE);
        Bits live = leaf.reader().getLiveDocs();
        for (int d = docs == null ? DocIdSetIterator.NO_MORE_DOCS : docs.nextDoc();
            d != DocIdSetIterator.NO_MORE_DOCS;
            d = docs.nextDoc()) {
          if (live == null || live.get(d)) {
            return tokens(leaf.reader(), d);
          }
        }
      }
      return -1;
    } finally {
      readers.release(reader);
    }
  }

  private static int tokens(LeafReader reader, int document) throws IOException {
    BinaryDocValues values = reader.getBinaryDocValues(IndexFormat.TOKENS);
    if (values == null || !values.advanceExact(document)) {
      return 0;
    }
    BytesRef stored = values.binaryValue();
    try {
      return StoredTokens.storedSize(stored.bytes, stored.offset, stored.length);
    } catch (UncheckedIOException | IndexOutOfBoundsException e) {
      // Verifying an index tells of damage; here the tokens are counted again.
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    readers.close();
  }
}
