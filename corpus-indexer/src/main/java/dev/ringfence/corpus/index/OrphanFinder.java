package dev.ringfence.corpus.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/// Finds what a work that was taken out has left behind.
final class OrphanFinder {
  /// A content that no file holds.
  record Orphan(BytesRef key, StoredTokens tokens) {}

  private OrphanFinder() {}

  private static boolean isLive(PostingsEnum postings, @org.jspecify.annotations.Nullable Bits live)
      throws IOException {
    for (int d = postings.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = postings.nextDoc()) {
      if (live == null || live.get(d)) {
        return true;
      }
    }
    return false;
  }

  /// The values of a field in documents that are not deleted.
  private static Set<BytesRef> liveTerms(DirectoryReader reader, String field) throws IOException {
    Set<BytesRef> found = new HashSet<>();
    for (LeafReaderContext context : reader.leaves()) {
      LeafReader leaf = context.reader();
      Terms terms = leaf.terms(field);
      if (terms == null) {
        continue;
      }
      TermsEnum each = terms.iterator();
      PostingsEnum postings = null;
      for (BytesRef term = each.next(); term != null; term = each.next()) {
        postings = each.postings(postings, PostingsEnum.NONE);
        if (isLive(postings, leaf.getLiveDocs())) {
          found.add(BytesRef.deepCopyOf(term));
        }
      }
    }
    return found;
  }

  /// The keys of the contents that a file holds.
  static Set<String> heldBlobs(DirectoryReader reader) throws IOException {
    Set<String> held = new HashSet<>();
    liveTerms(reader, IndexFormat.FILE_BLOB).forEach(key -> held.add(IndexFormat.keyText(key)));
    return held;
  }

  /// The license texts.
  static List<String> notices(DirectoryReader reader) throws IOException {
    return liveTerms(reader, IndexFormat.NOTICE).stream().map(BytesRef::utf8ToString).toList();
  }

  /// The contents that are not among those held.
  static List<Orphan> blobs(DirectoryReader reader, Set<String> held) throws IOException {
    List<Orphan> orphans = new ArrayList<>();
    for (LeafReaderContext context : reader.leaves()) {
      LeafReader leaf = context.reader();
      Bits live = leaf.getLiveDocs();
      BinaryDocValues keys = leaf.getBinaryDocValues(IndexFormat.KEY);
      BinaryDocValues tokens = leaf.getBinaryDocValues(IndexFormat.TOKENS);
      if (keys == null || tokens == null) {
        continue;
      }
      for (int d = keys.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = keys.nextDoc()) {
        if (live != null && !live.get(d)) {
          continue;
        }
        BytesRef key = keys.binaryValue();
        if (!held.contains(IndexFormat.keyText(key)) && tokens.advanceExact(d)) {
          BytesRef stored = tokens.binaryValue();
          orphans.add(
              new Orphan(
                  BytesRef.deepCopyOf(key),
                  StoredTokens.decode(stored.bytes, stored.offset, stored.length)));
        }
      }
    }
    return orphans;
  }
}
