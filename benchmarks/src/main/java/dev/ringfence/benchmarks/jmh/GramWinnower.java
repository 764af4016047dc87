package dev.ringfence.benchmarks.jmh;

import java.util.zip.CRC32C;

/// Character winnowing as a well-known scanner publishes it: keep [0-9a-z] in lower case, hash each
/// run of 30 with CRC-32C, keep the least of each 64 hashes and hash that once more. Written from
/// the definition, as a peer to measure against; not used for anything else.
final class GramWinnower {
  private static final int GRAM = 30;
  private static final int WINDOW = 64;

  private final byte[] gram = new byte[GRAM];
  private final long[] window = new long[WINDOW];
  private final CRC32C crc = new CRC32C();

  /// How many fingerprints a text has.
  long count(byte[] text) {
    int filled = 0;
    int hashes = 0;
    long last = -1;
    long count = 0;
    for (byte b : text) {
      int c = b >= 'A' && b <= 'Z' ? b + 32 : b;
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
        continue;
      }
      if (filled == GRAM) {
        System.arraycopy(gram, 1, gram, 0, GRAM - 1);
        filled--;
      }
      gram[filled++] = (byte) c;
      if (filled < GRAM) {
        continue;
      }
      crc.reset();
      crc.update(gram, 0, GRAM);
      window[hashes++ % WINDOW] = crc.getValue();
      if (hashes < WINDOW) {
        continue;
      }
      long least = Long.MAX_VALUE;
      for (long hash : window) {
        least = Math.min(least, hash);
      }
      if (least != last) {
        last = least;
        count++;
      }
    }
    return count;
  }
}
