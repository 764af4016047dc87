package dev.ringfence.scanner.change;

import java.util.List;

/// A change to be scanned.
///
/// @param label where it comes from: a file name, a commit range
/// @param files what it does, file by file
/// @param faults what of it could not be read; a change with faults is never clean
public record Change(String label, List<FileChange> files, List<String> faults) {
  public Change {
    files = List.copyOf(files);
    faults = List.copyOf(faults);
  }
}
