package dev.ringfence.corpus.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.Bits;
import org.junit.jupiter.api.Test;

/// Counting by what is deleted gives what counting by what is there gives.
class LiveFrequencyTest {
  @Test
  void countsAsAWalkOverThePostingsDoes() throws IOException {
    Random random = new Random(31);
    for (int round = 0; round < 30; round++) {
      try (ByteBuffersDirectory directory = new ByteBuffersDirectory();
          IndexWriter writer =
              new IndexWriter(
                  directory, new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE))) {
        int documents = 1 + random.nextInt(3000);
        for (int d = 0; d < documents; d++) {
          Document document = new Document();
          document.add(new StringField("id", String.valueOf(d), Field.Store.NO));
          document.add(new StringField("all", "x", Field.Store.NO));
          document.add(new StringField("some", "t" + random.nextInt(5), Field.Store.NO));
          document.add(new StringField("rare", "t" + random.nextInt(200), Field.Store.NO));
          writer.addDocument(document);
        }
        writer.commit();
        for (int i = random.nextInt(documents); i > 0; i--) {
          writer.deleteDocuments(new Term("id", String.valueOf(random.nextInt(documents))));
        }
        writer.commit();
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
          for (LeafReaderContext leaf : reader.leaves()) {
            compare(leaf);
          }
        }
      }
    }
  }

  private static void compare(LeafReaderContext leaf) throws IOException {
    Bits live = leaf.reader().getLiveDocs();
    int[] deleted = new int[leaf.reader().maxDoc()];
    int n = 0;
    for (int d = 0; live != null && d < live.length(); d++) {
      if (!live.get(d)) {
        deleted[n++] = d;
      }
    }
    for (String field : new String[] {"all", "some", "rare"}) {
      TermsEnum terms = leaf.reader().terms(field).iterator();
      while (terms.next() != null) {
        int expected = 0;
        PostingsEnum docs = terms.postings(null, PostingsEnum.NONE);
        for (int d = docs.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = docs.nextDoc()) {
          expected += live == null || live.get(d) ? 1 : 0;
        }
        assertEquals(expected, IndexLookup.liveFrequency(terms, Arrays.copyOf(deleted, n)));
      }
    }
  }
}
