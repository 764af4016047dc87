package dev.ringfence.audit.marks;

/// Lines of a commit's file that a tool is recorded to have written.
///
/// @param path the file, as the record names it
/// @param first the first line, from 1, in that commit's file
/// @param last the last line
/// @param tool tool and model, as the record names them
/// @param source which record says so
public record AiLines(String path, int first, int last, String tool, String source) {}
