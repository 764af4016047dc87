package dev.ringfence.scanner.result;

/// Words in a row that a hunk shares with a comment of the origin.
///
/// @param hunkLine the line of the first, in the hunk's file
/// @param originLine its line in the origin
/// @param words the words, in lower case, with blanks between them
public record Passage(int hunkLine, int originLine, String words) {}
