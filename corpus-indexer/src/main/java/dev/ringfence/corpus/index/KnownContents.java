package dev.ringfence.corpus.index;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
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
  private final Set<String> underway = ConcurrentHashMap.newKeySet();

  KnownContents(IndexWriter writer) throws IOException {
    readers = new ReaderManager(writer);
  }

  /// Claims a content for the caller, who then adds it.
  ///
  /// @return whether it is new
  boolean claim(byte[] key) throws IOException {
    String text = IndexFormat.keyText(key);
    if (!underway.add(text)) {
      return false;
    }
    // In this order: what is no more underway by now can be looked up.
    boolean isNew = false;
    try {
      isNew = !isHeld(key);
      return isNew;
    } finally {
      if (!isNew) {
        underway.remove(text);
      }
    }
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

  private boolean isHeld(byte[] key) throws IOException {
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
            return true;
          }
        }
      }
      return false;
    } finally {
      readers.release(reader);
    }
  }

  @Override
  public void close() throws IOException {
    readers.close();
  }
}
