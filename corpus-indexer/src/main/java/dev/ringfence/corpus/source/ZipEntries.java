package dev.ringfence.corpus.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/// The files of a zip, which is read file by file.
final class ZipEntries {
  private final ArchiveGuard guard;
  private final ArchiveLog log;

  ZipEntries(ArchiveGuard guard, ArchiveLog log) {
    this.guard = guard;
    this.log = log;
  }

  /// Hands the files of a zip over; false where the visitor has had enough.
  boolean visit(ArchiveWork.Part part, SourceEntry.Visitor visitor) throws IOException {
    long[] read = {0};
    long packed = Files.size(part.archive());
    try (ZipFile zip = ZipFile.builder().setPath(part.archive()).get()) {
      long entries = 0;
      for (Iterator<ZipArchiveEntry> each = zip.getEntriesInPhysicalOrder().asIterator();
          each.hasNext(); ) {
        ZipArchiveEntry entry = each.next();
        guard.checkCount(++entries);
        String name = entry.getName();
        if (entry.isDirectory()) {
          continue;
        }
        Optional<String> refusal = ArchiveNames.refusal(name);
        if (refusal.isEmpty() && entry.isUnixSymlink()) {
          String target = zip.getUnixSymlink(entry);
          if (target == null || !ArchiveNames.linkLeaves(name, target)) {
            continue;
          }
          refusal = Optional.of("a link out of the archive");
        } else if (refusal.isEmpty() && !zip.canReadEntryData(entry)) {
          refusal = Optional.of("encryption or an unknown compression");
        }
        if (refusal.isPresent()) {
          log.refuse(name, refusal.get());
          continue;
        }
        String path = ArchiveNames.clean(name, part.stripTopFolder());
        if (path.isEmpty()) {
          continue;
        }
        log.sawDate(
            entry.getLastModifiedTime() == null ? null : entry.getLastModifiedTime().toInstant());
        ArchiveEntry.Content content =
            () -> {
              byte[] bytes;
              try (InputStream in = zip.getInputStream(entry)) {
                bytes = guard.readEntry(in);
              }
              read[0] += bytes.length;
              guard.checkBytes(read[0], packed);
              return bytes;
            };
        if (!guard.offer(
            visitor, new ArchiveEntry(part.folder() + path, entry.getSize(), content))) {
          return false;
        }
      }
    }
    return true;
  }
}
