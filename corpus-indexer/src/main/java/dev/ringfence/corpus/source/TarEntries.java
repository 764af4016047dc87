package dev.ringfence.corpus.source;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The files of a tar, compressed in whichever way.
final class TarEntries {
  private final ArchiveGuard guard;
  private final ArchiveLog log;
  private final LongConsumer progress;

  TarEntries(ArchiveGuard guard, ArchiveLog log, LongConsumer progress) {
    this.guard = guard;
    this.log = log;
    this.progress = progress;
  }

  /// Hands the files of a tar over; false where the visitor has had enough.
  ///
  /// @param dated whether the dates of its entries are those of the work
  boolean visit(ArchiveWork.Part part, boolean dated, SourceEntry.Visitor visitor)
      throws IOException {
    try (TarArchiveInputStream in = openTar(part.archive())) {
      long entries = 0;
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        guard.checkCount(++entries);
        String name = entry.getName();
        if (entry.isDirectory() || entry.isGlobalPaxHeader()) {
          continue;
        }
        Optional<String> refusal = ArchiveNames.refusal(name);
        if (refusal.isEmpty() && (entry.isSymbolicLink() || entry.isLink())) {
          boolean leaves =
              entry.isSymbolicLink()
                  ? ArchiveNames.linkLeaves(name, entry.getLinkName())
                  : ArchiveNames.linkLeaves("", entry.getLinkName());
          if (!leaves) {
            // The target is in the archive by itself.
            continue;
          }
          refusal = Optional.of("a link out of the archive");
        } else if (refusal.isEmpty()
            && (entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice())) {
          refusal = Optional.of("a device or pipe in place of a file");
        }
        if (refusal.isPresent()) {
          log.refuse(name, refusal.get());
          continue;
        }
        String path = ArchiveNames.clean(name, part.stripTopFolder());
        if (path.isEmpty()) {
          continue;
        }
        if (dated) {
          log.sawDate(entry.getLastModifiedTime().toInstant());
        }
        long size = entry.isSparse() ? entry.getRealSize() : entry.getSize();
        if (!guard.offer(
            visitor, new ArchiveEntry(part.folder() + path, size, () -> guard.readEntry(in)))) {
          return false;
        }
      }
    }
    return true;
  }

  private TarArchiveInputStream openTar(Path path) throws IOException {
    String low = path.toString().toLowerCase(Locale.ROOT);
    InputStream in = new BufferedInputStream(new Counted(Files.newInputStream(path)), 1 << 16);
    try {
      if (low.endsWith(".gem")) {
        in = dataOfGem(in);
      } else if (low.endsWith("gz") || low.endsWith(".crate")) {
        in = gunzip(in);
      } else if (low.endsWith("bz2")) {
        in = new BZip2CompressorInputStream(in, true);
      } else if (low.endsWith("xz")) {
        in =
            XZCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(true)
                .get();
      }
      return new TarArchiveInputStream(
          new BufferedInputStream(guard.measured(in, Files.size(path)), 1 << 16),
          StandardCharsets.UTF_8.name());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  static InputStream gunzip(InputStream in) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(in)
        .setDecompressConcatenated(true)
        .get();
  }

  /// A gem is a tar of two: `metadata.gz` and the files in `data.tar.gz`.
  private static InputStream dataOfGem(InputStream in) throws IOException {
    TarArchiveInputStream outer = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
    for (TarArchiveEntry entry = outer.getNextEntry();
        entry != null;
        entry = outer.getNextEntry()) {
      if (entry.getName().equals("data.tar.gz")) {
        return gunzip(outer);
      }
    }
    throw new IOException("the gem holds no data.tar.gz");
  }

  /// Counts what is read of the archive itself.
  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      progress.accept(next >= 0 ? 1 : 0);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = in.read(buffer, offset, length);
      progress.accept(Math.max(0, n));
      return n;
    }
  }
}
