package dev.ringfence.corpus.index;

import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.fingerprints.source.Language;

/// A file of a work in the index.
///
/// @param workId the work
/// @param path the path in the work
/// @param swhid the content as a Software Hash Identifier, `swh:1:cnt:` and the git blob's SHA-1
/// @param language the language it was read as
/// @param lines its lines
/// @param license its license with evidence
public record CorpusFile(
    String workId,
    String path,
    String swhid,
    Language language,
    int lines,
    LicenseConclusion license) {}
