package dev.ringfence.corpus.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Makes an index in a folder from the parts of another. Nothing is visible before [#commit].
public final class IndexRebuilder implements AutoCloseable {
  private static final FunctionTerms NO_FUNCTIONS = new FunctionTerms(new long[0], new byte[0]);

  private final CorpusIndexWriter writer;

  private IndexRebuilder(CorpusIndexWriter writer) {
    this.writer = writer;
  }

  /// Begins an index in a folder without one.
  ///
  /// @param functions whether all contents will have the features of their functions
  public static IndexRebuilder open(Path folder, boolean functions) throws IOException {
    CorpusIndexWriter writer = CorpusIndexWriter.open(folder);
    if (!functions) {
      writer.leaveFunctionsOut();
    }
    return new IndexRebuilder(writer);
  }

  /// Adds a content.
  public void add(IndexRecords.StoredContent stored) throws IOException {
    byte[] key = stored.key().getBytes(StandardCharsets.ISO_8859_1);
    if (!writer.claim(key)) {
      return;
    }
    IndexedContent content = stored.content();
    long[] exact = hashes(content.exact());
    long[] renamed = hashes(content.renamed());
    writer.addBlob(
        new BlobContent(
            key,
            stored.language(),
            content.encodedTokens(),
            exact,
            exact.length,
            renamed,
            renamed.length,
            content.spellings(),
            stored.functions().orElse(NO_FUNCTIONS),
            stored.text()),
        content.tokens());
  }

  /// A batch keeps the upper bits of hashes.
  private static long[] hashes(long[] terms) {
    long[] hashes = new long[terms.length];
    for (int i = 0; i < terms.length; i++) {
      hashes[i] = terms[i] << BlobBatch.DOCUMENT_BITS;
    }
    return hashes;
  }

  /// Adds a file; its content must have been added.
  public void add(Work work, CorpusFile file) throws IOException {
    writer.addFile(work.serial(), file);
  }

  /// Adds a license text.
  public void addNotice(byte[] text) throws IOException {
    writer.addNotice(text);
  }

  /// Adds a work, once all of its files have been added.
  public void add(Work work) throws IOException {
    writer.addWork(work);
  }

  /// Makes all of it visible.
  public void commit() throws IOException {
    writer.commit();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
