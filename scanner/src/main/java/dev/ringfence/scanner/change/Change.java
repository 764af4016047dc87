package dev.ringfence.scanner.change;

import java.util.ArrayList;
import java.util.List;

/// A change to be scanned.
///
/// @param label where it comes from: a file name, a commit range
/// @param files what it does, file by file
/// @param faults what of it could not be read; a change with faults is never clean
/// @param notes what a reader of the report should know of it
public record Change(
    String label, List<FileChange> files, List<String> faults, List<String> notes) {
  public Change {
    files = List.copyOf(files);
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
  }

  /// A change that there is nothing to say of.
  public Change(String label, List<FileChange> files, List<String> faults) {
    this(label, files, faults, List.of());
  }

  /// The same with further notes.
  public Change withNotes(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new Change(label, files, faults, all);
  }

  /// The same with something more that could not be read.
  public Change withFault(String fault) {
    List<String> all = new ArrayList<>(faults);
    all.add(fault);
    return new Change(label, files, all, notes);
  }
}
