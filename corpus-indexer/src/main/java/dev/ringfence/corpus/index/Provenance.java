package dev.ringfence.corpus.index;

import dev.ringfence.corpus.license.UsePreference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a work came from, and what it says of itself as a whole.
///
/// @param source the source as `index add` reads it; empty where it was none
/// @param state names the fetched files: while it and the options are the same, so is the work
/// @param date when the work was published, `2024-05-31`
/// @param comment why it is in the corpus, from a corpus file
/// @param corpus the corpus that keeps it; empty for a work added by hand
/// @param preferences what it says about its use for training models
/// @param notices its license texts: path to SHA-256, by which the index keeps the text
public record Provenance(
    String source,
    String state,
    Optional<String> date,
    Optional<String> comment,
    Optional<String> corpus,
    List<UsePreference> preferences,
    Map<String, String> notices) {
  /// Of a work that came from no source.
  public static final Provenance NONE =
      new Provenance(
          "", "", Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Map.of());

  public Provenance {
    preferences = List.copyOf(preferences);
    notices = Map.copyOf(notices);
  }
}
