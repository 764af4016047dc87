package dev.ringfence.scanner.result;

import java.util.List;

/// What of a change the project had before it.
///
/// @param commit the commit that was looked at
/// @param date its day, `2024-05-31`
/// @param files how many of its files were compared
/// @param unread how many files of code were left out
/// @param common how many findings are none beside it: the project is full of their like
/// @param stretches what was recognised
public record OwnCodeNote(
    String commit, String date, int files, int unread, int common, List<OwnStretch> stretches) {
  public OwnCodeNote {
    stretches = List.copyOf(stretches);
  }
}
