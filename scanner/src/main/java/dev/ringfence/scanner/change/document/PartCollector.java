package dev.ringfence.scanner.change.document;

import dev.ringfence.fingerprints.source.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects the parts of a document while its lines are read: lines of one language that follow
/// each other are one part.
final class PartCollector {
  private final List<DocumentPart> parts = new ArrayList<>();
  private List<DocumentLine> lines = new ArrayList<>();
  private Optional<Language> language = Optional.empty();

  /// Adds a line in a language; empty for what may be prose.
  void add(Optional<Language> in, int number, String text) {
    if (!in.equals(language)) {
      endPart();
      language = in;
    }
    lines.add(new DocumentLine(number, text));
  }

  /// Lines that follow are another part, whatever their language.
  void endPart() {
    if (lines.stream().anyMatch(line -> !line.text().isBlank())) {
      parts.add(new DocumentPart(language, lines));
    }
    lines = new ArrayList<>();
  }

  /// All that was added.
  List<DocumentPart> parts() {
    endPart();
    return parts;
  }
}
