package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.license.LicenseEvidence;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/// The files of one or more archives, which make up one work. Nothing is unpacked to disk. An entry
/// that no honest archive holds is refused and counted, and the rest is read.
final class ArchiveWork implements FetchedWork {
  private static final Instant FIRST_CREDIBLE = Instant.parse("1990-01-01T00:00:00Z");

  /// How many refused entries a warning names.
  private static final int NAMED = 3;

  /// An archive and where its files go in the work.
  ///
  /// @param folder the folder in the work, with a final `/`, or empty
  /// @param stripTopFolder whether the one folder that holds everything is left out
  record Part(Path archive, String folder, boolean stripTopFolder) {}

  /// What a source knows of a work.
  ///
  /// @param name its name
  /// @param version its version, or empty
  /// @param purl its package URL
  /// @param metadata license evidence for all files
  /// @param date when it was published; without one, that of the newest entry counts
  record Identity(
      String name,
      String version,
      Optional<String> purl,
      List<LicenseEvidence> metadata,
      Optional<String> date) {}

  private final List<Part> parts;
  private final Identity identity;
  private final ArchiveLimits limits;
  private final Map<String, List<String>> refused = new TreeMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> fetchWarnings = new ArrayList<>();
  private int bombs;
  private long position;
  private @Nullable Instant newest;

  ArchiveWork(List<Part> parts, Identity identity) {
    this(parts, identity, ArchiveLimits.DEFAULT);
  }

  ArchiveWork(List<Part> parts, Identity identity, ArchiveLimits limits) {
    this.parts = List.copyOf(parts);
    this.identity = identity;
    this.limits = limits;
  }

  /// Whether a file is read as an archive, by its name.
  static boolean isArchive(String path) {
    return path.toLowerCase(Locale.ROOT)
        .matches(".*\\.(tar|tar\\.gz|tgz|tar\\.bz2|tbz2|tar\\.xz|txz|zip|jar|whl|crate|gem)");
  }

  @Override
  public String name() {
    return identity.name();
  }

  @Override
  public String version() {
    return identity.version();
  }

  @Override
  public Optional<String> purl() {
    return identity.purl();
  }

  @Override
  public List<LicenseEvidence> metadata() {
    return identity.metadata();
  }

  @Override
  public Optional<String> date() {
    return identity
        .date()
        .or(() ->
            Optional.ofNullable(newest)
                .map(instant -> LocalDate.ofInstant(instant, ZoneOffset.UTC).toString()));
  }

