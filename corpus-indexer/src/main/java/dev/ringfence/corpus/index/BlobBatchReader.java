package dev.ringfence.corpus.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.lucene.codecs.DocValuesProducer;
import org.apache.lucene.codecs.FieldsProducer;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.NormsProducer;
import org.apache.lucene.codecs.PointsReader;
import org.apache.lucene.codecs.StoredFieldsReader;
import org.apache.lucene.codecs.TermVectorsReader;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DocValuesSkipIndexType;
import org.apache.lucene.index.DocValuesSkipper;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.LeafMetaData;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.StoredFieldVisitor;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

/// A [BlobBatch] as a segment that Lucene's `addIndexes` can read, once and front to back.
final class BlobBatchReader extends CodecReader {
  private static final String BINARY_ONLY = "a batch has binary values only";

  private final int documents;
  private final FieldInfos infos;
  private final Map<String, Terms> fields = new TreeMap<>();
  private final Map<String, List<byte[]>> values = new HashMap<>();

  BlobBatchReader(BlobBatch batch) {
    documents = batch.size();
    hashes(IndexFormat.EXACT, batch.exact, IndexFormat.FINGERPRINT_BYTES);
    hashes(IndexFormat.RENAMED, batch.renamed, IndexFormat.FINGERPRINT_BYTES);
    hashes(IndexFormat.SPELLING, batch.spellings, IndexFormat.SPELLING_BYTES);
    functions(batch.functions);
    oneEach(IndexFormat.BLOB, batch.keys);
    oneEach(IndexFormat.LANGUAGE, batch.languages);
    values.put(IndexFormat.KEY, batch.keys);
    values.put(IndexFormat.TOKENS, batch.tokens);
    if (batch.functionSizes.stream().anyMatch(sizes -> sizes.length > 0)) {
      values.put(IndexFormat.FUNCTION_SIZES, batch.functionSizes);
    }
    if (batch.texts.stream().anyMatch(text -> text.length > 0)) {
      values.put(IndexFormat.TEXT, batch.texts);
    }
    List<FieldInfo> all = new ArrayList<>();
    fields
        .keySet()
        .forEach(name ->
            all.add(
                info(
                    name,
                    all.size(),
                    name.equals(IndexFormat.FUNCTIONS)
                        ? IndexOptions.DOCS_AND_FREQS_AND_POSITIONS
                        : IndexOptions.DOCS)));
    values.keySet().stream()
        .sorted()
        .forEach(name -> all.add(info(name, all.size(), IndexOptions.NONE)));
    infos = new FieldInfos(all.toArray(new FieldInfo[0]));
  }

  private static FieldInfo info(String name, int number, IndexOptions options) {
    boolean terms = options != IndexOptions.NONE;
    return new FieldInfo(
        name,
        number,
        false,
        terms,
        false,
        options,
        terms ? DocValuesType.NONE : DocValuesType.BINARY,
        DocValuesSkipIndexType.NONE,
        -1,
        new HashMap<>(),
        0,
        0,
        0,
        0,
        VectorEncoding.FLOAT32,
        VectorSimilarityFunction.EUCLIDEAN,
        false,
        false);
  }

  private void hashes(String field, BlobBatch.Postings postings, int width) {
    long[] entries = postings.sorted(BlobBatch.DOCUMENT_BITS);
    if (entries.length == 0) {
      return;
    }
    fields.put(
        field,
        new SortedTerms(entries.length) {
          @Override
          int document(int entry) {
            return (int) entries[entry] & BlobBatch.DOCUMENT_MASK;
          }

          @Override
          boolean sameTerm(int a, int b) {
            return entries[a] >>> BlobBatch.DOCUMENT_BITS == entries[b] >>> BlobBatch.DOCUMENT_BITS;
          }

          @Override
          void term(int entry, BytesRef into) {
            long term = entries[entry] >>> BlobBatch.DOCUMENT_BITS;
            for (int i = width - 1; i >= 0; i--) {
              into.bytes[i] = (byte) term;
              term >>>= 8;
            }
            into.length = width;
          }
        });
  }

  private void functions(BlobBatch.Postings postings) {
    long[] entries = postings.sorted(Integer.SIZE);
    if (entries.length == 0) {
      return;
    }
    fields.put(
        IndexFormat.FUNCTIONS,
        new SortedTerms(entries.length) {
          @Override
          int document(int entry) {
            return (int) (entries[entry] >>> 16) & 0xffff;
          }

          @Override
          int position(int entry) {
            return (int) entries[entry] & 0xffff;
          }

          @Override
          public boolean hasPositions() {
            return true;
          }

          @Override
          public boolean hasFreqs() {
            return true;
          }

          @Override
          boolean sameTerm(int a, int b) {
            return entries[a] >>> Integer.SIZE == entries[b] >>> Integer.SIZE;
          }

          @Override
          void term(int entry, BytesRef into) {
            IndexFormat.spellingTerm((int) (entries[entry] >>> Integer.SIZE), into.bytes);
            into.length = IndexFormat.FUNCTION_BYTES;
          }
        });
  }

