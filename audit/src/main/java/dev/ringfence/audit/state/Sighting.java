package dev.ringfence.audit.state;

/// A finding where it was seen.
///
/// @param commit the commit that adds it
/// @param finding its content fingerprint, hex
/// @param path the file it lands in, where it matters most
/// @param firstLine the first line that matches, in the file after the commit
/// @param lastLine the last one
/// @param severity how much it matters there
/// @param score the same from 0 to 10
/// @param fails whether it is at or above the fail level
/// @param ring the ring it lands in
/// @param category the category of the origin's license
/// @param license the origin's license; empty text where none is stated
/// @param work the work it most likely comes from
/// @param originPath the file of that work
/// @param json all of it
public record Sighting(
    CommitRow commit,
    String finding,
    String path,
    int firstLine,
    int lastLine,
    String severity,
    double score,
    boolean fails,
    String ring,
    String category,
    String license,
    String work,
    String originPath,
    String json) {}
