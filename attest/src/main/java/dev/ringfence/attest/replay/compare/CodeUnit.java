package dev.ringfence.attest.replay.compare;

import dev.ringfence.fingerprints.Fingerprinter;
import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Tokens;
import dev.ringfence.scanner.structure.Function;
import dev.ringfence.scanner.structure.FunctionFinder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A function of a file, or all of it that is in none.
///
/// @param path the file
/// @param language what it was read as
/// @param name the function's name; empty for what is in none
/// @param firstLine its first line, from 1; 0 for what is in none
/// @param lastLine its last line
/// @param text its text
/// @param tokens its tokens
record CodeUnit(
    String path,
    Language language,
    String name,
    int firstLine,
    int lastLine,
    String text,
    Tokens tokens) {
  /// The functions of a file, without those in others, and what is in none.
  static List<CodeUnit> of(
      String path, Language language, String text, Fingerprinter fingerprinter) {
    List<String> lines = List.of(text.split("\n", -1));
    List<CodeUnit> units = new ArrayList<>();
    StringBuilder outside = new StringBuilder();
    int next = 1;
    for (Function function : FunctionFinder.find(language, text)) {
      if (function.firstLine() < next) {
        continue;
      }
      append(outside, lines, next, function.firstLine() - 1);
      StringBuilder body = new StringBuilder();
      append(body, lines, function.firstLine(), function.lastLine());
      units.add(
          new CodeUnit(
              path,
              language,
              function.name(),
              function.firstLine(),
              function.lastLine(),
              body.toString(),
              fingerprinter.tokenize(new SourceText(body.toString(), language, path))));
      next = function.lastLine() + 1;
    }
    append(outside, lines, next, lines.size());
    Tokens rest = fingerprinter.tokenize(new SourceText(outside.toString(), language, path));
    if (rest.size() > 0) {
      units.add(new CodeUnit(path, language, "", 0, 0, outside.toString(), rest));
    }
    return units;
  }

  private static void append(StringBuilder out, List<String> lines, int first, int last) {
    for (int line = first; line <= Math.min(last, lines.size()); line++) {
      out.append(lines.get(line - 1)).append('\n');
    }
  }

  boolean isFunction() {
    return firstLine > 0;
  }

  String word(int token) {
    return text.substring(tokens.start(token), tokens.end(token));
  }

  /// Whether both have the same tokens.
  boolean sameTokens(CodeUnit other) {
    return tokens.equals(other.tokens);
  }

  /// A key that is the same for units with the same tokens.
  long key() {
    return 31L * Arrays.hashCode(tokens.symbolArray()) + Arrays.hashCode(tokens.spellingArray());
  }

  /// The names in it.
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.symbol(i) == Alphabet.NAME) {
        names.add(word(i));
      }
    }
    return names;
  }

  Comparison.Place place() {
    return new Comparison.Place(path, name, firstLine, lastLine);
  }
}
