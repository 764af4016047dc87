package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.fingerprints.FingerprintFormat;
import java.io.BufferedOutputStream;
import java.io.EOFException;
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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
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

/// An index as one file, for a cache or another machine.
public final class IndexPack {
  /*
   * A zip of
   *   manifest.json      [Manifest]
   *   notices/SHA256     each distinct license text of the works
   *   index/...          the folder of the index, one segment
   * Import takes what the manifest lists, with the sizes and digests that it lists, and nothing else.
   */
  private static final String MANIFEST = "manifest.json";
  private static final int VERSION = 1;
  private static final Pattern SAFE = Pattern.compile("(index|notices)/[A-Za-z0-9_.-]{1,100}");
  private static final long MAX_MANIFEST = 64 << 20;

  /// A file of a pack.
  ///
  /// @param name the name in the zip
  /// @param size its bytes, unpacked
  /// @param sha256 their digest, hex
  public record PackedFile(String name, long size, String sha256) {}

  /// A work of a pack.
  ///
  /// @param id name and version
  /// @param role why it is there
  /// @param purl its package URL
  /// @param source where it was fetched from
  /// @param date when it was published
  /// @param licenses how many files are under each expression
  /// @param notices its license texts: path to the SHA-256 under `notices/`
  public record PackedWork(
      String id,
      String role,
      Optional<String> purl,
      String source,
      Optional<String> date,
      Map<String, Integer> licenses,
      Map<String, String> notices) {}

  /// What a pack says of itself.
  ///
  /// @param version of this layout
  /// @param format the index's format, `3.3`
  /// @param parameters for a reader
  /// @param digest the logical digest of the index
  /// @param text whether the works' text is in it
  /// @param works its works
  /// @param files its files
  public record Manifest(
      int version,
      String format,
      String parameters,
      String digest,
      boolean text,
      List<PackedWork> works,
      List<PackedFile> files) {}

  private IndexPack() {}

  private static String format() {
    return IndexFormat.VERSION + "." + FingerprintFormat.VERSION;
  }

  /// Writes an index as a pack; a pack of that name is replaced once the new one is whole.
  ///
  /// @param keepText whether the works' text goes with it
  public static Manifest export(CorpusIndex index, Path pack, boolean keepText) throws IOException {
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
      deleteTree(folder);
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
          CorpusIndexWriter.commitData(
              directory, model, stored, index.digest(), index.hasFunctions()));
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
              new TreeMap<>(work.licenses()),
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
            VERSION, format(), IndexFormat.parameters(), index.digest(), keepText, works, files);
    put(zip, MANIFEST, Records.encode(manifest));
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

  /// Reads what a pack says of itself.
  public static Manifest manifest(Path pack) throws IOException {
    try (ZipFile zip = open(pack)) {
      return manifest(zip, pack);
    }
  }

  private static ZipFile open(Path pack) throws IOException {
    if (!Files.isRegularFile(pack)) {
      throw RingfenceException.usage(
          Diagnostic.of(
              "usage/not-found", "pack does not exist: `" + pack + "`", "check the path"));
    }
    try {
      return new ZipFile(pack.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException | EOFException e) {
      throw damaged(pack, "it is no zip, or it was cut short");
    }
  }

  private static RingfenceException damaged(Path pack, String why) {
    return RingfenceException.incomplete(
        Diagnostic.of(
                "pack/damaged",
                "not a pack that can be trusted: " + why + "; nothing was replaced",
                "fetch the pack again, or export it again")
            .at(pack.toString()));
  }

  private static Manifest manifest(ZipFile zip, Path pack) throws IOException {
    ZipEntry entry = zip.getEntry(MANIFEST);
    if (entry == null) {
      throw damaged(pack, "it has no manifest");
    }
    byte[] json;
    try (InputStream in = zip.getInputStream(entry)) {
      json = in.readNBytes((int) MAX_MANIFEST);
    } catch (ZipException | EOFException e) {
      throw damaged(pack, "its manifest cannot be unpacked");
    }
    Manifest manifest;
    try {
      manifest = Records.decode(json, 0, json.length, Manifest.class);
    } catch (IOException e) {
      throw damaged(pack, "its manifest cannot be read");
    }
    if (manifest.version() != VERSION || !format().equals(manifest.format())) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "pack/format-mismatch",
                  "the pack has layout "
                      + manifest.version()
                      + ", index format "
                      + manifest.format()
                      + "; this version reads "
                      + VERSION
                      + " and "
                      + format()
                      + "; nothing was replaced",
                  "export it again with this version")
              .at(pack.toString()));
    }
    return manifest;
  }

  /// Brings an index to what a pack holds, once all of it has been checked; an index that is there
  /// is replaced in one commit.
  ///
  /// @return the manifest of the pack
  public static Manifest importInto(Path pack, Path index) throws IOException {
    Path target = index.toAbsolutePath();
    Files.createDirectories(parentOf(target));
    Path folder = Files.createTempDirectory(parentOf(target), ".ringfence-import-");
    try {
      Manifest manifest;
      try (ZipFile zip = open(pack)) {
        manifest = manifest(zip, pack);
        unpack(zip, manifest, pack, folder);
      }
      try (CorpusIndex unpacked = CorpusIndex.openChecked(folder)) {
        IndexVerifier.Report report = IndexVerifier.verify(unpacked);
        if (!report.faults().isEmpty()) {
          throw damaged(pack, report.faults().getFirst());
        }
        if (!unpacked.digest().equals(manifest.digest())) {
          throw damaged(pack, "its index has another digest than its manifest");
        }
        try (CorpusIndexWriter writer = CorpusIndexWriter.open(index)) {
          writer.replaceBy(unpacked);
          writer.commit();
        }
      }
      return manifest;
    } finally {
      deleteTree(folder);
    }
  }

  private static Path parentOf(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static void unpack(ZipFile zip, Manifest manifest, Path pack, Path folder)
      throws IOException {
    for (PackedFile file : manifest.files()) {
      ZipEntry entry = zip.getEntry(file.name());
      if (!SAFE.matcher(file.name()).matches() || entry == null) {
        throw damaged(pack, "`" + file.name() + "` is missing or is no file of a pack");
      }
      boolean ofIndex = file.name().startsWith("index/");
      String name = file.name().substring(file.name().indexOf('/') + 1);
      if (ofIndex && (!CorpusIndexWriter.isOwn(name) || name.equals("write.lock"))) {
        throw damaged(pack, "`" + file.name() + "` is no file of an index");
      }
      MessageDigest digest = DigestUtils.getSha256Digest();
      long size = 0;
      try (InputStream in = zip.getInputStream(entry);
          OutputStream out =
              ofIndex
                  ? Files.newOutputStream(folder.resolve(name))
                  : OutputStream.nullOutputStream()) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          size += n;
          if (size > file.size()) {
            break;
          }
          digest.update(buffer, 0, n);
          out.write(buffer, 0, n);
        }
      } catch (ZipException | EOFException e) {
        throw damaged(pack, "`" + file.name() + "` cannot be unpacked");
      }
      if (size != file.size() || !Hex.encodeHexString(digest.digest()).equals(file.sha256())) {
        throw damaged(pack, "`" + file.name() + "` is not what the manifest says");
      }
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      tree.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
