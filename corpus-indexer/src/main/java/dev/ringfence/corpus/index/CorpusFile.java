package dev.ringfence.corpus.index;

import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.LicenseSnippet;
import dev.ringfence.corpus.source.Revision;
import dev.ringfence.fingerprints.source.Language;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A file of a work in the index.
///
/// @param workId the work
/// @param path the path in the work
/// @param swhid the content as a Software Hash Identifier, `swh:1:cnt:` and the git blob's SHA-1
/// @param language the language it was read as
/// @param lines its lines
/// @param license its license with evidence
/// @param snippets its lines that are under a license of their own
/// @param revision the commit that brought it, where the source is a history
public record CorpusFile(
    String workId,
    String path,
    String swhid,
    Language language,
    int lines,
    LicenseConclusion license,
    List<LicenseSnippet> snippets,
    Optional<Revision> revision) {
  /// The order of the files that hold a content: by work and path, then, in a history, by commit.
  public static final Comparator<CorpusFile> ORDER =
      Comparator.comparing(CorpusFile::workId)
          .thenComparing(CorpusFile::path)
          .thenComparing(file -> file.revision().map(Revision::date).orElse(""))
          .thenComparing(file -> file.revision().map(Revision::commit).orElse(""));

  public CorpusFile {
    snippets = List.copyOf(snippets);
  }

  /// The file with the license of some of its lines: a snippet's, where it holds them all.
  public CorpusFile atLines(int firstLine, int lastLine) {
    return snippets.stream()
        .filter(snippet -> snippet.firstLine() <= firstLine && snippet.lastLine() >= lastLine)
        .findFirst()
        .map(snippet ->
            new CorpusFile(
                workId, path, swhid, language, lines, snippet.license(), snippets, revision))
        .orElse(this);
  }
}
