package dev.ringfence.scanner.match.parameters;

/// How far down the rankings of contents and regions a look at a window of a hunk goes.
///
/// @param contents contents by what they share with the window
/// @param partContents contents that each part of the window adds
/// @param regions regions of these contents by what they share with the window
/// @param partRegions regions that each part adds
public record RegionDepth(int contents, int partContents, int regions, int partRegions) {}
