package dev.ringfence.corpus.source;

import dev.ringfence.corpus.license.LicenseEvidence;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The files of one or more archives, which make up one work.
final class ArchiveWork implements FetchedWork {
  /// A file larger than this is not code that anyone wrote.
  private static final int MAX_FILE_BYTES = 64 << 20;

  /// An archive and where its files go in the work.
  ///
  /// @param folder the folder in the work, with a final `/`, or empty
  /// @param stripTopFolder whether the one folder that holds everything is left out
  record Part(Path archive, String folder, boolean stripTopFolder) {}

  private final List<Part> parts;
  private final String name;
  private final String version;
  private final Optional<String> purl;
  private final List<LicenseEvidence> metadata;
  private final Runnable onClose;
  private final List<String> warnings = new ArrayList<>();

  ArchiveWork(
      List<Part> parts,
      String name,
      String version,
      Optional<String> purl,
      List<LicenseEvidence> metadata,
      Runnable onClose) {
    this.parts = List.copyOf(parts);
    this.name = name;
    this.version = version;
    this.purl = purl;
    this.metadata = List.copyOf(metadata);
    this.onClose = onClose;
  }

  /// Whether a file is read as an archive, by its name.
  static boolean isArchive(Path path) {
    return path.toString()
        .toLowerCase(Locale.ROOT)
        .matches(".*\\.(tar|tar\\.gz|tgz|tar\\.bz2|tbz2|tar\\.xz|txz|zip|jar|whl|crate)");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Optional<String> purl() {
    return purl;
  }

  @Override
  public List<LicenseEvidence> metadata() {
    return metadata;
  }

  @Override
  public void forEachFile(Consumer<SourceFile> consumer) throws IOException {
    for (Part part : parts) {
      if (part.archive().toString().endsWith(".diff.gz")) {
        readDebianDiff(part.archive(), consumer);
        continue;
      }
      try (ArchiveInputStream<? extends ArchiveEntry> in = open(part.archive())) {
        for (ArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          // A link's target is in the archive by itself, or is none of its business.
          boolean special =
              entry instanceof TarArchiveEntry tar
                  && (tar.isSymbolicLink()
                      || tar.isLink()
                      || tar.isFIFO()
                      || tar.isCharacterDevice()
                      || tar.isBlockDevice());
          if (entry.isDirectory() || special) {
            continue;
          }
          String path = clean(entry.getName(), part.stripTopFolder());
          if (path.isEmpty()) {
            continue;
          }
          byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
          if (bytes.length > MAX_FILE_BYTES) {
            warnings.add(path + ": larger than " + (MAX_FILE_BYTES >> 20) + " MiB");
            continue;
          }
          consumer.accept(new SourceFile(part.folder() + path, bytes));
        }
      }
    }
  }

  /// The `debian/copyright` of an old source package, which lies in its diff as one added file.
  private static void readDebianDiff(Path diff, Consumer<SourceFile> consumer) throws IOException {
    StringBuilder copyright = new StringBuilder();
    try (InputStream in =
        new GzipCompressorInputStream(new BufferedInputStream(Files.newInputStream(diff)))) {
      boolean inside = false;
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.startsWith("+++ ")) {
          inside = line.matches("\\+\\+\\+ [^/]+/debian/copyright\\b.*");
        } else if (inside && line.startsWith("--- ")) {
          inside = false;
        } else if (inside && line.startsWith("+")) {
          copyright.append(line, 1, line.length()).append('\n');
        }
      }
    }
    if (!copyright.isEmpty()) {
      consumer.accept(
          new SourceFile(
              "debian/copyright", copyright.toString().getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static ArchiveInputStream<? extends ArchiveEntry> open(Path path) throws IOException {
    String low = path.toString().toLowerCase(Locale.ROOT);
    InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    if (low.endsWith(".zip") || low.endsWith(".jar") || low.endsWith(".whl")) {
      return new ZipArchiveInputStream(in);
    }
    if (low.endsWith("gz") || low.endsWith(".crate")) {
      in =
          GzipCompressorInputStream.builder()
              .setInputStream(in)
              .setDecompressConcatenated(true)
              .get();
    } else if (low.endsWith("bz2")) {
      in = new BZip2CompressorInputStream(in, true);
    } else if (low.endsWith("xz")) {
      in =
          XZCompressorInputStream.builder()
              .setInputStream(in)
              .setDecompressConcatenated(true)
              .get();
    }
    return new TarArchiveInputStream(new BufferedInputStream(in, 1 << 16));
  }

  private static String clean(String name, boolean stripTopFolder) {
    String path = name.replace('\\', '/');
    while (path.startsWith("./") || path.startsWith("/")) {
      path = path.substring(path.indexOf('/') + 1);
    }
    if (stripTopFolder) {
      int slash = path.indexOf('/');
      path = slash < 0 ? path : path.substring(slash + 1);
    }
    return path;
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
