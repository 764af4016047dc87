package dev.ringfence.scanner.match.parameters;

import java.nio.file.Path;
import java.util.Optional;

/// Files in the place of what was shipped, for experiments; a report names each.
///
/// @param parameters numbers, as in `match.properties`, that replace those of the same name
/// @param idioms a model of what everybody writes
/// @param phrases a model of what comments in general say
public record MatchFiles(Optional<Path> parameters, Optional<Path> idioms, Optional<Path> phrases) {
  /// What was shipped.
  public static final MatchFiles SHIPPED =
      new MatchFiles(Optional.empty(), Optional.empty(), Optional.empty());
}
