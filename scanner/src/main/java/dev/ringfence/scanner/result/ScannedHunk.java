package dev.ringfence.scanner.result;

/// A hunk that was looked up.
///
/// @param path the file it is in
/// @param language the id of the language it was read as
/// @param firstLine its first line on the new side, from 1
/// @param addedLines how many lines it adds
/// @param tokens how many tokens they hold
/// @param digest SHA-256 over the tokens' spellings, `sha256:` and hex: the same after reformatting
public record ScannedHunk(
    String path, String language, int firstLine, int addedLines, int tokens, String digest) {}
