package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.IndexPack.Manifest;
import dev.ringfence.corpus.index.IndexPack.PackedFile;
import dev.ringfence.corpus.index.IndexPack.PackedWork;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.FilterCodecReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.FSDirectory;

/// Writes indexes as packs.
final class PackWriter {
  private PackWriter() {}

  /// Writes an index as a pack; a pack of that name is replaced once the new one is whole.
  ///
  /// @param keepText whether the works' text goes with it
  static Manifest export(CorpusIndex index, Path pack, boolean keepText) throws IOException {
    Path target = pack.toAbsolutePath();
    Path folder = Files.createTempDirectory(parent(target), ".ringfence-export-");
    Path partial = folder.resolve("pack.zip");
    try {
      Path copy = Files.createDirectory(folder.resolve("index"));
      writeCopy(index, copy, keepText);
      Manifest manifest;
      try (CorpusIndex written = CorpusIndex.openChecked(copy);
          OutputStream file = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16);
          ZipOutputStream zip = new ZipOutputStream(file, StandardCharsets.UTF_8)) {
        zip.setLevel(Deflater.BEST_COMPRESSION);
        manifest = write(zip, written, copy, keepText);
      }
      Files.move(
          partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } finally {
      IndexPack.deleteTree(folder);
    }
  }

  private static Path parent(Path target) throws IOException {
    Path parent = target.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/not-found", "folder does not exist: `" + parent + "`", "make it first"));
    }
    return parent;
  }

  /// Writes the live documents of an index to another folder, as one segment.
  private static void writeCopy(CorpusIndex index, Path folder, boolean keepText)
      throws IOException {
    try (FSDirectory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, CorpusIndexWriter.config())) {
      List<CodecReader> readers = new ArrayList<>();
      for (LeafReaderContext leaf : index.reader().leaves()) {
        CodecReader reader = (CodecReader) leaf.reader();
        readers.add(keepText ? reader : new WithoutText(reader));
      }
      writer.addIndexes(readers.toArray(new CodecReader[0]));
      writer.forceMerge(1);
      String model = "model-1";
      byte[] stored = index.storedModel();
      Files.write(folder.resolve(model), stored);
      writer.setLiveCommitData(
          CommitData.of(directory, model, stored, index.digest(), index.hasFunctions()));
      writer.commit();
    }
    Files.deleteIfExists(folder.resolve("write.lock"));
  }

  /// A segment without the texts.
  private static final class WithoutText extends FilterCodecReader {
    private final FieldInfos fields;

    WithoutText(CodecReader in) {
      super(in);
      List<FieldInfo> kept = new ArrayList<>();
      for (FieldInfo field : in.getFieldInfos()) {
        if (!field.name.equals(IndexFormat.TEXT)) {
          kept.add(field);
        }
      }
      this.fields = new FieldInfos(kept.toArray(new FieldInfo[0]));
    }

    @Override
    public FieldInfos getFieldInfos() {
      return fields;
    }

    @Override
    public CacheHelper getCoreCacheHelper() {
      return in.getCoreCacheHelper();
    }

    @Override
    public CacheHelper getReaderCacheHelper() {
      return in.getReaderCacheHelper();
    }
  }

  private static Manifest write(
      ZipOutputStream zip, CorpusIndex index, Path folder, boolean keepText) throws IOException {
    List<PackedFile> files = new ArrayList<>();
    Set<String> written = new HashSet<>();
    List<PackedWork> works = new ArrayList<>();
    for (Work work : index.works()) {
      works.add(
          new PackedWork(
              work.id(),
              work.role().id(),
              work.purl(),
              work.provenance().source(),
              work.provenance().date(),
              new TreeMap<>(work.contents().licenses()),
              new TreeMap<>(work.provenance().notices())));
      for (String notice : new TreeMap<>(work.provenance().notices()).values()) {
        if (written.add(notice)) {
          byte[] text = index.notice(notice).orElse("").getBytes(StandardCharsets.UTF_8);
          files.add(put(zip, "notices/" + notice, text));
        }
      }
    }
    List<Path> parts = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      entries.sorted().forEach(parts::add);
    }
    for (Path part : parts) {
      String name = String.valueOf(part.getFileName());
      if (!name.equals("write.lock")) {
        files.add(put(zip, "index/" + name, part));
      }
    }
    Manifest manifest =
        new Manifest(
            IndexPack.VERSION,
            IndexPack.format(),
            IndexFormat.parameters(),
            index.digest(),
            keepText,
            works,
            files);
    put(zip, IndexPack.MANIFEST, Records.encode(manifest));
    return manifest;
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    return entry;
  }

  private static PackedFile put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(entry(name));
    zip.write(bytes);
    zip.closeEntry();
    return new PackedFile(name, bytes.length, DigestUtils.sha256Hex(bytes));
  }

  private static PackedFile put(ZipOutputStream zip, String name, Path file) throws IOException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    zip.putNextEntry(entry(name));
    long size;
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      size = in.transferTo(zip);
    }
    zip.closeEntry();
    return new PackedFile(name, size, Hex.encodeHexString(digest.digest()));
  }
}
