package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.statement.Feature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.lucene.store.Directory;

/// What a commit says of an index on disk.
final class CommitData {
  private CommitData() {}

  /// What a commit says of the index. Lucene asks for it once all files of the commit are written,
  /// so that their checksums are known.
  static Iterable<Map.Entry<String, String>> of(
      Directory directory, String modelFile, byte[] model, String digest, boolean functions) {
    Map<String, String> data = new TreeMap<>();
    if (functions) {
      data.put(IndexFormat.DATA_FUNCTIONS, String.valueOf(Feature.VERSION));
    }
    data.put(IndexFormat.DATA_FORMAT, String.valueOf(IndexFormat.VERSION));
    data.put(IndexFormat.DATA_FINGERPRINTS, String.valueOf(FingerprintFormat.VERSION));
    data.put(IndexFormat.DATA_MODEL, modelFile);
    data.put(IndexFormat.DATA_MODEL_DIGEST, DigestUtils.sha256Hex(model));
    data.put(IndexFormat.DATA_DIGEST, digest);
    return () -> {
      try {
        data.put(IndexFormat.DATA_FILES, FileIntegrity.describe(directory));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return data.entrySet().iterator();
    };
  }

  /// The digest of a set of works: equal for the same works, whatever their order, threads or
  /// machine.
  static String logicalDigest(Iterable<Work> works) {
    TreeSet<String> lines = new TreeSet<>();
    works.forEach(work -> lines.add(work.id() + "\t" + work.role().id() + "\t" + work.digest()));
    String all = IndexFormat.parameters() + "\n" + String.join("\n", lines);
    return DigestUtils.sha256Hex(all.getBytes(StandardCharsets.UTF_8));
  }
}
