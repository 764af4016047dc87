package dev.ringfence.scanner.change.document;

import dev.ringfence.fingerprints.source.Language;
import java.util.List;
import java.util.Optional;

/// A part of a document that is read by itself.
///
/// @param language the language that the document says the part is in; empty where it says none:
///   then the part may be prose or data as well
/// @param lines its lines, in the order of the file
public record DocumentPart(Optional<Language> language, List<DocumentLine> lines) {
  public DocumentPart {
    lines = List.copyOf(lines);
  }
}
