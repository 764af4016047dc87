package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Looks fingerprints and spellings up in an index; for use by one thread.
public final class IndexLookup {
  /// What a lookup found, in buffers that the next one overwrites.
  public static final class Seeds {
    private int[] frequencies = new int[0];
    private int[] terms = new int[1024];
    private int[] blobs = new int[1024];
    private int size;

    private Seeds() {}

    /// In how many blobs each fingerprint is.
    public int frequency(int fingerprint) {
      return frequencies[fingerprint];
    }

    /// How many postings were followed.
    public int size() {
      return size;
    }

    /// The fingerprint of a posting, as its index in the array that was looked up.
    public int fingerprint(int posting) {
      return terms[posting];
    }

    /// The blob of a posting.
    public int blob(int posting) {
      return blobs[posting];
    }

    private void add(int term, int blob) {
      if (size == terms.length) {
        terms = Arrays.copyOf(terms, size * 2);
        blobs = Arrays.copyOf(blobs, size * 2);
      }
      terms[size] = term;
      blobs[size++] = blob;
    }

    /// Takes the postings out whose fingerprint is in too many blobs over all segments.
    private void dropAbove(int maxFrequency) {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (frequencies[terms[i]] <= maxFrequency) {
          terms[kept] = terms[i];
          blobs[kept++] = blobs[i];
        }
      }
      size = kept;
    }
  }

  private final CorpusIndex index;
  private final DirectoryReader reader;
  private final byte[] buffer = new byte[IndexFormat.FINGERPRINT_BYTES];
  private final BytesRef term = new BytesRef(buffer);
  private final Seeds seeds = new Seeds();
  private @Nullable PostingsEnum postings;

  IndexLookup(CorpusIndex index) {
    this.index = index;
    this.reader = index.reader();
  }

  /// Looks fingerprints up, each once a segment, and follows the postings of those that at most
  /// `maxFrequency` blobs hold. `hashes` must ascend (unsigned), which makes each seek a short
  /// step.
  public Seeds seeds(Channel channel, long[] hashes, int maxFrequency) throws IOException {
    return index.guarded(() -> findSeeds(channel, hashes, maxFrequency));
  }

  private Seeds findSeeds(Channel channel, long[] hashes, int maxFrequency) throws IOException {
    if (seeds.frequencies.length < hashes.length) {
      seeds.frequencies = new int[hashes.length * 2];
    }
    Arrays.fill(seeds.frequencies, 0, hashes.length, 0);
    seeds.size = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      Terms terms = leaf.reader().terms(field(channel));
      if (terms == null) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      int[] deleted = index.deletedBlobs(leaf);
      TermsEnum each = terms.iterator();
      for (int i = 0; i < hashes.length; i++) {
        IndexFormat.fingerprintTerm(hashes[i], buffer);
        term.length = IndexFormat.FINGERPRINT_BYTES;
        if (!each.seekExact(term)) {
          continue;
        }
        seeds.frequencies[i] += liveFrequency(each, deleted);
        if (seeds.frequencies[i] > maxFrequency) {
          continue;
        }
        PostingsEnum docs = each.postings(postings, PostingsEnum.NONE);
        postings = docs;
        for (int d = docs.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = docs.nextDoc()) {
          if (live == null || live.get(d)) {
            seeds.add(i, leaf.docBase + d);
          }
        }
      }
    }
    seeds.dropAbove(maxFrequency);
    return seeds;
  }

  /// What is done with a blob.
  @FunctionalInterface
  public interface BlobVisitor {
    /// Whether to go on with the next one.
    boolean visit(int blob) throws IOException;
  }

  /// The blobs that hold a spelling, handed over until `visitor` says that it has seen enough.
  public void forEachBlobWith(int spelling, BlobVisitor visitor) throws IOException {
    IndexFormat.spellingTerm(spelling, buffer);
    term.length = IndexFormat.SPELLING_BYTES;
    for (LeafReaderContext leaf : reader.leaves()) {
      Optional<PostingsEnum> found = index.guarded(() -> spellingPostings(leaf));
      if (found.isEmpty()) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      PostingsEnum docs = found.get();
      postings = docs;
      for (int d = next(docs); d != DocIdSetIterator.NO_MORE_DOCS; d = next(docs)) {
        if ((live == null || live.get(d)) && !visitor.visit(leaf.docBase + d)) {
          return;
        }
      }
    }
  }

  private Optional<PostingsEnum> spellingPostings(LeafReaderContext leaf) throws IOException {
    Terms terms = leaf.reader().terms(IndexFormat.SPELLING);
    TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
    return each.seekExact(term)
        ? Optional.of(each.postings(postings, PostingsEnum.NONE))
        : Optional.empty();
  }

  private int next(PostingsEnum docs) {
    return index.guarded(docs::nextDoc);
  }

  /// In how many blobs each spelling is.
  public int[] spellingFrequencies(int[] spellings) throws IOException {
    return index.guarded(() -> countSpellings(spellings));
  }

  private int[] countSpellings(int[] spellings) throws IOException {
    int[] frequencies = new int[spellings.length];
    Integer[] order = new Integer[spellings.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Integer.compareUnsigned(spellings[a], spellings[b]));
    for (LeafReaderContext leaf : reader.leaves()) {
      Terms terms = leaf.reader().terms(IndexFormat.SPELLING);
      if (terms == null) {
        continue;
      }
      TermsEnum each = terms.iterator();
      for (int i : order) {
        IndexFormat.spellingTerm(spellings[i], buffer);
        term.length = IndexFormat.SPELLING_BYTES;
        if (each.seekExact(term)) {
          frequencies[i] += liveFrequency(each, index.deletedBlobs(leaf));
        }
      }
    }
    return frequencies;
  }

  /// In how many blobs a term is that are not deleted: as if the index had been written without
  /// those, so that equal corpora give equal scores. Takes time by the deleted blobs, not by the
  /// postings: from one to the next it skips.
  ///
  /// @param deleted the deleted blobs of the segment, ascending
  static int liveFrequency(TermsEnum term, int[] deleted) throws IOException {
    int all = term.docFreq();
    if (deleted.length == 0) {
      return all;
    }
    int gone = 0;
    PostingsEnum docs = term.postings(null, PostingsEnum.NONE);
    int i = 0;
    while (i < deleted.length) {
      int document = docs.docID() < deleted[i] ? docs.advance(deleted[i]) : docs.docID();
      if (document == DocIdSetIterator.NO_MORE_DOCS) {
        break;
      }
      if (document == deleted[i]) {
        gone++;
        i++;
      } else {
        int from = Arrays.binarySearch(deleted, i, deleted.length, document);
        i = from < 0 ? -from - 1 : from;
      }
    }
    return all - gone;
  }

  /// The Lucene field of a channel.
  static String field(Channel channel) {
    return channel == Channel.EXACT ? IndexFormat.EXACT : IndexFormat.RENAMED;
  }
}
