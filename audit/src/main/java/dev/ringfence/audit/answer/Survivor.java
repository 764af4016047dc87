package dev.ringfence.audit.answer;

import dev.ringfence.scanner.result.Lines;
import java.util.List;

/// Where some of a copy lives.
///
/// @param path the file
/// @param lines its lines
/// @param share how much of the copy's tokens are there, from 0 to 1
/// @param renamed whether only under other names
public record Survivor(String path, List<Lines> lines, double share, boolean renamed) {
  public Survivor {
    lines = List.copyOf(lines);
  }
}
