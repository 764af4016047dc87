package dev.ringfence.corpus.index;

/// A work that holds a blob: what matching needs to know of a file without reading its record.
///
/// @param work the work
/// @param permissive whether the file's license there is permissive
public record Holder(Work work, boolean permissive) {}
