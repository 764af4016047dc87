package dev.ringfence.corpus.source;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.license.LicenseEvidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/// The files of one or more archives, which make up one work. Nothing is unpacked to disk. An entry
/// that no honest archive holds is refused and counted, and the rest is read.
final class ArchiveWork implements FetchedWork {
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
  private final ArchiveGuard guard;
  private final ArchiveLog log = new ArchiveLog();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> fetchWarnings = new ArrayList<>();
  private int bombs;
  private long position;

  ArchiveWork(List<Part> parts, Identity identity) {
    this(parts, identity, ArchiveLimits.DEFAULT);
  }

  ArchiveWork(List<Part> parts, Identity identity, ArchiveLimits limits) {
    this.parts = List.copyOf(parts);
    this.identity = identity;
    this.guard = new ArchiveGuard(limits, log);
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
    return identity.date().or(log::newest);
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
    log.clear();
    warnings.clear();
    bombs = 0;
    position = 0;
    for (Part part : parts) {
      String name = part.archive().toString().toLowerCase(Locale.ROOT);
      try {
        boolean goOn;
        if (name.endsWith(".diff.gz")) {
          goOn = DebianDiff.visit(part.archive(), guard, visitor);
        } else if (isZip(part)) {
          goOn = new ZipEntries(guard, log).visit(part, visitor);
        } else {
          goOn =
              new TarEntries(guard, log, read -> position += read)
                  .visit(part, part.stripTopFolder() || parts.size() == 1, visitor);
        }
        if (!goOn) {
          break;
        }
      } catch (ArchiveGuard.BombException e) {
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
    warnings.addAll(log.warnings());
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
    return log.refused() + bombs;
  }

  @Override
  public void close() {}
}
