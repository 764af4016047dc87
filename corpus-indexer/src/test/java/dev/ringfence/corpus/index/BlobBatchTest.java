package dev.ringfence.corpus.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a batch writes is what was put into it, by Lucene's own reading.
class BlobBatchTest {
  @TempDir Path temp;

  @Test
  void writesTheTermsAndValuesItWasGiven() throws IOException {
    Random random = new Random(3);
    Map<Integer, Set<String>> expectedFunctions = new TreeMap<>();
    BlobBatch batch = new BlobBatch();
    Map<Long, TreeSet<Integer>> expected = new TreeMap<>();
    for (int document = 0; document < 300; document++) {
      long[] hashes = new long[1 + random.nextInt(50)];
      int[] spellings = new int[random.nextInt(20)];
      for (int i = 0; i < hashes.length; i++) {
        // Few terms, so that many documents share one and some hold one twice; the sign bit too.
        hashes[i] = ((random.nextInt(200) - 100L) << 57) | ((long) random.nextInt(3) << 24);
        expected.computeIfAbsent(hashes[i] >>> 24, _ -> new TreeSet<>()).add(document);
      }
      for (int i = 0; i < spellings.length; i++) {
        spellings[i] = random.nextInt() | 0x8000_0000;
      }
      byte[] key = new byte[21];
      random.nextBytes(key);
      batch.add(
          new BlobContent(
              key,
              document % 2 == 0 ? Language.C : Language.JAVA,
              ("tokens" + document).getBytes(StandardCharsets.UTF_8),
              hashes,
              hashes.length,
              hashes,
              hashes.length / 2,
              spellings,
              functions(random, document, expectedFunctions),
              document % 3 == 0
                  ? new byte[0]
                  : ("text" + document).getBytes(StandardCharsets.UTF_8)));
    }
    try (FSDirectory directory = FSDirectory.open(temp)) {
      try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig());
          BlobBatchReader reader = new BlobBatchReader(batch)) {
        writer.addIndexes(reader);
        writer.commit();
      }
      try (CheckIndex check = new CheckIndex(directory)) {
        assertEquals(true, check.checkIndex().clean);
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        LeafReader leaf = reader.leaves().getFirst().reader();
        assertEquals(300, leaf.maxDoc());
        Map<Long, TreeSet<Integer>> actual = new TreeMap<>();
        TermsEnum terms = leaf.terms(IndexFormat.EXACT).iterator();
        for (BytesRef term = terms.next(); term != null; term = terms.next()) {
          long value = 0;
          for (int i = 0; i < term.length; i++) {
            value = (value << 8) | (term.bytes[term.offset + i] & 0xff);
          }
          TreeSet<Integer> documents = new TreeSet<>();
          PostingsEnum postings = terms.postings(null, PostingsEnum.NONE);
          while (postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            documents.add(postings.docID());
          }
          assertEquals(documents.size(), terms.docFreq());
          actual.put(value, documents);
        }
        assertEquals(expected, actual);
        assertEquals(expectedFunctions, readFunctions(leaf));
        var sizes = leaf.getBinaryDocValues(IndexFormat.FUNCTION_SIZES);
        assertEquals(true, sizes.advanceExact(4));
        assertEquals(4, sizes.binaryValue().length);
        assertEquals(false, sizes.advanceExact(5));
        assertEquals(
            150, leaf.docFreq(new org.apache.lucene.index.Term(IndexFormat.LANGUAGE, "c")));
        var tokens = leaf.getBinaryDocValues(IndexFormat.TOKENS);
        var texts = leaf.getBinaryDocValues(IndexFormat.TEXT);
        for (int document = 0; document < 300; document++) {
          assertEquals(true, tokens.advanceExact(document));
          assertEquals("tokens" + document, tokens.binaryValue().utf8ToString());
          assertEquals(document % 3 != 0, texts.advanceExact(document));
        }
      }
    }
  }

  /// A document has as many functions as the last digit of its number, or none in case of 5.
  private static FunctionTerms functions(
      Random random, int document, Map<Integer, Set<String>> expected) {
    int units = document % 10 == 5 ? 0 : document % 10;
    long[] postings = new long[units * 3];
    for (int i = 0; i < postings.length; i++) {
      // Few terms, of which the sign bit is one, so that functions of one document share some.
      int term = (random.nextInt(8) - 4) << 28;
      int unit = i / 3 * 1000;
      postings[i] = ((long) term << 32) | unit;
      expected.computeIfAbsent(term, _ -> new TreeSet<>()).add(document + " " + unit);
    }
    return new FunctionTerms(postings, new byte[units]);
  }

  private static Map<Integer, Set<String>> readFunctions(LeafReader leaf) throws IOException {
    Map<Integer, Set<String>> found = new TreeMap<>();
    TermsEnum terms = leaf.terms(IndexFormat.FUNCTIONS).iterator();
    for (BytesRef term = terms.next(); term != null; term = terms.next()) {
      int value = ByteBuffer.wrap(term.bytes, term.offset, term.length).getInt();
      PostingsEnum postings = terms.postings(null, PostingsEnum.POSITIONS);
      while (postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        for (int left = postings.freq(); left > 0; left--) {
          found
              .computeIfAbsent(value, _ -> new TreeSet<>())
              .add(postings.docID() + " " + postings.nextPosition());
        }
      }
    }
    return found;
  }

  @Test
  void sortsTermsThenDocuments() {
    BlobBatch batch = new BlobBatch();
    long[] high = {-1L, 1L << 24, -1L};
    long[] low = {0, 1L << 24};
    batch.add(content(high, 1));
    batch.add(content(low, 2));
    assertArrayEquals(new long[] {1, 1L << 24, (1L << 24) | 1, -1L << 24}, batch.exact.sorted(24));
  }

  private static BlobContent content(long[] hashes, int key) {
    byte[] bytes = new byte[21];
    bytes[0] = (byte) key;
    return new BlobContent(
        bytes,
        Language.C,
        new byte[1],
        hashes,
        hashes.length,
        hashes,
        0,
        new int[0],
        new FunctionTerms(new long[0], new byte[0]),
        new byte[0]);
  }
}
