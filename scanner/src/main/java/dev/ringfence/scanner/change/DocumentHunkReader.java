package dev.ringfence.scanner.change;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageByText;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.scanner.change.document.CodeStretches;
import dev.ringfence.scanner.change.document.DocumentLine;
import dev.ringfence.scanner.change.document.DocumentPart;
import dev.ringfence.scanner.change.document.DocumentReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the code that a hunk adds to a document: each part as a file of its language, in the lines
/// of the document. One a thread.
public final class DocumentHunkReader {
  private final HunkReader reader;
  private final int longestLine;
  private @Nullable String cachedText;
  private String cachedPath = "";
  private List<DocumentPart> cachedParts = List.of();

  /// A reader.
  ///
  /// @param longestLine lines with more characters are not read
  public DocumentHunkReader(HunkReader reader, int longestLine) {
    this.reader = reader;
    this.longestLine = longestLine;
  }

  /// What a hunk of a document holds.
  ///
  /// @param tokens the tokens of its code, one item a language; none where it holds no code
  /// @param unread what may be code and was not read
  public record Reading(List<HunkTokens> tokens, List<Unread> unread) {}

  /// Reads the added lines of a hunk.
  public Reading read(FileChange file, Hunk hunk) {
    boolean whole = file.newText().isPresent();
    List<DocumentPart> parts =
        whole ? parts(file) : DocumentReader.read(file.path(), hunkLines(hunk));
    Map<Language, PartTokens> byLanguage = new EnumMap<>(Language.class);
    List<Unread> unread = new ArrayList<>();
    for (DocumentPart part : parts) {
      List<DocumentLine> inHunk = inHunk(part.lines(), hunk);
      if (inHunk.stream().noneMatch(line -> hunk.isAdded(line.number()))) {
        continue;
      }
      if (part.language().isPresent()) {
        Language language = language(part, part.language().get());
        readPart(file, hunk, part, language, whole, unread)
            .ifPresent(read -> add(byLanguage, read, part.lines(), false));
        continue;
      }
      for (DocumentPart code : CodeStretches.find(inHunk, DocumentReader.fallback(file.path()))) {
        Language language = code.language().orElseThrow();
        readPart(file, hunk, code, language, false, unread)
            .ifPresent(read -> add(byLanguage, read, code.lines(), true));
      }
    }
    return new Reading(
        byLanguage.values().stream()
            .map(PartTokens::inLinesOfTheFile)
            .filter(tokens -> tokens.size() > 0)
            .toList(),
        unread);
  }

  private static void add(
      Map<Language, PartTokens> byLanguage,
      HunkTokens read,
      List<DocumentLine> lines,
      boolean byText) {
    byLanguage.computeIfAbsent(read.language(), PartTokens::new).add(read, lines, byText);
  }

  /// The same object comes hunk after hunk; comparing whole files would cost more than it saves.
  @SuppressWarnings("ReferenceEquality")
  private List<DocumentPart> parts(FileChange file) {
    String text = file.newText().orElse("");
    if (!text.equals(cachedText) || !cachedPath.equals(file.path())) {
      cachedParts = DocumentReader.read(file.path(), linesOf(text));
      cachedText = text;
      cachedPath = file.path();
    }
    return cachedParts;
  }

  private static List<DocumentLine> linesOf(String text) {
    LineTable table = LineTable.of(text);
    List<DocumentLine> lines = new ArrayList<>(table.lineCount());
    for (int line = 1; line <= table.lineCount(); line++) {
      int end = line < table.lineCount() ? table.startOffset(line + 1) : text.length();
      lines.add(line(line, text.substring(table.startOffset(line), end)));
    }
    return lines;
  }

  private static List<DocumentLine> hunkLines(Hunk hunk) {
    List<DocumentLine> lines = new ArrayList<>(hunk.lines().size());
    for (int i = 0; i < hunk.lines().size(); i++) {
      lines.add(line(hunk.firstLine() + i, hunk.lines().get(i)));
    }
    return lines;
  }

  /// A line holds no line ends, whatever a patch says.
  private static DocumentLine line(int number, String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    String line = text.substring(0, end);
    return new DocumentLine(
        number,
        line.indexOf('\r') < 0 && line.indexOf('\n') < 0
            ? line
            : line.replace('\r', ' ').replace('\n', ' '));
  }

  private static List<DocumentLine> inHunk(List<DocumentLine> lines, Hunk hunk) {
    return lines.subList(
        firstFrom(lines, hunk.firstLine()),
        firstFrom(lines, hunk.firstLine() + hunk.lines().size()));
  }

  /// The first of a part's lines that stands on a line of the file or below it.
  private static int firstFrom(List<DocumentLine> lines, int number) {
    int low = 0;
    int high = lines.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (lines.get(middle).number() < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The language that a document says, unless the text bears all marks of another.
  private static Language language(DocumentPart part, Language said) {
    StringBuilder text = new StringBuilder();
    part.lines().forEach(line -> text.append(line.text()).append('\n'));
    Optional<Language> seen = LanguageByText.of(text.toString());
    return seen.isPresent()
            && !seen.get().isKin(said)
            && !LanguageByText.hasMarks(text.toString(), said)
        ? seen.get()
        : said;
  }

  /// The tokens of the added lines of a part, in lines of the part.
  private Optional<HunkTokens> readPart(
      FileChange file,
      Hunk hunk,
      DocumentPart part,
      Language language,
      boolean whole,
      List<Unread> unread) {
    int first = whole ? firstFrom(part.lines(), hunk.firstLine()) : 0;
    int end =
        whole
            ? firstFrom(part.lines(), hunk.firstLine() + hunk.lines().size())
            : part.lines().size();
    List<String> lines = new ArrayList<>();
    List<Boolean> added = new ArrayList<>();
    for (DocumentLine line : part.lines().subList(first, end)) {
      boolean tooLong = line.text().length() > longestLine;
      if (tooLong && hunk.isAdded(line.number())) {
        unread.add(
            new Unread(
                String.format(
                    Locale.ROOT,
                    "line %d: %,d characters of what seems to be code, minified or generated (the limit is %,d)",
                    line.number(),
                    line.text().length(),
                    longestLine),
                true));
      }
      lines.add(tooLong ? "" : line.text());
      added.add(hunk.isAdded(line.number()));
    }
    Optional<String> text =
        whole
            ? Optional.of(
                String.join("\n", part.lines().stream().map(DocumentLine::text).toList()) + "\n")
            : Optional.empty();
    Hunk inPart = new Hunk(first + 1, lines, added, 0);
    return Optional.of(
        reader.read(
            new FileChange(file.path(), Optional.empty(), file.kind(), List.of(inPart), text),
            inPart,
            language));
  }
}
