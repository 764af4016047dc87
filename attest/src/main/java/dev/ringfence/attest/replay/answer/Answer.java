package dev.ringfence.attest.replay.answer;

import java.util.List;
import java.util.Optional;

/// An answer as it was understood.
///
/// @param edits what it does, file by file; none where it could not be understood
/// @param hostile what it tries and may not, with the path
/// @param fault why it is no change; empty where it is one
/// @param refusal the sentence by which the model says no; empty where it does not
/// @param code all code that it holds, also what is refused or belongs nowhere
/// @param notes what else a reader should know
public record Answer(
    List<FileEdit> edits,
    List<String> hostile,
    Optional<String> fault,
    Optional<String> refusal,
    List<Code> code,
    List<String> notes) {
  /// Code in an answer.
  ///
  /// @param path a path to judge it by: that of the answer, or a made-up one
  /// @param text the code; of a diff what it adds
  /// @param loose whether it belongs to no file that the answer changes
  public record Code(String path, String text, boolean loose) {}

  public Answer {
    edits = List.copyOf(edits);
    hostile = List.copyOf(hostile);
    code = List.copyOf(code);
    notes = List.copyOf(notes);
  }
}
