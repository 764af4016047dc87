package dev.ringfence.scanner.scan;

/// Something of a change that was not checked.
///
/// @param change the label of the change
/// @param path the file; empty for the change as a whole
/// @param reason why, for a reader
/// @param incomplete whether it is code that should have been checked, so that the scan is
///   incomplete
public record Unchecked(String change, String path, String reason, boolean incomplete) {}