  /// A field with one term a document.
  private void oneEach(String field, List<byte[]> terms) {
    Integer[] order = new Integer[terms.size()];
    Arrays.setAll(order, i -> i);
    // The sort is stable: documents of one term stay in their order.
    Arrays.sort(order, Comparator.comparing(terms::get, Arrays::compareUnsigned));
    fields.put(
        field,
        new SortedTerms(order.length) {
          @Override
          int document(int entry) {
            return order[entry];
          }

          @Override
          boolean sameTerm(int a, int b) {
            return Arrays.equals(terms.get(order[a]), terms.get(order[b]));
          }

          @Override
          void term(int entry, BytesRef into) {
            byte[] term = terms.get(order[entry]);
            System.arraycopy(term, 0, into.bytes, 0, term.length);
            into.length = term.length;
          }
        });
  }

  @Override
  public FieldsProducer getPostingsReader() {
    return new FieldsProducer() {
      @Override
      public void close() {}

      @Override
      public void checkIntegrity() {}

      @Override
      public Iterator<String> iterator() {
        return fields.keySet().iterator();
      }

      @Override
      public @Nullable Terms terms(String field) {
        return fields.get(field);
      }

      @Override
      public int size() {
        return fields.size();
      }
    };
  }

  @Override
  public DocValuesProducer getDocValuesReader() {
    return new DocValuesProducer() {
      @Override
      public BinaryDocValues getBinary(FieldInfo field) {
        return new Values(Objects.requireNonNull(values.get(field.name)));
      }

      @Override
      public NumericDocValues getNumeric(FieldInfo field) {
        throw new UnsupportedOperationException(BINARY_ONLY);
      }

      @Override
      public SortedDocValues getSorted(FieldInfo field) {
        throw new UnsupportedOperationException(BINARY_ONLY);
      }

      @Override
      public SortedNumericDocValues getSortedNumeric(FieldInfo field) {
        throw new UnsupportedOperationException(BINARY_ONLY);
      }

      @Override
      public SortedSetDocValues getSortedSet(FieldInfo field) {
        throw new UnsupportedOperationException(BINARY_ONLY);
      }

      @Override
      public @Nullable DocValuesSkipper getSkipper(FieldInfo field) {
        return null;
      }

      @Override
      public void checkIntegrity() {}

      @Override
      public void close() {}
    };
  }

  /// One value a document; none where it is empty.
  private static final class Values extends BinaryDocValues {
    private final List<byte[]> all;
    private int document = -1;

    Values(List<byte[]> all) {
      this.all = all;
    }

    @Override
    public BytesRef binaryValue() {
      return new BytesRef(all.get(document));
    }

    @Override
    public boolean advanceExact(int target) {
      document = target;
      return all.get(target).length > 0;
    }

    @Override
    public int docID() {
      return document;
    }

    @Override
    public int nextDoc() {
      return advance(document + 1);
    }

    @Override
    public int advance(int target) {
      document = target;
      while (document < all.size() && all.get(document).length == 0) {
        document++;
      }
      if (document >= all.size()) {
        document = NO_MORE_DOCS;
      }
      return document;
    }

    @Override
    public long cost() {
      return all.size();
    }
  }

  @Override
  public StoredFieldsReader getFieldsReader() {
    return new StoredFieldsReader() {
      @Override
      public StoredFieldsReader clone() {
        return this;
      }

      @Override
      public void checkIntegrity() {}

      @Override
      public void close() {}

      @Override
      public void document(int document, StoredFieldVisitor visitor) {}
    };
  }

  @Override
  public @Nullable TermVectorsReader getTermVectorsReader() {
    return null;
  }

  @Override
  public @Nullable NormsProducer getNormsReader() {
    return null;
  }

  @Override
  public @Nullable PointsReader getPointsReader() {
    return null;
  }

  @Override
  public @Nullable KnnVectorsReader getVectorReader() {
    return null;
  }

  @Override
  public FieldInfos getFieldInfos() {
    return infos;
  }

  @Override
  public @Nullable Bits getLiveDocs() {
    return null;
  }

  @Override
  public LeafMetaData getMetaData() {
    return new LeafMetaData(Version.LATEST.major, Version.LATEST, null, false);
  }

  @Override
  public int numDocs() {
    return documents;
  }

  @Override
  public int maxDoc() {
    return documents;
  }

  @Override
  public @Nullable CacheHelper getCoreCacheHelper() {
    return null;
  }

  @Override
  public @Nullable CacheHelper getReaderCacheHelper() {
    return null;
  }
}
