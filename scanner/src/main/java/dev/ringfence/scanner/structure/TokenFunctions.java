package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.source.Language;
import java.util.List;

/// Functions by their tokens, as the profile of the language tells them.
final class TokenFunctions {
  private TokenFunctions() {}

  static List<Function> find(Language language, String text) {
    CodeCursor code = new CodeCursor(language, text, "structure");
    return switch (language.profile().functions().family()) {
      case BRACES -> BraceFunctions.find(code);
      case INDENTATION -> IndentedFunctions.find(code);
      case END_WORDS -> EndedFunctions.find(code);
      case PROGRAM_UNITS -> ProgramUnits.find(code);
      case FIRST_COLUMN -> FirstColumnFunctions.find(code);
      case UNTOLD -> List.of();
    };
  }
}
