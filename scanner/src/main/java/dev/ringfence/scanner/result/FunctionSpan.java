package dev.ringfence.scanner.result;

/// A function around a match.
///
/// @param name its name, without qualifiers
/// @param first its first line, from 1
/// @param last its last line
public record FunctionSpan(String name, int first, int last) {}
