package dev.ringfence.corpus.license;

/// Lines of a file that are under a license of their own, between `SPDX-SnippetBegin` and
/// `SPDX-SnippetEnd` [1].
///
/// [1] SPDX Specification 2.3, annex H.
///
/// @param firstLine from 1
/// @param lastLine the last line, itself included
/// @param license the snippet's license with its evidence
public record LicenseSnippet(int firstLine, int lastLine, LicenseConclusion license) {}
