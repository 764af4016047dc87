package dev.ringfence.audit.answer;

import dev.ringfence.scanner.result.Lines;
import java.util.List;

/// A finding that is asked about.
///
/// @param finding its content fingerprint, hex
/// @param commit the commit that brought it in, hex
/// @param spots where it landed
/// @param paths the names that its files had at any time since
/// @param moves how they came by them
public record Question(
    String finding, String commit, List<Spot> spots, List<String> paths, List<Answer.Move> moves) {
  public Question {
    spots = List.copyOf(spots);
    paths = List.copyOf(paths);
    moves = List.copyOf(moves);
  }

  /// Lines of a file.
  ///
  /// @param path the file after the commit
  /// @param lines its lines
  /// @param before its contents before the commit, hex, one a parent that had it
  public record Spot(String path, List<Lines> lines, List<String> before) {
    public Spot {
      lines = List.copyOf(lines);
      before = List.copyOf(before);
    }
  }
}
