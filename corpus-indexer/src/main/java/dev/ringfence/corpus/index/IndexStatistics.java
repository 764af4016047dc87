package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.token.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// What is counted of an index on disk. Safe for use by several threads; what it counted it keeps.
final class IndexStatistics {
  private final IndexCommit commit;
  private final AtomicReferenceArray<int @Nullable []> deletedBlobs;
  private final Map<Language, Integer> blobsOfKin = new ConcurrentHashMap<>();

  /// The statistics of a commit.
  IndexStatistics(IndexCommit commit) {
    this.commit = commit;
    this.deletedBlobs = new AtomicReferenceArray<>(commit.segments().size());
  }

  /// The blobs of a segment that are deleted, ascending, as the segment numbers them.
  int[] deletedBlobs(LeafReaderContext leaf) throws IOException {
    int[] known = deletedBlobs.get(leaf.ord);
    if (known == null) {
      known = readDeletedBlobs(leaf.reader());
      deletedBlobs.set(leaf.ord, known);
    }
    return known;
  }

  private static int[] readDeletedBlobs(LeafReader segment) throws IOException {
    Bits live = segment.getLiveDocs();
    BinaryDocValues keys = segment.getBinaryDocValues(IndexFormat.KEY);
    if (live == null || keys == null) {
      return new int[0];
    }
    int[] deleted = new int[segment.numDeletedDocs()];
    int n = 0;
    for (int d = keys.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = keys.nextDoc()) {
      if (!live.get(d)) {
        deleted[n++] = d;
      }
    }
    return Arrays.copyOf(deleted, n);
  }

  /// How many contents are in a language or one of its kin.
  int blobCount(Language language) {
    Integer known = blobsOfKin.get(language);
    if (known != null) {
      return known;
    }
    int count = commit.guarded(() -> countKin(language));
    blobsOfKin.put(language, count);
    return count;
  }

  private int countKin(Language language) throws IOException {
    int count = 0;
    for (Language kin : Language.values()) {
      if (kin.isKin(language)) {
        for (LeafReaderContext leaf : commit.segments()) {
          Terms terms = leaf.reader().terms(IndexFormat.LANGUAGE);
          TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
          if (each.seekExact(new BytesRef(kin.id()))) {
            count += IndexLookup.liveFrequency(each, deletedBlobs(leaf));
          }
        }
      }
    }
    return count;
  }

  /// How many fingerprints there are in a channel, counting each once a content.
  long fingerprintCount(Channel channel) throws IOException {
    return commit.reader().getSumDocFreq(IndexLookup.field(channel));
  }

  /// When a file of the folder was last written.
  Instant written() throws IOException {
    Instant written = Instant.EPOCH;
    try (Stream<Path> files = Files.list(commit.path())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Instant time = Files.getLastModifiedTime(file).toInstant();
        written = time.isAfter(written) ? time : written;
      }
    }
    return written;
  }

  /// The bytes of the folder.
  long sizeInBytes() throws IOException {
    long bytes = 0;
    try (var entries = Files.list(commit.path())) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        bytes += Files.size(entry);
      }
    }
    return bytes;
  }
}
