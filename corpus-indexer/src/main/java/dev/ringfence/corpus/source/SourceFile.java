package dev.ringfence.corpus.source;

/// A file of a work.
///
/// @param path relative to the work, with `/`
/// @param bytes its content; not copied
public record SourceFile(String path, byte[] bytes) {}
