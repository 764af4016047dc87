package dev.ringfence.audit.state;

import dev.ringfence.audit.history.CommitEdits;
import dev.ringfence.audit.marks.AiMark;
import java.util.List;
import java.util.Map;

/// What walking a commit came to.
///
/// @param edits what it does
/// @param marks the signs of AI in it
/// @param merged the signs of AI that it says of other commits: those of a branch that it merges
public record WalkedCommit(
    CommitEdits edits, List<AiMark> marks, Map<String, List<AiMark>> merged) {
  public WalkedCommit {
    marks = List.copyOf(marks);
    merged = Map.copyOf(merged);
  }
}
