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

/// Looks fingerprints and spellings up in an index on disk; one instance per thread.
final class IndexLookup implements OriginSession {
  private final CorpusIndex index;
  private final DirectoryReader reader;
  private final byte[] buffer = new byte[IndexFormat.FINGERPRINT_BYTES];
  private final BytesRef term = new BytesRef(buffer);
  private final Seeds exactSeeds = new Seeds();
  private final Seeds renamedSeeds = new Seeds();
  private @Nullable PostingsEnum postings;

  IndexLookup(CorpusIndex index) {
    this.index = index;
    this.reader = index.reader();
  }

  @Override
  public Found seeds(long[] exact, long[] renamed, int maxFrequency) {
    return index.guarded(() -> {
      find(Channel.EXACT, exact, maxFrequency, exactSeeds);
      find(Channel.RENAMED, renamed, maxFrequency, renamedSeeds);
      return new Found(exactSeeds, renamedSeeds);
    });
  }

  /// Each fingerprint is looked up once a segment; that they ascend makes each seek a short step.
  private void find(Channel channel, long[] hashes, int maxFrequency, Seeds seeds)
      throws IOException {
    seeds.begin(hashes.length);
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
        if (seeds.count(i, liveFrequency(each, deleted)) > maxFrequency) {
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
  }

  @Override
  public FunctionSeeds functions(int[] terms, int maxFrequency) {
    return index.guarded(() -> findFunctions(terms, maxFrequency));
  }

  private FunctionSeeds findFunctions(int[] wanted, int maxFrequency) throws IOException {
    FunctionSeeds seeds = new FunctionSeeds(wanted.length);
    if (!index.hasFunctions()) {
      return seeds;
    }
    PostingsEnum reused = null;
    for (LeafReaderContext leaf : reader.leaves()) {
      Terms terms = leaf.reader().terms(IndexFormat.FUNCTIONS);
      if (terms == null) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      int[] deleted = index.deletedBlobs(leaf);
      TermsEnum each = terms.iterator();
      for (int i = 0; i < wanted.length; i++) {
        IndexFormat.spellingTerm(wanted[i], buffer);
        term.length = IndexFormat.FUNCTION_BYTES;
        if (!each.seekExact(term)) {
          continue;
        }
        if (seeds.count(i, liveFrequency(each, deleted)) > maxFrequency) {
          continue;
        }
        PostingsEnum docs = each.postings(reused, PostingsEnum.POSITIONS);
        reused = docs;
        for (int d = docs.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = docs.nextDoc()) {
          if (live != null && !live.get(d)) {
            continue;
          }
          for (int left = docs.freq(); left > 0; left--) {
            seeds.add(i, leaf.docBase + d, docs.nextPosition());
          }
        }
      }
    }
    seeds.dropAbove(maxFrequency);
    return seeds;
  }

  @Override
  public int[][] contentsWith(int[] spellings, int most) {
    return index.guarded(() -> {
      int[][] contents = new int[spellings.length][];
      for (int i = 0; i < spellings.length; i++) {
        contents[i] = contentsWith(spellings[i], most);
      }
      return contents;
    });
  }

  private int[] contentsWith(int spelling, int most) throws IOException {
    IndexFormat.spellingTerm(spelling, buffer);
    term.length = IndexFormat.SPELLING_BYTES;
    int[] found = new int[16];
    int n = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      Optional<PostingsEnum> there = spellingPostings(leaf);
      if (there.isEmpty()) {
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      PostingsEnum docs = there.get();
      postings = docs;
      for (int d = docs.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = docs.nextDoc()) {
        if (live != null && !live.get(d)) {
          continue;
        }
        if (n == found.length) {
          found = Arrays.copyOf(found, n * 2);
        }
        found[n++] = leaf.docBase + d;
        if (n > most) {
          return Arrays.copyOf(found, n);
        }
      }
    }
    return Arrays.copyOf(found, n);
  }

  private Optional<PostingsEnum> spellingPostings(LeafReaderContext leaf) throws IOException {
    Terms terms = leaf.reader().terms(IndexFormat.SPELLING);
    TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
    return each.seekExact(term)
        ? Optional.of(each.postings(postings, PostingsEnum.NONE))
        : Optional.empty();
  }

  @Override
  public int[] spellingFrequencies(int... spellings) {
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
