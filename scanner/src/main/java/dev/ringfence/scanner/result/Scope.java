package dev.ringfence.scanner.result;

/// How much was scanned.
///
/// @param changes how many changes were read
/// @param files how many files with added code were scanned
/// @param hunks how many hunks
/// @param addedLines how many added lines they hold
/// @param thresholdBits the score from which on a match is a finding
public record Scope(int changes, int files, int hunks, int addedLines, double thresholdBits) {}
