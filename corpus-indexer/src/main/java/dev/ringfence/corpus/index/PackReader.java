package dev.ringfence.corpus.index;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.IndexPack.Manifest;
import dev.ringfence.corpus.index.IndexPack.PackedFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/// Reads packs and brings indexes to what they hold.
final class PackReader {
  private static final Pattern SAFE = Pattern.compile("(index|notices)/[A-Za-z0-9_.-]{1,100}");
  private static final long MAX_MANIFEST = 64 << 20;

  private PackReader() {}

  /// Reads what a pack says of itself.
  static Manifest manifest(Path pack) throws IOException {
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
    ZipEntry entry = zip.getEntry(IndexPack.MANIFEST);
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
    if (manifest.version() != IndexPack.VERSION || !IndexPack.format().equals(manifest.format())) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
                  "pack/format-mismatch",
                  "the pack has layout "
                      + manifest.version()
                      + ", index format "
                      + manifest.format()
                      + "; this version reads "
                      + IndexPack.VERSION
                      + " and "
                      + IndexPack.format()
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
  static Manifest importInto(Path pack, Path index) throws IOException {
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
      IndexPack.deleteTree(folder);
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
}
