package dev.ringfence.scanner.match.evidence;

import java.util.List;

/// Words in a row that a hunk shares with a comment of the origin.
///
/// @param hunkLine the new-side line of the first
/// @param originLine the origin's line
/// @param words the words, in lower case
public record Passage(int hunkLine, int originLine, List<String> words) {
  public Passage {
    words = List.copyOf(words);
  }
}
