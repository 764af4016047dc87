package dev.ringfence.corpus.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Blobs on their way into the index: their terms in flat arrays, sorted once, then written as one
/// segment. Several times as fast as to hand Lucene document after document.
final class BlobBatch {
  /*
   * A posting is one long: the term in the upper 40 bits, the document in the lower 24, so that sorting
   * the longs sorts terms and, within each, documents.
   */
  static final int DOCUMENT_BITS = 24;
  static final int DOCUMENT_MASK = (1 << DOCUMENT_BITS) - 1;

  /// Postings and bytes that a batch holds at most before it is written: with the copy that sorting
  /// takes, well below 200 MB.
  private static final int MAX_POSTINGS = 6_000_000;

  /// Documents whose functions can be told apart.
  private static final int MAX_DOCUMENTS = 1 << 16;

  private static final int MAX_BYTES = 64 << 20;

  /// The postings of one field.
  static final class Postings {
    private long[] entries = new long[1 << 12];
    private int size;

    private void add(long term, int document) {
      addEntry((term << DOCUMENT_BITS) | document);
    }

    private void addEntry(long entry) {
      if (size == entries.length) {
        entries = Arrays.copyOf(entries, size * 2);
      }
      entries[size++] = entry;
    }

    /// Sorts the entries and drops doubles.
    ///
    /// @param shift where the term begins
    long[] sorted(int shift) {
      long[] from = Arrays.copyOf(entries, size);
      radixSort(from, shift);
      int kept = 0;
      for (int i = 0; i < from.length; i++) {
        if (i == 0 || from[i] != from[i - 1]) {
          from[kept++] = from[i];
        }
      }
      return kept == from.length ? from : Arrays.copyOf(from, kept);
    }

    /// Least significant digit first, by the term alone: documents were added in order.
    private static void radixSort(long[] values, int lowest) {
      long[] from = values;
      long[] to = new long[values.length];
      int[] counts = new int[(1 << 8) + 1];
      for (int shift = lowest; shift < Long.SIZE; shift += 8) {
        Arrays.fill(counts, 0);
        for (long value : from) {
          counts[(int) ((value >>> shift) & 0xff) + 1]++;
        }
        for (int i = 0; i < 256; i++) {
          counts[i + 1] += counts[i];
        }
        for (long value : from) {
          to[counts[(int) ((value >>> shift) & 0xff)]++] = value;
        }
        long[] swap = from;
        from = to;
        to = swap;
      }
      // After an odd number of passes the result stands in the other array.
      System.arraycopy(from, 0, values, 0, values.length);
    }
  }

  final Postings exact = new Postings();
  final Postings renamed = new Postings();
  final Postings spellings = new Postings();

  /// Features of functions: the term in 32 bits, the document in 16, the function in 16.
  final Postings functions = new Postings();

  final List<byte[]> functionSizes = new ArrayList<>();
  final List<byte[]> keys = new ArrayList<>();
  final List<byte[]> languages = new ArrayList<>();
  final List<byte[]> tokens = new ArrayList<>();
  final List<byte[]> texts = new ArrayList<>();
  private long bytes;

  /// Adds a blob.
  void add(BlobContent blob) {
    int document = keys.size();
    keys.add(blob.key());
    languages.add(blob.language().id().getBytes(StandardCharsets.UTF_8));
    tokens.add(blob.tokens());
    texts.add(blob.text());
    bytes += blob.tokens().length + blob.text().length;
    // A fingerprint is the upper 40 bits of its hash.
    for (int i = 0; i < blob.exactCount(); i++) {
      exact.add(blob.exact()[i] >>> DOCUMENT_BITS, document);
    }
    for (int i = 0; i < blob.renamedCount(); i++) {
      renamed.add(blob.renamed()[i] >>> DOCUMENT_BITS, document);
    }
    for (int spelling : blob.spellings()) {
      spellings.add(spelling & 0xffffffffL, document);
    }
    functionSizes.add(blob.functions().sizes());
    for (long posting : blob.functions().postings()) {
      functions.addEntry(
          (posting & 0xffff_ffff_0000_0000L) | ((long) document << 16) | (posting & 0xffff));
    }
  }

  int size() {
    return keys.size();
  }

  boolean isFull() {
    return bytes > MAX_BYTES
        || exact.size + renamed.size + spellings.size + functions.size > MAX_POSTINGS
        || keys.size() == MAX_DOCUMENTS;
  }
}
