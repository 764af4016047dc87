package dev.ringfence.fingerprints.token;

/// What a lexer says of a token; the names are the token types of every grammar.
public enum TokenClass {
  /// A name or keyword: `while`, `count`.
  IDENTIFIER(0),
  /// A number: `0x1fUL`.
  NUMBER(1),
  /// A string, character, regular expression or piece of a template: `"a"`.
  STRING(2),
  /// An operator or bracket: `+=`.
  OPERATOR(3),
  /// The head of a preprocessor line: `#define`.
  DIRECTIVE(4),
  /// A literal whose end is missing: `"abc` at the end of a line.
  UNTERMINATED(5),
  /// A character that no rule takes: a NUL.
  UNKNOWN(6);

  private static final TokenClass[] BY_CODE = values();

  private final byte code;

  TokenClass(int code) {
    this.code = (byte) code;
  }

  /// The number in token arrays and lexer tables.
  public byte code() {
    return code;
  }

  /// The class with a number.
  public static TokenClass ofCode(int code) {
    return BY_CODE[code];
  }
}
