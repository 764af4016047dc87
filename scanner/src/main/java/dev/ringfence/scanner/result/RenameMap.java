package dev.ringfence.scanner.result;

import java.util.List;

/// Which name of a hunk stands for which name of the origin.
///
/// @param consistency the share of matched names that follow the mapping, equal names included; 0
///   to 1
/// @param names the pairs, most frequent first; equal names are left out
public record RenameMap(double consistency, List<Rename> names) {
  public RenameMap {
    names = List.copyOf(names);
  }

  /// One pair.
  ///
  /// @param hunk the name in the hunk
  /// @param origin the name in the origin
  /// @param count how often they stand for each other
  public record Rename(String hunk, String origin, int count) {}
}
