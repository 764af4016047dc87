package dev.ringfence.corpus.source;

import java.util.Optional;

/// A file of a work, with its content in memory.
///
/// @param path relative to the work, with `/`
/// @param bytes its content; not copied
/// @param revision the commit that brought this content, where the source is a history
public record SourceFile(String path, byte[] bytes, Optional<Revision> revision) {}
