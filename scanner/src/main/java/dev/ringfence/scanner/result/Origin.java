package dev.ringfence.scanner.result;

import dev.ringfence.corpus.license.Category;
import dev.ringfence.corpus.license.LicenseConclusion;
import java.util.List;
import java.util.Optional;

/// Where code most likely comes from.
///
/// @param work the work, name and version
/// @param path the path in the work
/// @param swhid the content as a Software Hash Identifier
/// @param date when it was published, `2024-05-31`, where known
/// @param commit the commit that brought it, where the index has the work's history
/// @param license the license of the matching lines, with all evidence for it
/// @param usePreferences what the work says about its use for training models, each with its place;
///   no part of any verdict
/// @param alsoFoundIn other files that match the same lines nearly as well, best first
/// @param alsoPermissive the permissive files among them that match as well
public record Origin(
    String work,
    String path,
    String swhid,
    Optional<String> date,
    Optional<String> commit,
    LicenseConclusion license,
    List<String> usePreferences,
    List<OtherOrigin> alsoFoundIn,
    List<OtherOrigin> alsoPermissive) {
  public Origin {
    usePreferences = List.copyOf(usePreferences);
    alsoFoundIn = List.copyOf(alsoFoundIn);
    alsoPermissive = List.copyOf(alsoPermissive);
  }

  /// Another file with the same lines.
  ///
  /// @param work the work, name and version
  /// @param path the path in the work
  /// @param lines the lines that match
  /// @param swhid the content
  /// @param date when it was published, where known
  /// @param commit the commit that brought it, where known
  /// @param license its SPDX expression; empty where none is stated
  /// @param category the license's category
  /// @param networkCopyleft whether serving over a network triggers it
  /// @param share its alignment's bits over the origin's, 0 to 1
  public record OtherOrigin(
      String work,
      String path,
      List<Lines> lines,
      String swhid,
      Optional<String> date,
      Optional<String> commit,
      Optional<String> license,
      Category category,
      boolean networkCopyleft,
      double share) {
    public OtherOrigin {
      lines = List.copyOf(lines);
    }
  }

  /// Work and path, for a reader.
  public String name() {
    return work + "/" + path;
  }

  /// The license for a reader, or what to say where none is stated.
  public String licenseOr(String none) {
    return license.expression().orElse(none);
  }
}
