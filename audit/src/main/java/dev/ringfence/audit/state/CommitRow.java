package dev.ringfence.audit.state;

/// A commit of the state.
///
/// @param row its number in the state
/// @param hash its id, hex
public record CommitRow(long row, String hash) {}
