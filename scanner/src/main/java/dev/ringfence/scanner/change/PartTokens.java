package dev.ringfence.scanner.change;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.token.Prose;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.scanner.change.document.DocumentLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The tokens of the parts of a document that are in one language, brought together in the lines of
/// the document.
final class PartTokens {
  /*
   * The text of the result has each line where the document has it, so that reports can show it and find functions
   * in it: lines between the parts are empty, and what stands in one line of the document, as in a
   * minified notebook, stays in one.
   */
  private record Part(HunkTokens tokens, List<DocumentLine> lines) {}

  private final Language language;
  private final List<Part> parts = new ArrayList<>();
  private boolean byText;

  PartTokens(Language language) {
    this.language = language;
  }

  /// Adds the tokens of a part, whose lines count from 1 in it.
  void add(HunkTokens tokens, List<DocumentLine> lines, boolean languageByText) {
    if (tokens.size() > 0) {
      parts.add(new Part(tokens, lines));
      byText |= languageByText;
    }
  }

  /// All tokens.
  HunkTokens inLinesOfTheFile() {
    parts.sort(Comparator.comparingInt(part -> part.lines().getFirst().number()));
    int size = parts.stream().mapToInt(part -> part.tokens().size()).sum();
    int[] lines = new int[size];
    int[] starts = new int[size];
    int[] ends = new int[size];
    Prose prose = new Prose();
    int[][] offsets = new int[parts.size()][];
    String text = layOut(offsets);
    int at = 0;
    for (int p = 0; p < parts.size(); p++) {
      HunkTokens tokens = parts.get(p).tokens();
      List<DocumentLine> of = parts.get(p).lines();
      LineTable table = LineTable.of(tokens.text());
      for (int i = 0; i < tokens.size(); i++, at++) {
        int row = Math.clamp(tokens.line(i), 1, of.size()) - 1;
        lines[at] = of.get(row).number();
        int start = tokens.start(i);
        int readLine = table.lineAt(start == tokens.end(i) && start > 0 ? start - 1 : start);
        int column =
            Math.clamp(start - table.startOffset(readLine), 0, of.get(row).text().length());
        starts[at] = offsets[p][row] + column;
        int endLine = table.lineAt(tokens.end(i));
        int endRow = Math.min(row + endLine - readLine, of.size() - 1);
        int endColumn =
            Math.clamp(
                tokens.end(i) - table.startOffset(endLine), 0, of.get(endRow).text().length());
        ends[at] = Math.max(starts[at], offsets[p][endRow] + endColumn);
      }
      prose.addAll(tokens.prose(), line -> of.get(Math.clamp(line, 1, of.size()) - 1).number());
    }
    Tokens all = Tokens.concat(parts.stream().map(part -> part.tokens().tokens()).toList());
    return new HunkTokens(
        language, all.withLines(lines).withPlaces(starts, ends), text, prose, byText);
  }

  /// The text, and the offset in it of each line of each part.
  private String layOut(int[][] offsets) {
    record Row(int part, int row, DocumentLine line) {}
    List<Row> rows = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      List<DocumentLine> lines = parts.get(p).lines();
      offsets[p] = new int[lines.size()];
      for (int row = 0; row < lines.size(); row++) {
        rows.add(new Row(p, row, lines.get(row)));
      }
    }
    rows.sort(Comparator.comparingInt(row -> row.line().number()));
    StringBuilder text = new StringBuilder();
    int number = rows.isEmpty() ? 0 : rows.getFirst().line().number();
    for (Row row : rows) {
      if (row.line().number() > number) {
        text.repeat("\n", row.line().number() - number);
        number = row.line().number();
      } else if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
        text.append(' ');
      }
      offsets[row.part()][row.row()] = text.length();
      text.append(row.line().text());
    }
    return text.append('\n').toString();
  }
}
