package dev.ringfence.scanner.scan;

import dev.ringfence.scanner.change.Change;
import java.util.List;

/// A change that was read, with what judges it.
///
/// @param changes the change: more than one where several patches were named
/// @param judgement what judges it
public record ResolvedChange(List<Change> changes, Judgement judgement) {
  public ResolvedChange {
    changes = List.copyOf(changes);
  }
}
