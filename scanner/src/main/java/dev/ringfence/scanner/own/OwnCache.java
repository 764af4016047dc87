package dev.ringfence.scanner.own;

import dev.ringfence.corpus.index.IndexedContent;
import dev.ringfence.fingerprints.FingerprintFormat;
import dev.ringfence.fingerprints.source.Language;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/// What was read of the blobs of a repository, kept in its own folder, so that it goes when the
/// repository goes. A cache that cannot be read or written costs time and nothing else.
final class OwnCache {
  /*
   * `ringfence/own-VERSION.bin`: for each entry the length of its key and the key, in UTF-8, one byte
   * that says whether the blob is code, and if it is the number of its language and an IndexedContent;
   * at the end the CRC-32C of all before.
   */
  private static final int VERSION = 1;

  /// As much again of blobs that other commits hold is kept: branches take turns.
  private static final int KEPT_OF_OTHERS = 2;

  private static final int MAX_BYTES = 1 << 30;

  /// What is known of a blob under a name.
  ///
  /// @param language its language
  /// @param content what an index would keep of it
  record Entry(Language language, IndexedContent content) {}

  private final Path file;
  private final Map<String, Optional<Entry>> entries = new HashMap<>();
  private boolean grown;

  private OwnCache(Path file) {
    this.file = file;
  }

  /// The cache of a repository.
  ///
  /// @param repository the folder that its working trees share, `.git`
  static OwnCache open(Path repository) {
    OwnCache cache =
        new OwnCache(
            repository
                .resolve("ringfence")
                .resolve("own-" + VERSION + "." + FingerprintFormat.VERSION + ".bin"));
    try {
      if (Files.isRegularFile(cache.file) && Files.size(cache.file) < MAX_BYTES) {
        cache.read(ByteBuffer.wrap(Files.readAllBytes(cache.file)));
      }
    } catch (IOException | RuntimeException damaged) {
      cache.entries.clear();
    }
    return cache;
  }

  private void read(ByteBuffer in) throws IOException {
    int end = in.limit() - Integer.BYTES;
    if (end < 0 || in.getInt(end) != checksum(in.duplicate().limit(end))) {
      throw new IOException("not what was written");
    }
    in.limit(end);
    while (in.hasRemaining()) {
      byte[] key = new byte[in.getInt()];
      in.get(key);
      String name = new String(key, StandardCharsets.UTF_8);
      if (in.get() == 0) {
        entries.put(name, Optional.empty());
      } else {
        Language language = Language.ofNumber(in.getInt());
        entries.put(name, Optional.of(new Entry(language, IndexedContent.read(in))));
      }
    }
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /// What is known of a blob; null where nothing is, empty where it is no code.
  @org.jspecify.annotations.Nullable
  @SuppressWarnings("NullableOptional") // three answers
  Optional<Entry> get(String key) {
    return entries.get(key);
  }

  void put(String key, Optional<Entry> entry) {
    entries.put(key, entry);
    grown = true;
  }

  /// Writes it where it has grown.
  ///
  /// @param used the keys that this run asked for
  void save(Set<String> used) {
    if (!grown) {
      return;
    }
    if (entries.size() > (1 + KEPT_OF_OTHERS) * used.size()) {
      entries.keySet().retainAll(used);
    }
    long size = Integer.BYTES;
    IdentityHashMap<byte[], Optional<Entry>> encoded = new IdentityHashMap<>();
    for (Map.Entry<String, Optional<Entry>> entry : entries.entrySet()) {
      byte[] key = entry.getKey().getBytes(StandardCharsets.UTF_8);
      encoded.put(key, entry.getValue());
      size +=
          Integer.BYTES
              + key.length
              + 1
              + entry.getValue().map(known -> Integer.BYTES + known.content().size()).orElse(0);
    }
    if (size > MAX_BYTES) {
      return;
    }
    ByteBuffer out = ByteBuffer.allocate((int) size);
    encoded.forEach((key, entry) -> {
      out.putInt(key.length).put(key).put((byte) (entry.isPresent() ? 1 : 0));
      if (entry.isPresent()) {
        out.putInt(entry.get().language().number());
        entry.get().content().write(out);
      }
    });
    out.putInt(checksum(out.duplicate().flip()));
    try {
      Path folder = Files.createDirectories(file.resolveSibling("."));
      Path fresh = Files.createTempFile(folder, "own", ".tmp");
      try {
        Files.write(fresh, out.array());
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException readOnly) {
      // The next run reads the blobs again.
    }
  }
}
