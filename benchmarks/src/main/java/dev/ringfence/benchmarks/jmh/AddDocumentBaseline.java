package dev.ringfence.benchmarks.jmh;

import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.WinnowingParameters;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Channel;
import dev.ringfence.fingerprints.token.Tokenizer;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.fingerprints.token.antlr.AntlrTokenizer;
import dev.ringfence.fingerprints.winnow.Winnower;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/// The plain way into an index, as the reference: the interpreted lexer, winnowing, one
/// `addDocument` a file. It keeps what an index keeps: the terms of both channels, the spellings,
/// the tokens.
final class AddDocumentBaseline {
  private final Tokenizer tokenizer = new AntlrTokenizer();
  private final Fingerprinter fingerprinter = new Fingerprinter();

  private static final class HashTerms extends org.apache.lucene.analysis.TokenStream {
    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final long[] hashes;
    private int next;

    HashTerms(long[] hashes) {
      this.hashes = hashes;
    }

    @Override
    public boolean incrementToken() {
      if (next == hashes.length) {
        return false;
      }
      clearAttributes();
      byte[] bytes = new byte[5];
      long hash = hashes[next++];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (hash >>> (56 - 8 * i));
      }
      term.setBytesRef(new BytesRef(bytes));
      return true;
    }

    @Override
    public void reset() {
      next = 0;
    }
  }

  private long[] winnowed(Tokens tokens, Channel channel) {
    WinnowingParameters parameters = FingerprintFormat.parameters(channel);
    int count = Math.max(0, tokens.size() - parameters.k() + 1);
    long[] minima = new long[count];
    long[] all = fingerprinter.allHashes(tokens, channel);
    int kept = Winnower.minima(all, count, parameters.w(), minima, new long[count]);
    return Arrays.copyOf(minima, kept);
  }

  void index(List<SourceText> texts, Path folder) throws IOException {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS);
    type.setTokenized(true);
    type.setOmitNorms(true);
    IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(128);
    try (FSDirectory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, config)) {
      for (SourceText text : texts) {
        Tokens tokens = tokenizer.tokenize(text);
        Document document = new Document();
        for (Channel channel : Channel.values()) {
          document.add(new Field(channel.name(), new HashTerms(winnowed(tokens, channel)), type));
        }
        long[] spellings =
            Arrays.stream(tokens.spellingArray())
                .filter(spelling -> spelling < 0)
                .distinct()
                .mapToLong(spelling -> (long) spelling << 32)
                .toArray();
        document.add(new Field("spellings", new HashTerms(spellings), type));
        document.add(new BinaryDocValuesField("t", new BytesRef(deflate(tokens))));
        writer.addDocument(document);
      }
      writer.commit();
    }
  }

  private static byte[] deflate(Tokens tokens) {
    ByteBuffer body = ByteBuffer.allocate(8 * tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      body.putInt(tokens.symbol(i)).putInt(tokens.spelling(i));
    }
    Deflater deflater = new Deflater(6, true);
    try {
      deflater.setInput(body.array());
      deflater.finish();
      byte[] out = new byte[body.capacity() + 64];
      return java.util.Arrays.copyOf(out, deflater.deflate(out));
    } finally {
      deflater.end();
    }
  }
}
