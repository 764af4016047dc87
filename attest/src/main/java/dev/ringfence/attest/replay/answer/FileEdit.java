package dev.ringfence.attest.replay.answer;

import java.util.List;
import java.util.Optional;

/// What an answer does to one file.
public sealed interface FileEdit {
  /// The file, relative to the root of the tree.
  String path();

  /// It has this text.
  ///
  /// @param text the whole text
  record Write(String path, String text) implements FileEdit {}

  /// It is gone.
  record Delete(String path) implements FileEdit {}

  /// Lines of it change.
  ///
  /// @param from the name that it had before, where it had another
  /// @param copied whether the file of that name stays
  /// @param creates whether there was none before
  /// @param hunks the changes, from the top down
  record Patch(
      String path, Optional<String> from, boolean copied, boolean creates, List<Hunk> hunks)
      implements FileEdit {
    public Patch {
      hunks = List.copyOf(hunks);
    }
  }

  /// A stretch of lines that change.
  ///
  /// @param line the line where it should begin before the change, from 1
  /// @param before the lines that should stand there
  /// @param after the lines that stand there then
  /// @param added those of them that were not there
  /// @param endsOpen whether the last of them has no line end
  record Hunk(
      int line, List<String> before, List<String> after, List<String> added, boolean endsOpen) {
    public Hunk {
      before = List.copyOf(before);
      after = List.copyOf(after);
      added = List.copyOf(added);
    }
  }
}
