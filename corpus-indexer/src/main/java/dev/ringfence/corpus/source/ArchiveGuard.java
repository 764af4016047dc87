package dev.ringfence.corpus.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// What no honest archive holds: too many entries, too large ones, more bytes than an archive of
/// its size unpacks to.
final class ArchiveGuard {
  private final ArchiveLimits limits;
  private final ArchiveLog log;

  ArchiveGuard(ArchiveLimits limits, ArchiveLog log) {
    this.limits = limits;
    this.log = log;
  }

  /// Hands an entry over; one that turns out to be refused is noted.
  boolean offer(SourceEntry.Visitor visitor, SourceEntry entry) throws IOException {
    if (entry.size() > limits.maxEntryBytes()) {
      log.refuse(entry.path(), tooLarge());
      return true;
    }
    try {
      return visitor.visit(entry);
    } catch (EntryRefusedException e) {
      log.refuse(entry.path(), String.valueOf(e.getMessage()));
      return true;
    }
  }

  private String tooLarge() {
    return String.format(Locale.ROOT, "more than %,d bytes", limits.maxEntryBytes());
  }

  /// The bytes of an entry, as long as it may be.
  byte[] readEntry(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes((int) limits.maxEntryBytes() + 1);
    if (bytes.length > limits.maxEntryBytes()) {
      throw new EntryRefusedException(tooLarge());
    }
    return bytes;
  }

  /// Ends an archive that has too many entries.
  void checkCount(long entries) throws BombException {
    if (entries > limits.maxEntries()) {
      throw new BombException(
          String.format(
              Locale.ROOT, "more than %,d entries; the rest is not read", limits.maxEntries()));
    }
  }

  /// Ends an archive that unpacks to too much.
  void checkBytes(long unpacked, long packed) throws BombException {
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

  /// A stream that counts what a decompressor gives.
  InputStream measured(InputStream in, long packed) {
    return new Measured(in, packed);
  }

  /// The rest of an archive is not read.
  static final class BombException extends IOException {
    private static final long serialVersionUID = 1L;

    BombException(String message) {
      super(message);
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
}
