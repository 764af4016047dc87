package dev.ringfence.attest.replay.compare;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait;
import dev.ringfence.fingerprints.source.LanguageProfile.Functions;
import dev.ringfence.fingerprints.source.LanguageProfile.StatementTrait;
import dev.ringfence.fingerprints.token.Alphabet;

/// What a function offers to those who call it, read from its tokens by what its language's profile
/// says.
final class Signature {
  private Signature() {}

  /// Whether nobody outside of its file can call it, as far as it shows.
  static boolean isHidden(CodeUnit unit) {
    Functions functions = unit.language().profile().functions();
    if (functions.has(FunctionTrait.UNDERSCORES_HIDE)) {
      return unit.name().startsWith("_") && !unit.name().endsWith("__");
    }
    if (functions.has(FunctionTrait.PUB_SHOWS)) {
      return !unit.text().stripLeading().startsWith("pub");
    }
    if (functions.has(FunctionTrait.CAPITALS_SHOW)) {
      return !unit.name().isEmpty() && Character.isLowerCase(unit.name().charAt(0));
    }
    return unit.text().lines().findFirst().orElse("").matches("\\s*(static|private)\\b.*");
  }

  /// Whether a call can name parameters: then their names are part of what can be called.
  private static boolean canNameParameters(Language language) {
    return language.profile().functions().has(FunctionTrait.NAMED_ARGUMENTS);
  }

  /// Whether the type of a parameter stands before its name; those of a selector stand in brackets.
  private static boolean hasTypesFirst(Language language) {
    return language.profile().statements().has(StatementTrait.DECLARATORS)
        && !language.profile().functions().has(FunctionTrait.SELECTORS);
  }

  /// Name and parameters; without the names of parameters where no call can name them.
  static String of(CodeUnit unit) {
    StringBuilder out = new StringBuilder(unit.name());
    int depth = 0;
    int i = 0;
    while (i < unit.tokens().size() && !unit.word(i).equals(unit.name())) {
      i++;
    }
    for (i++; i < unit.tokens().size(); i++) {
      String symbol = symbol(unit, i);
      depth += symbol.equals("(") ? 1 : symbol.equals(")") ? -1 : 0;
      if (depth == 0 && !symbol.equals(")")) {
        break;
      }
      String word = isParameter(unit, i) ? "_" : unit.word(i);
      boolean apart =
          Character.isJavaIdentifierStart(word.charAt(0))
              && Character.isJavaIdentifierPart(out.charAt(out.length() - 1));
      out.append(apart ? " " : "").append(word).append(word.equals(",") ? " " : "");
      if (depth == 0) {
        break;
      }
    }
    return out.toString();
  }

  private static boolean isParameter(CodeUnit unit, int token) {
    if (unit.tokens().symbol(token) != Alphabet.NAME || canNameParameters(unit.language())) {
      return false;
    }
    String before = symbol(unit, token - 1);
    if (!hasTypesFirst(unit.language())) {
      return before.equals("(") || before.equals(",");
    }
    String after = symbol(unit, token + 1);
    return !before.equals("(")
        && !before.equals(",")
        && (after.equals(",") || after.equals(")") || after.equals("[") || after.equals("="));
  }

  private static String symbol(CodeUnit unit, int token) {
    return token < 0 || token >= unit.tokens().size()
        ? ""
        : Alphabet.spelling(unit.tokens().symbol(token));
  }
}
