package dev.ringfence.scanner.result;

import java.util.List;
import java.util.Optional;

/// A stretch of a change that was found in the index and is no finding, since the project had it
/// before.
///
/// @param path the file
/// @param lines its lines
/// @param ownPath the file that it stood in
/// @param ownLines its lines there
/// @param since the day since which it stood there, where the history tells
/// @param commit the commit that brought it there
/// @param origin what it would have been found in: work and path
public record OwnStretch(
    String path,
    List<Lines> lines,
    String ownPath,
    List<Lines> ownLines,
    Optional<String> since,
    Optional<String> commit,
    String origin) {
  public OwnStretch {
    lines = List.copyOf(lines);
    ownLines = List.copyOf(ownLines);
  }
}
