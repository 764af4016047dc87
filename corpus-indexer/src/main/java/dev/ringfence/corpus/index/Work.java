package dev.ringfence.corpus.index;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import java.util.Optional;

/// A work in the index. Its JSON, which stands on disk, is flat: the parts are one record there.
///
/// @param identity how it is named
/// @param role why it is there
/// @param purl the package URL, where it has one
/// @param provenance where it came from
/// @param serial a number that no other work of the index has or had
/// @param contents what is in it
/// @param digest SHA-256 over paths, contents and licenses, hex
public record Work(
    @JsonUnwrapped Identity identity,
    Role role,
    Optional<String> purl,
    Provenance provenance,
    long serial,
    @JsonUnwrapped Contents contents,
    String digest) {
  /// How a work is named.
  ///
  /// @param id name and version, unique in an index: `gsl@2.7.1`
  /// @param name the name
  /// @param version the version, empty where unknown
  public record Identity(String id, String name, String version) {}

  /// What is in a work.
  ///
  /// @param files how many files are indexed
  /// @param lines their lines
  /// @param tokens their normalised tokens
  /// @param bytes their bytes
  /// @param licenses how many files are under each expression; `(none)` for those under none
  /// @param skipped how many files are not indexed, by [SkipReason]
  public record Contents(
      int files,
      long lines,
      long tokens,
      long bytes,
      Map<String, Integer> licenses,
      Map<SkipReason, Integer> skipped) {
    /// A copy that cannot change.
    public Contents {
      licenses = Map.copyOf(licenses);
      skipped = Map.copyOf(skipped);
    }

    /// The license of most files; empty where most have none.
    public Optional<String> mainLicense() {
      return licenses.entrySet().stream()
          .max(
              Map.Entry.<String, Integer>comparingByValue()
                  .thenComparing(Map.Entry.comparingByKey()))
          .map(Map.Entry::getKey)
          .filter(license -> !license.equals(NO_LICENSE));
    }
  }

  /// The key in [Contents#licenses] for files without a license.
  public static final String NO_LICENSE = "(none)";

  /// Name and version, unique in an index.
  public String id() {
    return identity.id();
  }

  /// The same files, known otherwise.
  public Work with(Role newRole, Provenance newProvenance) {
    return new Work(identity, newRole, purl, newProvenance, serial, contents, digest);
  }

  /// The same work under another number.
  public Work numbered(long newSerial) {
    return new Work(identity, role, purl, provenance, newSerial, contents, digest);
  }
}
