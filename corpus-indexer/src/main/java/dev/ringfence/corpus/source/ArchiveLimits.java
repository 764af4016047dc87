package dev.ringfence.corpus.source;

/// What an archive may ask of a reader. A source release stays far below; a bomb does not.
///
/// @param maxEntryBytes an entry with more bytes is no code that anyone wrote
/// @param maxEntries entries
/// @param maxBytes bytes of all entries together, unpacked
/// @param ratioFrom the unpacked bytes from which on the ratio counts
/// @param maxRatio unpacked bytes to packed ones
record ArchiveLimits(
    long maxEntryBytes, long maxEntries, long maxBytes, long ratioFrom, long maxRatio) {
  static final ArchiveLimits DEFAULT =
      new ArchiveLimits(64L << 20, 2_000_000, 32L << 30, 256L << 20, 200);
}
