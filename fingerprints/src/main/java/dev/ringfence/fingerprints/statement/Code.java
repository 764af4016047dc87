package dev.ringfence.fingerprints.statement;

import dev.ringfence.fingerprints.source.Language;

/// Normalised tokens as statements are read from. The arrays are not copied.
///
/// @param symbols the symbol of each token
/// @param spellings its spelling
/// @param lines its line
/// @param size how many there are
@SuppressWarnings("ArrayRecordComponent")
public record Code(Language language, int[] symbols, int[] spellings, int[] lines, int size) {}
