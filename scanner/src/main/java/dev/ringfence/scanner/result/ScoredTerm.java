package dev.ringfence.scanner.result;

/// One term of a score.
///
/// @param name its name
/// @param bits what it adds, negative for a toll
/// @param detail how it was computed
public record ScoredTerm(String name, double bits, String detail) {}
