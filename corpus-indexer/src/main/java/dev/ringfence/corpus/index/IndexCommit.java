package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// An open commit of an index on disk: what readers of its parts share.
///
/// @param path the folder
/// @param reader its documents, live and deleted
record IndexCommit(Path path, DirectoryReader reader) {
  /// The segments.
  List<LeafReaderContext> segments() {
    return reader.leaves();
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
      throw IndexFaults.damaged(path, e);
    }
  }

  /// The documents of a segment that hold a term; null where there is none.
  static @Nullable PostingsEnum documents(LeafReaderContext segment, Term term) throws IOException {
    return segment.reader().postings(term, PostingsEnum.NONE);
  }

  /// The first live document with a term, as its segment numbers it; -1 where there is none.
  static int firstLive(LeafReaderContext segment, Term term) throws IOException {
    PostingsEnum docs = documents(segment, term);
    Bits live = segment.reader().getLiveDocs();
    if (docs != null) {
      for (int d = docs.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = docs.nextDoc()) {
        if (live == null || live.get(d)) {
          return d;
        }
      }
    }
    return -1;
  }

  /// What a document has in a field; null where it has nothing.
  @Nullable BytesRef value(int document, String field) throws IOException {
    LeafReaderContext leaf = segments().get(ReaderUtil.subIndex(document, segments()));
    BinaryDocValues values = leaf.reader().getBinaryDocValues(field);
    return values != null && values.advanceExact(document - leaf.docBase)
        ? values.binaryValue()
        : null;
  }
}
