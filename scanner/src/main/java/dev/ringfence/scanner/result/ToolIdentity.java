package dev.ringfence.scanner.result;

import java.util.List;

/// The program that scanned, and the numbers and models it matched by.
///
/// @param version its version
/// @param commit the commit it was built from, with `-dirty` behind where that was changed;
///   `unknown` where the build could not tell
/// @param matching what it matched by
public record ToolIdentity(String version, String commit, Matching matching) {
  /// What a scan matches by.
  ///
  /// @param parameters the digest of the numbers of `match.properties`
  /// @param idioms the digest of the model of what everybody writes
  /// @param phrases the digest of the model of what comments in general say
  /// @param replaced what of it is not what was shipped, for a reader: each with the file in its
  ///   place
  public record Matching(String parameters, String idioms, String phrases, List<String> replaced) {
    public Matching {
      replaced = List.copyOf(replaced);
    }
  }

  /// Version and commit in one, as versions of the Semantic Versioning Specification may say more
  /// behind a plus sign.
  public String fullVersion() {
    return version + "+" + commit;
  }
}
