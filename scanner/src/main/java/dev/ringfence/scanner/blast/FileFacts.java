package dev.ringfence.scanner.blast;

import dev.ringfence.fingerprints.source.Language;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What one text says by itself, whatever its name.
///
/// @param lines its lines that are not blank
/// @param declaresAll whether it says which names are public, as Python's `__all__` does
/// @param imports what it imports, as [Imports] writes it; empty where that is not read
record FileFacts(int lines, boolean declaresAll, Optional<List<String>> imports) {
  private static final Pattern ALL = Pattern.compile("(?m)^__all__\\s*(\\+?=|:)");

  static FileFacts of(Language language, String text) {
    return new FileFacts(
        (int) text.lines().filter(line -> !line.isBlank()).count(),
        ALL.matcher(text).find(),
        Imports.of(language, text));
  }
}
