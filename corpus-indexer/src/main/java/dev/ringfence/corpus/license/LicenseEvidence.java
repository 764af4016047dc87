package dev.ringfence.corpus.license;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One reason to think that a file is under a license.
///
/// @param method how it was found
/// @param expression what it says
/// @param where the file, relative to the work, that says it
/// @param line the line in that file, from 1; 0 where it has none
/// @param detail what was seen, for a reader
public record LicenseEvidence(
    Method method, String expression, String where, int line, String detail) {
  /// How evidence was found, most specific first: the first one decides.
  public enum Method {
    /// `REUSE.toml`, where it says that it overrides the file.
    REUSE_OVERRIDE,
    /// `SPDX-License-Identifier:` in the file or in the `.license` file beside it.
    SPDX_TAG,
    /// `REUSE.toml` or `.reuse/dep5`.
    REUSE,
    /// A stanza of `debian/copyright` that names the file or its folder.
    DEBIAN_COPYRIGHT,
    /// The file's own header, matched against the texts of the SPDX list.
    HEADER,
    /// Words in the header that name a license.
    PHRASE,
    /// The nearest LICENSE or COPYING above the file, in a folder below the root: code from
    /// elsewhere keeps its license.
    FOLDER_LICENSE,
    /// The stanza of `debian/copyright` for all files (`*`): less specific than the file's own
    /// header, so that vendored code keeps its license.
    DEBIAN_DEFAULT,
    /// LICENSE or COPYING at the root of the work.
    LICENSE_FILE,
    /// The nearest package metadata above the file: POM, package.json, PKG-INFO, METADATA,
    /// pyproject.toml, Cargo.toml or DESCRIPTION.
    METADATA,
    /// Said by whoever added the work.
    DECLARED
  }

  /// The parsed expression; empty where it is not SPDX or says nothing of a license.
  public Optional<SpdxExpression> parsed() {
    return SAYS_NOTHING.contains(expression.toUpperCase(Locale.ROOT))
        ? Optional.empty()
        : SpdxExpression.parse(expression);
  }

  /// What stands for "nobody says" in SPDX and in package metadata; npm's `UNLICENSED` grants
  /// nothing.
  private static final Set<String> SAYS_NOTHING =
      Set.of("", "NONE", "NOASSERTION", "UNLICENSED", "UNKNOWN", "UNDEFINED");
}
