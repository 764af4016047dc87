package dev.ringfence.scanner.result;

import java.util.List;
import java.util.Optional;

/// The index that was searched.
///
/// @param digest its logical digest, `sha256:` and hex
/// @param parameters how its fingerprints were made
/// @param works how many works it holds
/// @param tokens how many tokens it holds
/// @param guaranteeExactTokens from how many unchanged tokens on a run is always looked up
/// @param guaranteeRenamedTokens the same where names were changed
/// @param held the works, by id
public record SearchedIndex(
    String digest,
    String parameters,
    int works,
    long tokens,
    int guaranteeExactTokens,
    int guaranteeRenamedTokens,
    List<IndexedWork> held) {
  public SearchedIndex {
    held = List.copyOf(held);
  }

  /// The role of such works, as indexes name it.
  private static final String BACKGROUND = "background";

  /// How many works are there to show what is common.
  public long backgroundWorks() {
    return held.stream().filter(work -> work.role().equals(BACKGROUND)).count();
  }

  /// What to say of an index that knows of nothing what is common; empty where it does.
  public Optional<String> withoutBackground() {
    return backgroundWorks() > 0
        ? Optional.empty()
        : Optional.of(
            "this index has no background works: what permissive code has in common with an origin may"
                + " show as a finding. Add some: `ringfence index sync INDEX"
                + " shipped:background-scientific`, or `ringfence index add INDEX --role"
                + " background SOURCE...`");
  }

  /// A work of the index.
  ///
  /// @param id name and version
  /// @param role why it is there
  /// @param date when it was published, where known
  /// @param digest the digest of its paths, contents and licenses, `sha256:` and hex
  public record IndexedWork(String id, String role, Optional<String> date, String digest) {}
}
