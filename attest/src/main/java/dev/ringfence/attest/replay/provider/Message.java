package dev.ringfence.attest.replay.provider;

/// A message of a dialogue.
///
/// @param role `system`, `user` or `assistant`
/// @param content its text
public record Message(String role, String content) {}
