package dev.ringfence.scanner.change.document;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Takes a document apart: into what it says is code in some language, and what may be code or not.
/// Reads whole documents and the lines of them that a patch shows, in the same way. Total, and
/// linear in the text.
public final class DocumentReader {
  /// Longer lines are no lines of markup.
  static final int MAX_MARKUP_LINE = 500;

  private static final Set<String> PAGES =
      Set.of(
          "html",
          "htm",
          "xhtml",
          "svg",
          "xml",
          "xsl",
          "xslt",
          "xsd",
          "xib",
          "xlf",
          "xliff",
          "plist",
          "storyboard",
          "dbk",
          "docbook",
          "atom",
          "graphml",
          "csproj",
          "vcxproj",
          "props",
          "targets",
          "filters",
          "ui",
          "rng",
          "wsdl",
          "rss",
          "kml",
          "opml",
          "jelly",
          "fxml");

  private static final Set<String> JSON =
      Set.of(
          "json",
          "json5",
          "jsonl",
          "map",
          "geojson",
          "har",
          "jsonc",
          "webmanifest",
          "lock",
          "snap");

  private DocumentReader() {}

  /// The parts of a document.
  public static List<DocumentPart> read(String path, List<DocumentLine> lines) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String suffix = name.substring(name.lastIndexOf('.') + 1);
    if (suffix.equals("ipynb")) {
      return NotebookReader.read(lines);
    }
    if (PAGES.contains(suffix) || beginsLikeAPage(lines)) {
      return HtmlReader.read(lines);
    }
    List<DocumentPart> parts = new ArrayList<>();
    if (suffix.equals("yml") || suffix.equals("yaml")) {
      parts.addAll(YamlReader.read(lines));
    } else {
      parts.addAll(MarkupReader.read(lines));
    }
    parts.addAll(strings(lines, JSON.contains(suffix)));
    return parts;
  }

  /// The language that a name speaks of beside its last suffix: `a.c.txt`.
  public static Language fallback(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return (dot <= 0
            ? Optional.<Language>empty()
            : LanguageDetector.detect(name.substring(0, dot), ""))
        .orElse(Language.GENERIC);
  }

  private static boolean beginsLikeAPage(List<DocumentLine> lines) {
    for (DocumentLine line : lines) {
      if (!line.text().isBlank()) {
        String text = line.text().strip().toLowerCase(Locale.ROOT);
        return text.startsWith("<!doctype") || text.startsWith("<?xml") || text.startsWith("<html");
      }
    }
    return false;
  }

  /// The strings of several lines, those that begin a line, and all strings of JSON: what they hold
  /// is read as text of its own.
  private static List<DocumentPart> strings(List<DocumentLine> lines, boolean json) {
    List<DocumentPart> parts = new ArrayList<>();
    List<DocumentLine> table = new ArrayList<>();
    for (DocumentLine line : lines) {
      if (line.text().indexOf('"') < 0) {
        continue;
      }
      boolean row = json || line.text().stripLeading().startsWith("\"");
      EscapedStrings.read(
          List.of(line),
          new EscapedStrings.Listener() {
            @Override
            public void begin(boolean object) {}

            @Override
            public void end() {}

            @Override
            public void key(String name) {}

            @Override
            public void string(List<String> value, int number) {
              if (value.size() > 2) {
                parts.add(
                    new DocumentPart(
                        Optional.empty(),
                        value.stream().map(text -> new DocumentLine(number, text)).toList()));
              } else if (row) {
                value.forEach(text -> table.add(new DocumentLine(number, text)));
              }
            }
          });
    }
    if (!table.isEmpty()) {
      parts.add(new DocumentPart(Optional.empty(), table));
    }
    return parts;
  }
}
