package dev.ringfence.scanner.policy;

/// The ids of a finding, hex.
///
/// @param id the id
/// @param former the id that releases before this one gave it: waivers and baselines may hold it
public record FindingIds(String id, String former) {}
