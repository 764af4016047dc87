package dev.ringfence.corpus.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Finds what a work that was taken out has left behind, one content at a time.
final class OrphanFinder {
  /// Takes a content that no file holds.
  @FunctionalInterface
  interface OrphanVisitor {
    /// Takes one.
    ///
    /// @param key its key, valid during the call
    void visit(BytesRef key, StoredTokens tokens) throws IOException;
  }

  private OrphanFinder() {}

  private static int firstLive(PostingsEnum postings, @Nullable Bits live) throws IOException {
    int d = postings.nextDoc();
    while (d != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(d)) {
      d = postings.nextDoc();
    }
    return d;
  }

  private static TermsEnum terms(DirectoryReader reader, String field) throws IOException {
    Terms terms = MultiTerms.getTerms(reader, field);
    return terms == null ? TermsEnum.EMPTY : terms.iterator();
  }

  /// The license texts.
  static List<String> notices(DirectoryReader reader) throws IOException {
    List<String> found = new ArrayList<>();
    Bits live = MultiBits.getLiveDocs(reader);
    TermsEnum each = terms(reader, IndexFormat.NOTICE);
    PostingsEnum docs = null;
    for (BytesRef term = each.next(); term != null; term = each.next()) {
      docs = each.postings(docs, PostingsEnum.NONE);
      if (firstLive(docs, live) != DocIdSetIterator.NO_MORE_DOCS) {
        found.add(term.utf8ToString());
      }
    }
    return found;
  }

  /// Visits the contents that no file holds. The keys of contents and those that files name are
  /// walked side by side, both in their order, so that memory holds neither.
  static void forEachOrphan(DirectoryReader reader, OrphanVisitor visitor) throws IOException {
    Bits live = MultiBits.getLiveDocs(reader);
    TermsEnum blobs = terms(reader, IndexFormat.BLOB);
    TermsEnum files = terms(reader, IndexFormat.FILE_BLOB);
    BytesRef held = files.next();
    PostingsEnum docs = null;
    PostingsEnum holders = null;
    for (BytesRef key = blobs.next(); key != null; key = blobs.next()) {
      docs = blobs.postings(docs, PostingsEnum.NONE);
      int document = firstLive(docs, live);
      if (document == DocIdSetIterator.NO_MORE_DOCS) {
        continue;
      }
      while (held != null && held.compareTo(key) < 0) {
        held = files.next();
      }
      if (held != null && held.bytesEquals(key)) {
        holders = files.postings(holders, PostingsEnum.NONE);
        if (firstLive(holders, live) != DocIdSetIterator.NO_MORE_DOCS) {
          continue;
        }
      }
      visitor.visit(key, tokens(reader, document));
    }
  }

  private static StoredTokens tokens(DirectoryReader reader, int document) throws IOException {
    LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
    BinaryDocValues values = leaf.reader().getBinaryDocValues(IndexFormat.TOKENS);
    if (values == null || !values.advanceExact(document - leaf.docBase)) {
      throw new CorruptIndexException("a content without tokens", "content " + document);
    }
    BytesRef stored = values.binaryValue();
    return StoredTokens.decode(stored.bytes, stored.offset, stored.length);
  }
}
