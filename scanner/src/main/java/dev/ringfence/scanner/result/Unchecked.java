package dev.ringfence.scanner.result;

/// Something of a change that was not checked.
///
/// @param change the label of the change
/// @param path the file; empty for the change as a whole
/// @param reason why, for a reader
/// @param incomplete whether it is code that should have been checked, so that the scan is
///   incomplete
public record Unchecked(String change, String path, String reason, boolean incomplete) {
  /// The file, or the change where it is about all of it.
  public String place() {
    return path.isEmpty() ? change : path;
  }
}
