package dev.ringfence.scanner.structure;

/// A function, method, subroutine or procedure of a text.
///
/// @param name its name, without qualifiers
/// @param firstLine the line of its head, from 1
/// @param lastLine its last line
public record Function(String name, int firstLine, int lastLine) {
  /// Whether a line is in it.
  public boolean contains(int line) {
    return firstLine <= line && line <= lastLine;
  }
}
