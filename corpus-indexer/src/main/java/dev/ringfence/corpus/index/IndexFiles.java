package dev.ringfence.corpus.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/// The files of an index on disk: by the content that they hold, and by their work.
final class IndexFiles {
  private final IndexCommit commit;
  private final IndexContents contents;
  private final Map<Long, Work> worksBySerial;

  /// The files of a commit.
  IndexFiles(IndexCommit commit, IndexContents contents, List<Work> works) {
    this.commit = commit;
    this.contents = contents;
    this.worksBySerial =
        works.stream().collect(Collectors.toUnmodifiableMap(Work::serial, Function.identity()));
  }

  private interface FileVisitor {
    void visit(LeafReader segment, int document) throws IOException;
  }

  /// Visits the live file documents that hold a blob.
  private void forEachFileOf(int blob, FileVisitor visitor) throws IOException {
    BytesRef wanted = BytesRef.deepCopyOf(contents.key(blob));
    for (LeafReaderContext leaf : commit.segments()) {
      LeafReader segment = leaf.reader();
      PostingsEnum docs = IndexCommit.documents(leaf, new Term(IndexFormat.FILE_BLOB, wanted));
      if (docs == null) {
        continue;
      }
      Bits live = segment.getLiveDocs();
      for (int d = docs.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = docs.nextDoc()) {
        if (live == null || live.get(d)) {
          visitor.visit(segment, d);
        }
      }
    }
  }

  /// The files that hold a blob, by work and path; at least one.
  List<CorpusFile> of(int blob) {
    List<CorpusFile> files = commit.guarded(() -> readFiles(blob));
    files.sort(CorpusFile.ORDER);
    return files;
  }

  private List<CorpusFile> readFiles(int blob) throws IOException {
    List<CorpusFile> files = new ArrayList<>();
    forEachFileOf(
        blob,
        (segment, document) -> {
          BytesRef json =
              segment
                  .storedFields()
                  .document(document, Set.of(IndexFormat.FILE_RECORD))
                  .getBinaryValue(IndexFormat.FILE_RECORD);
          files.add(Records.decode(json.bytes, json.offset, json.length, CorpusFile.class));
        });
    if (files.isEmpty()) {
      // A commit takes out contents that no file holds.
      throw new CorruptIndexException("a content of no file", "content " + blob);
    }
    return files;
  }

  /// The works that hold a blob, one entry a file, in no order: [#of] without their records, which
  /// take a thousand times as long to read.
  List<Holder> holders(int blob) {
    return commit.guarded(() -> readHolders(blob));
  }

  private List<Holder> readHolders(int blob) throws IOException {
    List<Holder> holders = new ArrayList<>();
    forEachFileOf(
        blob,
        (segment, document) -> {
          NumericDocValues values = segment.getNumericDocValues(IndexFormat.FILE_HOLDER);
          if (values == null || !values.advanceExact(document)) {
            throw new CorruptIndexException("a file has no holder", "document " + document);
          }
          Work work = worksBySerial.get(values.longValue() >> 1);
          if (work == null) {
            throw new CorruptIndexException("a file of no work", "document " + document);
          }
          holders.add(new Holder(work, (values.longValue() & 1) != 0));
        });
    if (holders.isEmpty()) {
      throw new CorruptIndexException("a content of no file", "content " + blob);
    }
    return holders;
  }

  /// Hands over the files of a work, in no order.
  void forEach(Work work, Consumer<CorpusFile> consumer) {
    Term term = new Term(IndexFormat.FILE_WORK, String.valueOf(work.serial()));
    for (LeafReaderContext leaf : commit.segments()) {
      LeafReader segment = leaf.reader();
      Optional<PostingsEnum> found =
          commit.guarded(() -> Optional.ofNullable(IndexCommit.documents(leaf, term)));
      if (found.isEmpty()) {
        continue;
      }
      PostingsEnum docs = found.get();
      Bits live = segment.getLiveDocs();
      StoredFields stored = commit.guarded(segment::storedFields);
      for (int d = next(docs); d != DocIdSetIterator.NO_MORE_DOCS; d = next(docs)) {
        if (live == null || live.get(d)) {
          int document = d;
          consumer.accept(
              commit.guarded(() -> {
                BytesRef json =
                    stored
                        .document(document, Set.of(IndexFormat.FILE_RECORD))
                        .getBinaryValue(IndexFormat.FILE_RECORD);
                return Records.decode(json.bytes, json.offset, json.length, CorpusFile.class);
              }));
        }
      }
    }
  }

  private int next(PostingsEnum docs) {
    return commit.guarded(docs::nextDoc);
  }
}
