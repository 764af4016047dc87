package dev.ringfence.server.page;

import dev.ringfence.corpus.diagnostic.VisibleText;
import dev.ringfence.corpus.index.CorpusFile;
import dev.ringfence.fingerprints.source.LineTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of a work.
///
/// @param work the work
/// @param workAddress its page
/// @param path the path
/// @param license its license
/// @param category the license's category
/// @param tone its color
/// @param evidence all evidence for it
/// @param snippets lines with a license of their own
/// @param facts what is known of it
/// @param lines its text; none where the index keeps none
/// @param cut how many more lines there are
public record FilePage(
    String work,
    String workAddress,
    String path,
    String license,
    String category,
    String tone,
    List<EvidenceView> evidence,
    List<String> snippets,
    List<Fact> facts,
    List<NumberedLine> lines,
    int cut) {
  private static final int LINES = 20_000;

  public FilePage {
    evidence = List.copyOf(evidence);
    snippets = List.copyOf(snippets);
    facts = List.copyOf(facts);
    lines = List.copyOf(lines);
  }

  /// A line.
  ///
  /// @param number its number
  /// @param text what it says
  public record NumberedLine(int number, String text) {}

  /// The page of a file.
  public static FilePage of(CorpusFile file, Optional<String> text) {
    List<NumberedLine> lines = new ArrayList<>();
    int all = 0;
    if (text.isPresent()) {
      LineTable table = LineTable.of(text.get());
      all = table.lineCount();
      for (int line = 1; line <= Math.min(LINES, all); line++) {
        int end = line < all ? table.startOffset(line + 1) : text.get().length();
        lines.add(
            new NumberedLine(
                line,
                VisibleText.line(
                    text.get()
                        .substring(table.startOffset(line), end)
                        .stripTrailing()
                        .replace("\t", "    "))));
      }
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Work", VisibleText.line(file.workId())));
    facts.add(new Fact("Language", file.language().id()));
    facts.add(new Fact("Lines", Words.number(file.lines())));
    facts.add(new Fact("Content", file.swhid()));
    file.revision()
        .ifPresent(revision ->
            facts.add(
                new Fact(
                    "Since", VisibleText.line(revision.date() + ", commit " + revision.commit()))));
    return new FilePage(
        VisibleText.line(file.workId()),
        Links.work(file.workId()),
        VisibleText.line(file.path()),
        VisibleText.line(file.license().expression().orElse("No stated license")),
        file.license().category().label(),
        EvidenceView.tone(file.license().category()),
        EvidenceView.of(file.license()),
        file.snippets().stream()
            .map(snippet ->
                VisibleText.line(
                    "Lines "
                        + snippet.firstLine()
                        + " to "
                        + snippet.lastLine()
                        + ": "
                        + snippet.license().expression().orElse("not stated")))
            .toList(),
        facts,
        lines,
        Math.max(0, all - LINES));
  }
}
