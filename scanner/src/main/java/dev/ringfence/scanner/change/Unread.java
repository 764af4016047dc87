package dev.ringfence.scanner.change;

/// A part of a changed file that nobody read.
///
/// @param reason what it is and why it was not read, for a reader
/// @param mayBeCode whether it is or may be code: then the scan that met it is incomplete
public record Unread(String reason, boolean mayBeCode) {}
