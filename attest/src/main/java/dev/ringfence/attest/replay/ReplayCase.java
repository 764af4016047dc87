package dev.ringfence.attest.replay;

import dev.ringfence.attest.replay.provider.Message;
import dev.ringfence.scanner.policy.Ring;
import java.util.List;
import java.util.Optional;

/// A change with the prompt behind it.
///
/// @param id the name of its record
/// @param source the file or commit that the record comes from
/// @param ring the ring that it was recorded in
/// @param tool the tool that it names
/// @param replayable how faithfully its prompt can be asked again
/// @param messages the dialogue up to the last thing that was asked
/// @param base the commit that the change went onto
/// @param merged the commit that brought it in
/// @param time when that was committed, in seconds since 1970
/// @param why why it cannot be replayed; empty where it can
/// @param notes what a reader should know
public record ReplayCase(
    String id,
    String source,
    Optional<Ring> ring,
    Optional<String> tool,
    Replayable replayable,
    List<Message> messages,
    String base,
    String merged,
    long time,
    Optional<String> why,
    List<String> notes) {
  /// How faithfully a prompt can be asked again.
  public enum Replayable {
    /// Not at all.
    NONE,
    /// It is one prompt.
    SINGLE,
    /// It is the last of a dialogue whose answers are kept.
    TRANSCRIPT;

    /// Its name in records.
    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public ReplayCase {
    messages = List.copyOf(messages);
    notes = List.copyOf(notes);
  }
}
