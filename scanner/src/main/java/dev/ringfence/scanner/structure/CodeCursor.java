package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.source.Language;
import dev.ringfence.fingerprints.source.LanguageProfile.FunctionTrait;
import dev.ringfence.fingerprints.source.LineTable;
import dev.ringfence.fingerprints.source.SourceText;
import dev.ringfence.fingerprints.token.Alphabet;
import dev.ringfence.fingerprints.token.Tokenizers;
import dev.ringfence.fingerprints.token.Tokens;

/// The tokens of a text, each with its word and its place in lines. Asked for a token that there is
/// not, it says no.
final class CodeCursor {
  private final Language language;
  private final String text;
  private final Tokens tokens;
  private final LineTable lines;

  CodeCursor(Language language, String text, String label) {
    this.language = language;
    this.text = text;
    this.tokens = Tokenizers.create().tokenize(new SourceText(text, language, label));
    this.lines = LineTable.of(text);
  }

  Language language() {
    return language;
  }

  String text() {
    return text;
  }

  LineTable lines() {
    return lines;
  }

  int size() {
    return tokens.size();
  }

  /// Whether something holds of the language's functions.
  boolean has(FunctionTrait trait) {
    return language.profile().functions().has(trait);
  }

  /// The token as it is written.
  String word(int token) {
    return text.substring(tokens.start(token), tokens.end(token));
  }

  /// The spelling of the token's symbol: of a word that is a keyword, that word.
  String symbol(int token) {
    return Alphabet.spelling(tokens.symbol(token));
  }

  boolean is(int token, String spelling) {
    return token >= 0 && token < tokens.size() && symbol(token).equals(spelling);
  }

  boolean isName(int token) {
    return hasSymbol(token, Alphabet.NAME);
  }

  boolean hasSymbol(int token, int symbol) {
    return token >= 0 && token < tokens.size() && tokens.symbol(token) == symbol;
  }

  /// Whether a token is a keyword or operator, which have symbols of their own.
  boolean isFixed(int token) {
    return tokens.symbol(token) > Alphabet.SEMICOLON;
  }

  /// Whether a token is the end of a statement that no text stands for.
  boolean isEmpty(int token) {
    return tokens.start(token) == tokens.end(token);
  }

  int line(int token) {
    return lines.lineAt(tokens.start(token));
  }

  /// The line on which a token ends.
  int lastLine(int token) {
    return lines.lineAt(Math.max(tokens.start(token), tokens.end(token) - 1));
  }

  int endOffset(int token) {
    return tokens.end(token);
  }

  boolean isFirstOnLine(int token) {
    if (token == 0 || is(token - 1, ";")) {
      return true;
    }
    return line(token - 1) < line(token);
  }

  int column(int token) {
    return tokens.start(token) - lines.startOffset(line(token));
  }

  /// The bracket that closes one, or the end.
  int closing(int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (is(i, "(")) {
        depth++;
      } else if (is(i, ")") && --depth == 0) {
        return i;
      }
    }
    return tokens.size();
  }

  /// The last part of a qualified name: `b` of `a.b`, `a::b`, `a:b`.
  String last(int name) {
    int at = name;
    while ((is(at + 1, ".") || is(at + 1, "::") || is(at + 1, ":")) && isName(at + 2)) {
      at += 2;
    }
    return word(at);
  }
}
