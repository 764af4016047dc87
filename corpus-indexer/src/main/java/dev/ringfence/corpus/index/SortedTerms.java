package dev.ringfence.corpus.index;

import org.apache.lucene.index.BaseTermsEnum;
import org.apache.lucene.index.ImpactsEnum;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// The terms of one field with their documents, sorted beforehand, as a merge reads them: once,
/// front to back. A merge never seeks, so the ways to seek are not there.
abstract class SortedTerms extends Terms {
  private static final int MAX_TERM = 64;
  private static final String NO_SEEK = "read front to back";

  private final int count;

  /// Terms with so many postings.
  SortedTerms(int count) {
    this.count = count;
  }

  /// The document of a posting.
  abstract int document(int entry);

  /// The position of a posting: entries of one term and document follow each other by it.
  int position(int entry) {
    return -1;
  }

  /// Whether two postings that follow each other have one term.
  abstract boolean sameTerm(int a, int b);

  /// Writes the term of a posting, of at most [#MAX_TERM] bytes.
  abstract void term(int entry, BytesRef into);

  @Override
  public TermsEnum iterator() {
    return new Each();
  }

  @Override
  public long size() {
    return -1;
  }

  @Override
  public long getSumTotalTermFreq() {
    return count;
  }

  @Override
  public long getSumDocFreq() {
    return count;
  }

  @Override
  public int getDocCount() {
    return -1;
  }

  @Override
  public boolean hasFreqs() {
    return false;
  }

  @Override
  public boolean hasOffsets() {
    return false;
  }

  @Override
  public boolean hasPositions() {
    return false;
  }

  @Override
  public boolean hasPayloads() {
    return false;
  }

  private final class Each extends BaseTermsEnum {
    private int start;
    private int end;
    private final BytesRef term = new BytesRef(MAX_TERM);
    private final Documents documents = new Documents();

    @Override
    public @Nullable BytesRef next() {
      start = end;
      if (start == count) {
        return null;
      }
      end++;
      while (end < count && sameTerm(start, end)) {
        end++;
      }
      SortedTerms.this.term(start, term);
      return term;
    }

    @Override
    public BytesRef term() {
      return term;
    }

    @Override
    public SeekStatus seekCeil(BytesRef text) {
      throw new UnsupportedOperationException(NO_SEEK);
    }

    @Override
    public void seekExact(long ord) {
      throw new UnsupportedOperationException(NO_SEEK);
    }

    @Override
    public long ord() {
      throw new UnsupportedOperationException(NO_SEEK);
    }

    @Override
    public int docFreq() {
      return end - start;
    }

    @Override
    public long totalTermFreq() {
      return (long) end - start;
    }

    @Override
    public PostingsEnum postings(@Nullable PostingsEnum reuse, int flags) {
      documents.next = start;
      documents.end = end;
      documents.document = -1;
      return documents;
    }

    @Override
    public ImpactsEnum impacts(int flags) {
      throw new UnsupportedOperationException(NO_SEEK);
    }
  }

  private final class Documents extends PostingsEnum {
    private int next;
    private int end;
    private int document = -1;
    private int position;

    @Override
    public int freq() {
      return next - position;
    }

    @Override
    public int nextPosition() {
      return SortedTerms.this.position(position++);
    }

    @Override
    public int startOffset() {
      return -1;
    }

    @Override
    public int endOffset() {
      return -1;
    }

    @Override
    public @Nullable BytesRef getPayload() {
      return null;
    }

    @Override
    public int docID() {
      return document;
    }

    @Override
    public int nextDoc() {
      if (next >= end) {
        document = NO_MORE_DOCS;
        return document;
      }
      position = next;
      document = document(next++);
      while (next < end && document(next) == document) {
        next++;
      }
      return document;
    }

    @Override
    public int advance(int target) {
      int found = nextDoc();
      while (found < target) {
        found = nextDoc();
      }
      return found;
    }

    @Override
    public long cost() {
      return end - (long) next;
    }
  }
}
