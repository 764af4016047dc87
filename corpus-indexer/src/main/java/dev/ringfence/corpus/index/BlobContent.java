package dev.ringfence.corpus.index;

import dev.ringfence.fingerprints.source.Language;

/// A content as the index holds it. The arrays of hashes belong to the caller, who may use them
/// again.
///
/// @param key what names it, see [IndexFormat]
/// @param language its language
/// @param tokens its encoded [StoredTokens]
/// @param exact its fingerprints in the exact channel; the first `exactCount`
/// @param exactCount how many
/// @param renamed its fingerprints in the renamed channel; the first `renamedCount`
/// @param renamedCount how many
/// @param spellings the hashes of its distinct names and literals
/// @param functions the features of its functions
/// @param text its deflated text; empty where none is kept
@SuppressWarnings("ArrayRecordComponent")
record BlobContent(
    byte[] key,
    Language language,
    byte[] tokens,
    long[] exact,
    int exactCount,
    long[] renamed,
    int renamedCount,
    int[] spellings,
    FunctionTerms functions,
    byte[] text) {}
