package dev.ringfence.corpus.index;

import java.util.Map;
import java.util.Optional;

/// A work in the index.
///
/// @param id name and version, unique in an index: `gsl@2.7.1`
/// @param name the name
/// @param version the version, empty where unknown
/// @param role why it is there
/// @param purl the package URL, where it has one
/// @param files how many files are indexed
/// @param lines their lines
/// @param tokens their normalised tokens
/// @param bytes their bytes
/// @param licenses how many files are under each expression; `(none)` for those under none
/// @param skipped how many files are not indexed, by [SkipReason]
/// @param digest SHA-256 over paths, contents and licenses, hex
public record Work(
    String id,
    String name,
    String version,
    Role role,
    Optional<String> purl,
    int files,
    long lines,
    long tokens,
    long bytes,
    Map<String, Integer> licenses,
    Map<SkipReason, Integer> skipped,
    String digest) {
  public Work {
    licenses = Map.copyOf(licenses);
    skipped = Map.copyOf(skipped);
  }

  /// The key in [#licenses] for files without a license.
  public static final String NO_LICENSE = "(none)";
}
