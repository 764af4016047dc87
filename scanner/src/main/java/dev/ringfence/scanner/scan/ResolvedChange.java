package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.change.Change;
import dev.ringfence.scanner.own.OwnSource;
import java.util.List;
import java.util.Optional;

/// A change that was read, with what judges it.
///
/// @param changes the change: more than one where several patches were named
/// @param judgement what judges it
/// @param own where the code is that the project had before it; empty where that is not known
public record ResolvedChange(List<Change> changes, Judgement judgement, Optional<OwnSource> own) {
  public ResolvedChange {
    changes = List.copyOf(changes);
  }
}
