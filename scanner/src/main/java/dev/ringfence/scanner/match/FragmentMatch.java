package dev.ringfence.scanner.match;

/// A fragment, written out as a match.
///
/// @param fragment the fragment, with all evidence
/// @param match the same for reports
public record FragmentMatch(Fragment fragment, Match match) {}
