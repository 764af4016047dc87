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
/// @param provenance where it came from
/// @param serial a number that no other work of the index has or had
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
    Provenance provenance,
    long serial,
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

  /// The same files, known otherwise.
  public Work with(Role newRole, Provenance newProvenance) {
    return new Work(
        id,
        name,
        version,
        newRole,
        purl,
        newProvenance,
        serial,
        files,
        lines,
        tokens,
        bytes,
        licenses,
        skipped,
        digest);
  }

  /// The license of most files; empty where most have none.
  public Optional<String> mainLicense() {
    return licenses.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .filter(license -> !license.equals(NO_LICENSE));
  }

  /// The key in [#licenses] for files without a license.
  public static final String NO_LICENSE = "(none)";
}
