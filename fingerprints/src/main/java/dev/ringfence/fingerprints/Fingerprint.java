package dev.ringfence.fingerprints;

import dev.ringfence.fingerprints.source.SourceRange;

/// One fingerprint, for the edges of the API and tests; loops use the arrays of [FingerprintSet].
///
/// @param hash the hash of the k-gram
/// @param firstToken the first token of the k-gram, from 0
/// @param range the text of the k-gram
public record Fingerprint(long hash, int firstToken, SourceRange range) {}
