package dev.ringfence.corpus.source;

/// A commit.
///
/// @param commit its hash, hex
/// @param date when it was committed, `2024-05-31`
public record Revision(String commit, String date) {}