  @Override
  public String state() throws IOException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    for (Part part : parts) {
      digest.update((part.folder() + "\0").getBytes(StandardCharsets.UTF_8));
      DigestUtils.updateDigest(digest, part.archive());
    }
    return "sha256:" + Hex.encodeHexString(digest.digest());
  }

  @Override
  public long streamLength() throws IOException {
    long length = 0;
    for (Part part : parts) {
      // A zip is read file by file, and what is passed over is not unpacked.
      length += isZip(part) ? 0 : Files.size(part.archive());
    }
    return length;
  }

  @Override
  public long streamPosition() {
    return position;
  }

  private static boolean isZip(Part part) {
    return part.archive().toString().toLowerCase(Locale.ROOT).matches(".*\\.(zip|jar|whl)");
  }

  @Override
  public void forEachFile(SourceEntry.Visitor visitor) throws IOException {
    refused.clear();
    warnings.clear();
    bombs = 0;
    position = 0;
    for (Part part : parts) {
      String name = part.archive().toString().toLowerCase(Locale.ROOT);
      try {
        boolean goOn;
        if (name.endsWith(".diff.gz")) {
          goOn = visitDebianDiff(part.archive(), visitor);
        } else if (isZip(part)) {
          goOn = visitZip(part, visitor);
        } else {
          goOn = visitTar(part, visitor);
        }
        if (!goOn) {
          break;
        }
      } catch (BombException e) {
        bombs++;
        warnings.add(part.archive().getFileName() + ": " + e.getMessage());
      } catch (RingfenceException | EntryRefusedException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        throw RingfenceException.incomplete(
            Diagnostic.of(
                    "source/damaged",
                    "the archive is damaged or cut short: " + e.getMessage(),
                    "fetch it again")
                .at(part.archive().toString()));
      }
    }
    refused.forEach((why, names) ->
        warnings.add(
            String.format(
                Locale.ROOT,
                "%,d entries with %s: %s%s",
                names.size(),
                why,
                String.join(", ", names.subList(0, Math.min(NAMED, names.size()))),
                names.size() > NAMED ? ", ..." : "")));
  }

  private void refuse(String path, String why) {
    String shown =
        path.codePoints()
            .limit(120)
            .collect(
                StringBuilder::new,
                (out, c) -> out.appendCodePoint(Character.isISOControl(c) ? '?' : c),
                StringBuilder::append)
            .toString();
    refused.computeIfAbsent(why, key -> new ArrayList<>()).add(shown);
  }

  private void sawDate(@Nullable Instant date) {
    if (date != null
        && date.isAfter(FIRST_CREDIBLE)
        && date.isBefore(Instant.now())
        && (newest == null || date.isAfter(newest))) {
      newest = date;
    }
  }

  /// Hands an entry over; one that turns out to be refused is noted.
  private boolean offer(SourceEntry.Visitor visitor, SourceEntry entry) throws IOException {
    if (entry.size() > limits.maxEntryBytes()) {
      refuse(entry.path(), tooLarge());
      return true;
    }
    try {
      return visitor.visit(entry);
    } catch (EntryRefusedException e) {
      refuse(entry.path(), String.valueOf(e.getMessage()));
      return true;
    }
  }

  private String tooLarge() {
    return String.format(Locale.ROOT, "more than %,d bytes", limits.maxEntryBytes());
  }

  private byte[] readEntry(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes((int) limits.maxEntryBytes() + 1);
    if (bytes.length > limits.maxEntryBytes()) {
      throw new EntryRefusedException(tooLarge());
    }
    return bytes;
  }

  private boolean visitTar(Part part, SourceEntry.Visitor visitor) throws IOException {
    try (TarArchiveInputStream in = openTar(part.archive())) {
      long entries = 0;
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        checkCount(++entries);
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
          refuse(name, refusal.get());
          continue;
        }
        String path = ArchiveNames.clean(name, part.stripTopFolder());
        if (path.isEmpty()) {
          continue;
        }
        if (part.stripTopFolder() || parts.size() == 1) {
          sawDate(entry.getLastModifiedTime().toInstant());
        }
        long size = entry.isSparse() ? entry.getRealSize() : entry.getSize();
        if (!offer(visitor, new Entry(part.folder() + path, size, () -> readEntry(in)))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean visitZip(Part part, SourceEntry.Visitor visitor) throws IOException {
    long[] read = {0};
    long packed = Files.size(part.archive());
    try (ZipFile zip = ZipFile.builder().setPath(part.archive()).get()) {
      long entries = 0;
      for (Iterator<ZipArchiveEntry> each = zip.getEntriesInPhysicalOrder().asIterator();
          each.hasNext(); ) {
        ZipArchiveEntry entry = each.next();
        checkCount(++entries);
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
          refuse(name, refusal.get());
          continue;
        }
        String path = ArchiveNames.clean(name, part.stripTopFolder());
        if (path.isEmpty()) {
          continue;
        }
        sawDate(
            entry.getLastModifiedTime() == null ? null : entry.getLastModifiedTime().toInstant());
        Content content =
            () -> {
              byte[] bytes;
              try (InputStream in = zip.getInputStream(entry)) {
                bytes = readEntry(in);
              }
              read[0] += bytes.length;
              checkBytes(read[0], packed);
              return bytes;
            };
        if (!offer(visitor, new Entry(part.folder() + path, entry.getSize(), content))) {
          return false;
        }
      }
    }
    return true;
  }

  @FunctionalInterface
  private interface Content {
    byte[] read() throws IOException;
  }

  private record Entry(String path, long size, Content content) implements SourceEntry {
    @Override
    public byte[] bytes() throws IOException {
      return content.read();
    }
  }

  /// The rest of an archive is not read.
  private static final class BombException extends IOException {
    private static final long serialVersionUID = 1L;

    BombException(String message) {
      super(message);
    }
  }

  private void checkCount(long entries) throws BombException {
    if (entries > limits.maxEntries()) {
      throw new BombException(
          String.format(
              Locale.ROOT, "more than %,d entries; the rest is not read", limits.maxEntries()));
    }
  }

  private void checkBytes(long unpacked, long packed) throws BombException {
    if (unpacked > limits.maxBytes()) {
      throw new BombException(
          String.format(
              Locale.ROOT,
              "unpacks to more than %,d bytes; the rest is not read",
              limits.maxBytes()));
    }
    if (unpacked > limits.ratioFrom() && unpacked / Math.max(1, packed) >= limits.maxRatio()) {
      throw new BombException(
          String.format(
              Locale.ROOT,
              "unpacks to more than %,d times its size; the rest is not read",
              limits.maxRatio()));
    }
  }

  /// Counts what a decompressor gives, also what is skipped.
  private final class Measured extends FilterInputStream {
    private final long packed;
    private long count;

    Measured(InputStream in, long packed) {
      super(in);
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      if (next >= 0) {
        checkBytes(++count, packed);
      }
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = in.read(buffer, offset, length);
      if (n > 0) {
        count += n;
        checkBytes(count, packed);
      }
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      byte[] buffer = new byte[(int) Math.min(Math.max(0, n), 1 << 14)];
      long left = n;
      while (left > 0) {
        int read = read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          break;
        }
        left -= read;
      }
      return n - left;
    }
  }

  /// Counts what is read of the archive itself.
  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      position += next >= 0 ? 1 : 0;
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = in.read(buffer, offset, length);
      position += Math.max(0, n);
      return n;
    }
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
          new BufferedInputStream(new Measured(in, Files.size(path)), 1 << 16),
          StandardCharsets.UTF_8.name());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream gunzip(InputStream in) throws IOException {
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

  /// The `debian/copyright` of an old source package, which lies in its diff as one added file.
  private boolean visitDebianDiff(Path diff, SourceEntry.Visitor visitor) throws IOException {
    StringBuilder copyright = new StringBuilder();
    try (InputStream in = gunzip(new BufferedInputStream(Files.newInputStream(diff)))) {
      boolean inside = false;
      for (String line : new String(readEntry(in), StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.startsWith("+++ ")) {
          inside = line.matches("\\+\\+\\+ [^/]+/debian/copyright\\b.*");
        } else if (inside && line.startsWith("--- ")) {
          inside = false;
        } else if (inside && line.startsWith("+")) {
          copyright.append(line, 1, line.length()).append('\n');
        }
      }
    }
    if (copyright.isEmpty()) {
      return true;
    }
    byte[] bytes = copyright.toString().getBytes(StandardCharsets.UTF_8);
    return offer(visitor, new Entry("debian/copyright", bytes.length, () -> bytes));
  }

  /// Adds what a reader should know of how it was fetched.
  ArchiveWork withFetchWarnings(List<String> more) {
    fetchWarnings.addAll(more);
    return this;
  }

  @Override
  public List<String> warnings() {
    return Stream.concat(fetchWarnings.stream(), warnings.stream()).toList();
  }

  @Override
  public int refused() {
    return refused.values().stream().mapToInt(List::size).sum() + bombs;
  }

  @Override
  public void close() {}
}
