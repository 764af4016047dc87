package dev.ringfence.scanner.policy;

/// A finding that was there when the tool was taken up: shown, and no failure where it stood.
///
/// @param fingerprint the finding's content fingerprint, hex
/// @param reach where it is known
public record KnownFinding(String fingerprint, Reach reach) {}
