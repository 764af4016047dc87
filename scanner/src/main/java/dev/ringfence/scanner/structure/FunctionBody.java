package dev.ringfence.scanner.structure;

import dev.ringfence.fingerprints.token.Alphabet;

/// The tokens of one function, without those of functions in it.
final class FunctionBody {
  private final CodeCursor code;
  private final Function function;
  private final int[] own;

  FunctionBody(CodeCursor code, Function function, int[] own) {
    this.code = code;
    this.function = function;
    this.own = own;
  }

  Function function() {
    return function;
  }

  int size() {
    return own.length;
  }

  /// The spelling of a token's symbol; empty where there is none.
  String at(int i) {
    return i >= 0 && i < own.length ? code.symbol(own[i]) : "";
  }

  boolean hasSymbol(int i, int symbol) {
    return i >= 0 && i < own.length && code.hasSymbol(own[i], symbol);
  }

  boolean startsLine(int i) {
    return i == 0 || hasSymbol(i - 1, Alphabet.SEMICOLON) || line(i - 1) < line(i);
  }

  String word(int i) {
    return code.word(own[i]);
  }

  int line(int i) {
    return code.line(own[i]);
  }

  int column(int i) {
    return code.column(own[i]);
  }

  /// Whether a token is the end of a statement that no text stands for.
  boolean isEmpty(int i) {
    return code.isEmpty(own[i]);
  }
}
